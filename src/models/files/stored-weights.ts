import { endianness } from 'node:os';
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

/** Little-endian float32, read where they are if this machine can. */
function numbersAt(bytes: Uint8Array, { shape, offset }: WeightEntry): Float32Array {
  const length = sizeOf(shape);
  const start = bytes.byteOffset + offset;
  const numbers =
    endianness() === 'LE' && start % bytesPerNumber === 0
      ? new Float32Array(bytes.buffer, start, length)
      : copiedNumbers(bytes, offset, length);
  const wrong = numbers.findIndex((value) => !Number.isFinite(value));
  if (wrong < 0) return numbers;
  const received = `${numbers[wrong]} at byte ${offset + wrong * bytesPerNumber}`;
  throw damaged('weights.bin', 'finite numbers', received);
}

function copiedNumbers(bytes: Uint8Array, offset: number, length: number): Float32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return Float32Array.from({ length }, (_, i) => view.getFloat32(offset + i * bytesPerNumber, true));
}
