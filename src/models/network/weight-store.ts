import type { Variable } from '@tensorflow/tfjs';
import { shown } from '../../core/errors.js';
import { tf } from '../../engine/tf.js';
import { sizeOf } from './sizes.js';

/** One weight of a network. */
export interface Weight {
  variable: Variable;
  /** Whether weight decay applies (not to biases). */
  decay: boolean;
  /** False for what no descent moves: drawn once, or measured of the training rows by `Network.adapt`. */
  learnt: boolean;
}

/** First values of a weight, row-major; not called where the weight has stored ones, and nothing large may be made before. */
export type FirstValues = () => Float32Array;

/** Where the weights of a network that was trained before come from, in the order in which it was built. */
export interface StoredWeights {
  /**
   * Undefined where the weight is to be new.
   * @throws DamagedFileError when the next weight that was stored has another name or shape.
   */
  next(name: string, shape: readonly number[]): Float32Array | undefined;
}

/** The weights of one network while it is built, and their end. */
export class WeightStore {
  readonly weights = new Map<string, Weight>();
  private disposed = false;

  /** @param stored absent: the weights are new. */
  constructor(private readonly stored?: StoredWeights) {}

  /** A matrix `[inputs, outputs]` or the like, zeros or from values; weight decay applies. */
  kernel(name: string, shape: number[], values: FirstValues = zeros(shape)): Variable {
    return this.add(name, shape, { values, decay: true, learnt: true });
  }

  /** Zeros `[units]`; weight decay does not apply. */
  bias(name: string, units: number): Variable {
    return this.add(name, [units], { values: zeros([units]), decay: false, learnt: true });
  }

  /** Factors or offsets of any shape, each from `value`; weight decay does not apply. */
  scale(name: string, shape: number[], value: (position: number) => number): Variable {
    const values = () => Float32Array.from({ length: sizeOf(shape) }, (_, i) => value(i));
    return this.add(name, shape, { values, decay: false, learnt: true });
  }

  /** Numbers that no step of training moves; where they are to be measured, `Network.adapt` fills them. */
  fixed(name: string, shape: number[], values: FirstValues = zeros(shape)): Variable {
    return this.add(name, shape, { values, decay: false, learnt: false });
  }

  dispose(): void {
    if (this.disposed) return;
    this.disposed = true;
    for (const { variable } of this.weights.values()) variable.dispose();
  }

  private add(
    name: string,
    shape: number[],
    { values, ...kind }: { values: FirstValues } & Omit<Weight, 'variable'>,
  ): Variable {
    if (this.weights.has(name)) throw new Error(`The network has two weights of the name ${shown(name)}.`);
    const numbers = this.stored?.next(name, shape) ?? values();
    const variable = tf.tidy(() => tf.variable(tf.tensor(numbers, shape)));
    this.weights.set(name, { variable, ...kind });
    return variable;
  }
}

function zeros(shape: readonly number[]): FirstValues {
  return () => new Float32Array(sizeOf(shape));
}
