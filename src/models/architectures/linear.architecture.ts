import type { Tensor2D, Tensor3D, Variable } from '@tensorflow/tfjs';
import { z } from 'zod';
import { tf } from '../../engine/tf.js';
import type { FusedNetwork } from '../fused/fused-network.js';
import { dense, featureWidth, networkOf, valuesOf } from '../network/layers.js';
import type { WeightStore } from '../network/weight-store.js';
import type {
  Architecture,
  DataSize,
  Network,
  NetworkParts,
  NetworkShapes,
  Recommendation,
} from '../network/network.js';
import { flatHistory, IdentityEmbeddings, windowShapes } from '../network/window-inputs.js';

const options = z.strictObject({});

export type LinearOptions = z.infer<typeof options>;

/**
 * Weighted sum of the features: linear regression, and with logits logistic regression (Cox, 1958). Of windows every number of
 * every step has its weight, and each value of an index its own constant.
 * The weights start at zero, whatever the seed: the objective is convex, and a feature that no training row shows (the
 * slot of unknown categories) then adds exactly nothing.
 */
export const linear: Architecture<LinearOptions> = { name: 'linear', options, build, recommend };

/** From so many rows on a few passes over parts of them are enough. */
const manyRows = 50_000;

/** A convex problem, so a fixed recipe does: it ends close to the least loss, also where a few rows make few steps. */
function recommend({ rows }: DataSize): Recommendation<LinearOptions> {
  const extent =
    rows < manyRows
      ? { epochs: 300, batchSize: 256, earlyStopping: { patience: 40, minDelta: 0 } }
      : { epochs: 40, batchSize: 1024, epochRows: manyRows, earlyStopping: { patience: 8, minDelta: 0 } };
  const training = {
    ...extent,
    optimiser: { name: 'adam', learningRate: 0.02 },
    schedule: { name: 'cosine' },
    l2: 0.002,
  };
  return { options: {}, training };
}

function build(_options: LinearOptions, shapes: NetworkShapes, { store }: NetworkParts): Network {
  return 'history' in shapes.inputs ? buildForWindows(shapes, store) : buildForFeatures(shapes, store);
}

function buildForFeatures(shapes: NetworkShapes, store: WeightStore): Network {
  const width = featureWidth('linear', shapes);
  const { kernel, bias } = outputLayer(store, width, shapes.outputs);
  const fuse = (): FusedNetwork => ({
    inputs: width,
    outputs: shapes.outputs,
    members: [{ hidden: [], output: { kernel: valuesOf(kernel), bias: valuesOf(bias) } }],
  });
  return networkOf({ architecture: 'linear', shapes, fuse }, store, (inputs) =>
    dense(inputs.features as Tensor2D, kernel, bias),
  );
}

function buildForWindows(shapes: NetworkShapes, store: WeightStore): Network {
  const { steps, channels, present, identities } = windowShapes('linear', shapes);
  const { kernel, bias } = outputLayer(store, steps * channels + present, shapes.outputs);
  const constants = new IdentityEmbeddings(store, identities, { units: shapes.outputs });
  return networkOf({ architecture: 'linear', shapes }, store, (inputs) => {
    const history = flatHistory(inputs.history as Tensor3D);
    const features = present > 0 ? tf.concat([history, inputs.present as Tensor2D], 1) : history;
    return constants.of(inputs).reduce((sum, one) => tf.add(sum, one), dense(features, kernel, bias));
  });
}

function outputLayer(
  store: WeightStore,
  width: number,
  outputs: number,
): { kernel: Variable; bias: Variable } {
  const kernel = store.kernel('output/kernel', [width, outputs]);
  return { kernel, bias: store.bias('output/bias', outputs) };
}
