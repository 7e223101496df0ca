import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../core/random.js';
import type { SkillRecord } from '../load/vocabulary.js';
import { chanceInterval, measureSpread } from './spread.js';

/** Learners each of whom has a chance of 0.2 or 0.8, and a tracer that knows their mean alone. */
function twoKinds(count: number) {
  const random = createRandom(2);
  const own: number[] = [];
  const records = Array.from({ length: count }, (): SkillRecord => {
    const chance = random.next() < 0.5 ? 0.2 : 0.8;
    own.push(chance);
    const right = Uint8Array.from({ length: 4 }, () => (random.next() < chance ? 1 : 0));
    return { skills: new Int32Array(4).fill(1), right };
  });
  return { own, records, chances: records.map(() => new Float64Array(4).fill(0.5)) };
}

describe('the spread of chances', () => {
  it('is found from answers alone: 0.09 of 0.25', () => {
    const { records, chances } = twoKinds(4000);
    const spread = measureSpread(records, chances);
    expect(spread.map(({ answers }) => answers)).toEqual([0, 1, 3, 6]);
    for (const { share } of spread) expect(Math.abs(share - 0.36)).toBeLessThan(0.06);
  });

  it('is small where all learners are alike', () => {
    const random = createRandom(4);
    const records = Array.from({ length: 4000 }, (): SkillRecord => {
      return {
        skills: new Int32Array(4).fill(1),
        right: Uint8Array.from({ length: 4 }, () => (random.next() < 0.7 ? 1 : 0)),
      };
    });
    const spread = measureSpread(
      records,
      records.map(() => new Float64Array(4).fill(0.7)),
    );
    expect(spread[0].share).toBeLessThan(0.03);
  });

  it('gives intervals that hold the chances of 90 % of learners', () => {
    const { own, records, chances } = twoKinds(4000);
    const [low, high] = chanceInterval(measureSpread(records, chances), 0.5, 0);
    expect(own.filter((chance) => chance >= low && chance <= high).length / own.length).toBeGreaterThan(0.9);
    expect(high - low).toBeLessThan(1);
  });

  it('holds the chance itself, also at the ends', () => {
    const spread = [0, 1, 3, 6].map((answers) => ({ answers, share: 0.3 }));
    for (const chance of [0, 0.001, 0.3, 0.999, 1]) {
      const [low, high] = chanceInterval(spread, chance, 2);
      expect(low).toBeLessThanOrEqual(chance);
      expect(high).toBeGreaterThanOrEqual(chance);
    }
  });
});
