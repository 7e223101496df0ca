import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { meanExceeds } from './mean-exceeds.js';

const runs = 400;
const level = 0.05;

/** How many of the runs ever reach 1 / level, and after how many losses that is in the median. */
function reached(
  draw: (random: ReturnType<typeof createRandom>, at: number) => number,
  length: number,
  limit: number,
) {
  const places: number[] = [];
  for (let run = 0; run < runs; run++) {
    const random = createRandom(run).fork('losses');
    const { reachedAt } = meanExceeds(
      Float64Array.from({ length }, (_, at) => draw(random, at)),
      limit,
      level,
    );
    if (reachedAt !== undefined) places.push(reachedAt);
  }
  return { share: places.length / runs, median: places.sort((a, b) => a - b)[places.length >> 1] };
}

/** What the share of so many runs stays below in all but one of a thousand simulations. */
const most = level + 3.1 * Math.sqrt((level * (1 - level)) / runs);

describe('evidence that a mean exceeds a limit', () => {
  it('is the mixture of bets as its definition says', () => {
    // test/reference/mean_exceeds.py: every bet by itself, multiplied out.
    const first = Array.from({ length: 120 }, (_, i) => ((i * 37) % 101) / 100);
    expect(meanExceeds(first.slice(0, 1), 0.45, level).value).toBeCloseTo(0.8885416666666666, 12);
    expect(meanExceeds(first.slice(0, 50), 0.45, level).value).toBeCloseTo(1.1641526888987643, 12);
    expect(meanExceeds(first.slice(0, 51), 0.45, level).value).toBeCloseTo(1.1183360045603177, 12);
    const all = meanExceeds(first, 0.45, level);
    expect(all.value).toBeCloseTo(1.4673073761230035, 12);
    expect(all.largest).toBeCloseTo(1.6491148435588348, 12);
    const shifted = [...new Array<number>(60).fill(0), ...new Array<number>(10).fill(1)];
    expect(meanExceeds(shifted, 0.2, level).value).toBeCloseTo(4.697389282964468, 12);
  });

  it('raises a false alarm in at most the stated share of runs, looked at after every loss', () => {
    const missed = reached((random) => (random.next() < 0.1 ? 1 : 0), 2000, 0.1);
    expect(missed.share).toBeLessThanOrEqual(most);
    const squared = reached((random) => (random.next() - 0.5) ** 2, 2000, 1 / 12);
    expect(squared.share).toBeLessThanOrEqual(most);
  });

  it('finds planted shifts, also after a long good time', () => {
    const atOnce = reached((random) => (random.next() < 0.2 ? 1 : 0), 1000, 0.1);
    expect(atOnce.share).toBeGreaterThan(0.99);
    expect(atOnce.median).toBeLessThan(200);
    const late = reached((random, at) => (random.next() < (at < 2000 ? 0.08 : 0.2) ? 1 : 0), 3000, 0.1);
    expect(late.share).toBeGreaterThan(0.99);
    expect(late.median).toBeLessThan(2000 + 300);
  });

  it('of some losses is that of the first of more', () => {
    const losses = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 200 });
    fc.assert(
      fc.property(losses, fc.double({ min: 0.01, max: 0.9, noNaN: true }), (all, limit) => {
        const few = all.slice(0, Math.ceil(all.length / 2));
        const { reachedAt = Infinity, largest } = meanExceeds(few, limit, level);
        const later = meanExceeds(all, limit, level);
        expect(later.largest).toBeGreaterThanOrEqual(largest);
        if (reachedAt !== Infinity) expect(later.reachedAt).toBe(reachedAt);
        expect(later.value).toBeGreaterThan(0);
      }),
    );
  });

  it('refuses what is no loss, no limit and no level', () => {
    expect(() => meanExceeds([1.5], 0.1, level)).toThrow(InvalidInputError);
    expect(() => meanExceeds([0.5], 1, level)).toThrow(InvalidInputError);
    expect(() => meanExceeds([0.5], 0.1, 0)).toThrow(InvalidInputError);
    expect(meanExceeds([], 0.1, level)).toEqual({ value: 1, largest: 1 });
  });
});
