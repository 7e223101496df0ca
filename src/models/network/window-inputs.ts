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

  /** The vectors of a batch, one `[batch, units]` per index. */
  of({ identity }: NetworkInputs): Tensor2D[] {
    if (this.tables.length === 0) return [];
    const columns = tf.split(identity, this.tables.length, 1);
    return this.tables.map((table, i) =>
      tf.gather(table as Variable & Tensor2D, columns[i].flatten().toInt()),
    );
  }
}
