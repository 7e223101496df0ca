import type { Tensor2D, Tensor3D, Variable } from '@tensorflow/tfjs';
import { InvalidSpecificationError, shown } from '../../core/errors.js';
import type { Random } from '../../core/random.js';
import { tf } from '../../engine/tf.js';
import type { WeightStore } from './weight-store.js';
import type { InputSpec, NetworkInputs, NetworkShapes } from './network.js';

/** The inputs of a network that reads windows, as windows make them. */
export interface WindowShapes {
  /** Steps of the history, the present one last. */
  steps: number;
  /** Numbers per step. */
  channels: number;
  /** Features of the present row alone; 0 when there is no such input. */
  present: number;
  /** Of each index that an embedding reads, how many values it takes; empty when there is no such input. */
  identities: readonly number[];
}

/**
 * Inputs `history` `[steps, channels]` float32, and where there are any `present` `[width]` float32 and `identity` `[n]` int32.
 * @throws InvalidSpecificationError when the network is to be built for other inputs.
 */
export function windowShapes(architecture: string, { inputs }: NetworkShapes): WindowShapes {
  const { history, present, identity, ...others } = inputs as Record<string, InputSpec | undefined>;
  const fits =
    Object.keys(others).length === 0 &&
    history?.shape.length === 2 &&
    history.dtype === 'float32' &&
    (present === undefined || (present.shape.length === 1 && present.dtype === 'float32')) &&
    (identity === undefined || (identity.dtype === 'int32' && identity.sizes?.length === identity.shape[0]));
  if (!fits) throw wrongInputs(architecture, inputs);
  const [steps, channels] = history.shape;
  return { steps, channels, present: present?.shape[0] ?? 0, identities: identity?.sizes ?? [] };
}

function wrongInputs(architecture: string, inputs: NetworkShapes['inputs']): InvalidSpecificationError {
  const expected = 'the inputs of windows: "history" [steps, channels] and, if any, "present" and "identity"';
  const received = shown(inputs, 200);
  return new InvalidSpecificationError(
    `The architecture "${architecture}" cannot be built for these inputs: expected ${expected}, received ${received}.`,
    { details: [{ expected, received }] },
  );
}

/** `[batch, steps, channels]` as `[batch, steps * channels]`. */
export function flatHistory(history: Tensor3D): Tensor2D {
  const [, steps, channels] = history.shape;
  return history.reshape([-1, steps * channels]);
}

/** One table of vectors per index of the input `identity`; row 0 is the one of the unknown. */
export class IdentityEmbeddings {
  private readonly tables: Variable[];

  /** @param random absent: zeros, for a path that is linear. */
  constructor(
    store: WeightStore,
    sizes: readonly number[],
    { units, random, name = 'identity' }: { units: number; random?: Random; name?: string },
  ) {
    this.tables = sizes.map((size, i) => {
      const label = `${name}-${i + 1}`;
      const source = random?.fork(label);
      const values = () =>
        Float32Array.from({ length: size * units }, () => (source ? 0.1 * source.normal() : 0));
      return store.kernel(label, [size, units], values);
    });
  }

  /**
   * The vectors of a batch, one `[batch, units]` per index.
   * @param forgotten each index is taken for the unknown with the probability `rate`, so that the vector of the unknown is learnt.
   */
  of({ identity }: NetworkInputs, forgotten?: { rate: number; random: Random }): Tensor2D[] {
    if (this.tables.length === 0) return [];
    const known = forgotten ? withoutSome(identity as Tensor2D, forgotten) : identity;
    const columns = tf.split(known, this.tables.length, 1);
    return this.tables.map((table, i) =>
      tf.gather(table as Variable & Tensor2D, columns[i].flatten().toInt()),
    );
  }
}

function withoutSome(identity: Tensor2D, { rate, random }: { rate: number; random: Random }): Tensor2D {
  const kept = Int32Array.from({ length: identity.size }, () => (random.next() < rate ? 0 : 1));
  return tf.mul(identity, tf.tensor2d(kept, identity.shape, 'int32'));
}

/**
 * A history `[batch, steps, channels]` whose first channel is told as the distance from its level, the mean of the last `last` steps, beside that
 * level `[batch, 1]`: series of all sizes then look alike, and what is learnt of one serves the others (as reversible instance
 * normalisation: Kim et al., 2022).
 */
export function aboutLevel(history: Tensor3D, last: number): { history: Tensor3D; level: Tensor2D } {
  const [, steps, channels] = history.shape;
  const values = history.slice([0, 0, 0], [-1, -1, 1]).reshape<Tensor2D>([-1, steps]);
  const level = tf.mean<Tensor2D>(values.slice([0, steps - last], [-1, last]), 1, true);
  const first = tf.sub(values, level).reshape<Tensor3D>([-1, steps, 1]);
  if (channels === 1) return { history: first, level };
  return { history: tf.concat([first, history.slice([0, 0, 1], [-1, -1, channels - 1])], 2), level };
}
