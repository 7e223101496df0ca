import type { Tensor2D, Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import { tf } from '../../engine/tf.js';
import { activated, activations, type Layer } from '../network/activations.js';
import {
  encodingOptions,
  featureEncoding,
  firstKernel,
  type FusedEncoding,
} from '../network/embeddings/feature-encoding.js';
import { scaledRows, type FusedNetwork } from '../fused/fused-network.js';
import { glorotUniform, heNormal } from '../network/initialisers.js';
import { dense, dropout, featureWidth, networkOf, valuesOf } from '../network/layers.js';
import type { WeightStore } from '../network/weight-store.js';
import type { Architecture, Network, NetworkParts, NetworkShapes } from '../network/network.js';

const options = z.strictObject({
  /** Units of each hidden layer, from the features to the output. */
  hidden: z.array(z.number().int().min(1).max(8192)).min(1).max(16).default([64, 32]),
  activation: z.enum(activations).default('relu'),
  /** Probability that a hidden unit is left out of a training step. */
  dropout: z.number().min(0).max(0.95).default(0.1),
  /** Add a linear path from the features to the output beside the hidden layers. */
  wide: z.boolean().default(false),
  ...encodingOptions,
});

export type MlpOptions = z.infer<typeof options>;

/** Multilayer perceptron; with `wide` beside a linear model, trained together (Wide & Deep: Cheng et al., 2016). */
export const mlp: Architecture<MlpOptions> = { name: 'mlp', options, build };

function build(chosen: MlpOptions, shapes: NetworkShapes, { random, store }: NetworkParts): Network {
  const features = featureWidth('mlp', shapes);
  const encoding = featureEncoding(store, shapes.inputs.features, chosen, random.fork('encoding'));
  const { width, adapt } = encoding;
  const initialise = chosen.activation === 'tanh' ? glorotUniform : heNormal;
  const hidden = chosen.hidden.map((units, index): Layer => {
    const fan = { inputs: index === 0 ? width : chosen.hidden[index - 1], outputs: units };
    const name = `hidden-${index + 1}`;
    const source = random.fork(name);
    const values = () =>
      index === 0 && encoding.bends > 0 ? firstKernel(encoding, units, source) : initialise(source, fan);
    return {
      kernel: store.kernel(`${name}/kernel`, [fan.inputs, units], values),
      bias: store.bias(`${name}/bias`, units),
    };
  });
  const output = outputLayer(store, chosen, shapes.outputs, random);
  // Zeros, for the reasons given at the linear architecture.
  const wide = chosen.wide ? store.kernel('wide/kernel', [features, shapes.outputs]) : undefined;
  const fuseEncoding = chosen.activation === 'relu' ? encoding.fuse : undefined;
  const fuse =
    fuseEncoding && (() => fusePerceptron({ encoding: fuseEncoding(), hidden, output, wide }, shapes));
  return networkOf({ architecture: 'mlp', shapes, adapt, fuse }, store, (inputs, step) => {
    const rows = inputs.features as Tensor2D;
    const masks = step.training && chosen.dropout > 0 ? createRandom(step.seed) : undefined;
    const last = hidden.reduce((x, layer) => {
      const units = activated(x, layer, chosen.activation);
      return masks ? dropout(units, chosen.dropout, masks) : units;
    }, encoding.encode(rows));
    const deep = dense(last, output.kernel, output.bias);
    return wide ? tf.add(deep, tf.matMul(rows, wide as Variable & Tensor2D)) : deep;
  });
}

interface Parts {
  encoding: FusedEncoding;
  hidden: readonly Layer[];
  output: Layer;
  wide?: Variable;
}

function fusePerceptron({ encoding, hidden, output, wide }: Parts, shapes: NetworkShapes): FusedNetwork {
  const [inputs] = shapes.inputs.features.shape;
  const { factors, bends } = encoding;
  const fused = ({ kernel, bias }: Layer) => ({ kernel: valuesOf(kernel), bias: valuesOf(bias) });
  const [first, ...later] = hidden.map(fused);
  const body = [{ ...first, kernel: scaledRows(first.kernel, factors) }, ...later];
  // It reads the features themselves, not what the encoding makes of them.
  const linear = new Float32Array(factors.length * shapes.outputs);
  if (wide) linear.set(valuesOf(wide));
  return {
    inputs,
    outputs: shapes.outputs,
    bends,
    members: [{ hidden: body, output: fused(output) }],
    ...(wide && { wide: linear }),
  };
}

function outputLayer(store: WeightStore, chosen: MlpOptions, outputs: number, random: Random): Layer {
  const fan = { inputs: chosen.hidden[chosen.hidden.length - 1], outputs };
  const values = () => glorotUniform(random.fork('output'), fan);
  return {
    kernel: store.kernel('output/kernel', [fan.inputs, outputs], values),
    bias: store.bias('output/bias', outputs),
  };
}
