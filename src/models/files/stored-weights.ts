import { shown } from '../../core/errors.js';
import { damaged } from './damaged-model.js';
import { sizeOf } from '../network/sizes.js';
import type { StoredWeights } from '../network/weight-store.js';

/** Where a weight stands in `weights.bin`. */
export interface WeightEntry {
  member: number;
  name: string;
  shape: number[];
  dtype: 'float32';
  /** First byte. */
  offset: number;
}

const bytesPerNumber = 4;

/**
 * The weights of one member, in the order of the list; `end` throws when the network took fewer.
 * @param entries of all members, as many for each; they fit the bytes.
 */
export function memberWeights(
  entries: readonly WeightEntry[],
  { member, members }: { member: number; members: number },
  bytes: Uint8Array,
): StoredWeights & { end(): void } {
  const perMember = entries.length / members;
  const first = member * perMember;
  let taken = 0;
  return {
    next(name, shape) {
      const index = first + taken++;
      if (taken > perMember)
        throw damaged('model.json', `more weights, ${shown(name)} next`, `${perMember}`, '/weights');
      const entry = entries[index];
      const expected = shown({ ...entry, name, shape }, 200);
      const received = shown(entry, 200);
      if (received !== expected) throw damaged('model.json', expected, received, `/weights/${index}`);
      return numbersAt(bytes, entry);
    },
    end() {
      if (taken !== perMember)
        throw damaged('model.json', `${taken} weights of a member`, `${perMember}`, '/weights');
    },
  };
}

/** Little-endian float32. */
function numbersAt(bytes: Uint8Array, { shape, offset }: WeightEntry): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const numbers = new Float32Array(sizeOf(shape));
  for (let i = 0, at = offset; i < numbers.length; i++, at += bytesPerNumber) {
    const value = view.getFloat32(at, true);
    if (!Number.isFinite(value)) throw damaged('weights.bin', 'finite numbers', `${value} at byte ${at}`);
    numbers[i] = value;
  }
  return numbers;
}
