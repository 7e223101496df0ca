import { randomFillSync } from 'node:crypto';
import { monotonicFactory } from 'ulid';

const pool = new Uint8Array(4096);
let used = pool.length;

/** One of 256 steps from 0 to below 1; the system is asked for many at once, for each call of it takes longer than an answer's id may. */
function secureRandom(): number {
  if (used === pool.length) {
    randomFillSync(pool);
    used = 0;
  }
  return pool[used++] / 256;
}

/** Ids that sort in the order they were given, also within a millisecond. */
export const newAnswerId: () => string = monotonicFactory(secureRandom);
