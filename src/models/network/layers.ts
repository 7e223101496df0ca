import type { Tensor2D, Variable } from '@tensorflow/tfjs';
import { InvalidSpecificationError, shown } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { tf } from '../../engine/tf.js';
import type { Network, NetworkShapes } from './network.js';
import type { WeightStore } from './weight-store.js';

/** The numbers of a weight as they are now, row-major. */
export function valuesOf(variable: Variable): Float32Array {
  return variable.dataSync<'float32'>().slice();
}

/** A network of `store`'s weights that answers by `forward`. */
export function networkOf(
  of: Pick<Network, 'architecture' | 'shapes' | 'adapt' | 'fuse'> & { members?: number },
  store: WeightStore,
  forward: Network['forward'],
): Network {
  const { weights } = store;
  return { members: 1, ...of, weights, forward, dispose: () => store.dispose() };
}

/**
 * The width of a tabular network's one input `features` (`[width]`, float32).
 * @throws InvalidSpecificationError when the network is to be built for other inputs.
 */
export function featureWidth(architecture: string, shapes: NetworkShapes): number {
  return onlyInputWidth(architecture, 'features', shapes);
}

function onlyInputWidth(architecture: string, name: string, shapes: NetworkShapes): number {
  const names = Object.keys(shapes.inputs);
  const input = shapes.inputs[name];
  if (names.length === 1 && input?.shape.length === 1 && input.dtype === 'float32') return input.shape[0];
  const expected = `one input "${name}" of shape [width], float32`;
  const received = shown(shapes.inputs, 200);
  throw new InvalidSpecificationError(
    `The architecture "${architecture}" cannot be built for these inputs: expected ${expected}, received ${received}.`,
    { details: [{ expected, received }] },
  );
}

/**
 * How many products the one input `history` (`[products]`, float32: 1 for each that a customer has) knows.
 * @throws InvalidSpecificationError when the network is to be built for other inputs.
 */
export function historyWidth(architecture: string, shapes: NetworkShapes): number {
  return onlyInputWidth(architecture, 'history', shapes);
}

/** `x · kernel + bias`, one fat op: `[batch, inputs]` to `[batch, outputs]`, rectified on the way if asked. */
export function dense(
  x: Tensor2D,
  kernel: Variable,
  bias: Variable,
  activation: 'linear' | 'relu' = 'linear',
): Tensor2D {
  return tf.fused.matMul({ a: x, b: kernel, bias, activation }) as Tensor2D;
}

/** Each row to mean 0 and variance 1, then a learnt factor and offset per unit (Ba, Kiros & Hinton, 2016). */
export class LayerNormalisation {
  private readonly factor: Variable;
  private readonly offset: Variable;

  constructor(store: WeightStore, name: string, units: number) {
    this.factor = store.scale(`${name}/factor`, [1, units], () => 1);
    this.offset = store.bias(`${name}/offset`, units);
  }

  /** `[rows, units]` */
  apply(x: Tensor2D): Tensor2D {
    const centred = tf.sub<Tensor2D>(x, tf.mean(x, 1, true));
    const variance = tf.mean(tf.square(centred), 1, true);
    const normal = tf.mul<Tensor2D>(centred, tf.rsqrt(tf.add(variance, 1e-5)));
    return tf.add(tf.mul(normal, this.factor), this.offset);
  }
}

const sixteenBits = 65_536;

/**
 * Inverted dropout (Srivastava et al., 2014): each number is zeroed with the probability `rate`, the rest scaled up.
 * The mask comes from `random`, so a step can be repeated bit by bit. Each draw of 32 bits decides two elements, so
 * `rate` is kept to 1/65536.
 */
export function dropout(x: Tensor2D, rate: number, random: Random): Tensor2D {
  const threshold = Math.round(rate * sixteenBits);
  if (threshold === 0) return x;
  const scale = sixteenBits / (sixteenBits - threshold);
  const mask = new Float32Array(x.size);
  for (let i = 0; i < mask.length; i += 2) {
    const bits = random.bits();
    mask[i] = (bits & 0xffff) >= threshold ? scale : 0;
    if (i + 1 < mask.length) mask[i + 1] = bits >>> 16 >= threshold ? scale : 0;
  }
  return tf.mul(x, tf.tensor2d(mask, x.shape));
}
