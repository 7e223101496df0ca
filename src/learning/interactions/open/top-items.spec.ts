import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bestOf, diversify } from './top-items.js';

fc.configureGlobal({ numRuns: 60 });

const scores = fc.array(fc.integer({ min: -20, max: 20 }), { minLength: 1, maxLength: 60 });

describe('the best of many scores', () => {
  it('are those that sorting all of them gives, equal ones in their order', () => {
    fc.assert(
      fc.property(scores, fc.integer({ min: 1, max: 70 }), (values, count) => {
        const sorted = [...values.keys()].sort((a, b) => values[b] - values[a] || a - b);
        expect(bestOf(values, count)).toEqual(sorted.slice(0, count));
      }),
    );
  });

  it('leave out what is not allowed', () => {
    fc.assert(
      fc.property(scores, (values) => {
        const best = bestOf(values, 5, (item) => item % 2 === 0);
        expect(best.every((item) => item % 2 === 0)).toBe(true);
        expect(best).toHaveLength(Math.min(5, Math.ceil(values.length / 2)));
      }),
    );
  });
});

describe('a diverse list', () => {
  const relevance = [5, 4, 3, 2, 1];
  /** The first three are alike. */
  const likeness = (a: number, b: number) => (a < 3 && b < 3 ? 1 : 0);

  it('is the list by relevance without diversity, and takes in others with it', () => {
    expect(diversify(relevance, 3, 0, likeness)).toEqual([0, 1, 2]);
    expect(diversify(relevance, 3, 0.3, likeness)).toEqual([0, 1, 3]);
    expect(diversify(relevance, 3, 1, likeness)).toEqual([0, 3, 4]);
  });

  it('holds each candidate once', () => {
    fc.assert(
      fc.property(scores, fc.float({ min: 0, max: 1, noNaN: true }), (values, diversity) => {
        const chosen = diversify(values, 10, diversity, (a, b) => ((a * b) % 7) / 7);
        expect(new Set(chosen).size).toBe(Math.min(10, values.length));
      }),
    );
  });
});
