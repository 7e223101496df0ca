import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { RankingPredictions } from '../predictions/ranking.predictions.js';
import { computeMetrics, metricsOf } from './index.js';

const names = metricsOf('ranking');
const of = (predictions: RankingPredictions) => computeMetrics('ranking', names, predictions);

/** Four items; worked by hand. */
const worked: RankingPredictions = {
  ranks: [[0], [2, 12], [15], [1, 3, 4]],
  lists: [
    [0, 1],
    [1, 2],
    [0, 1],
    [1, 0],
  ],
  popularity: [0.5, 0.25, 0.125, 1],
};

describe('the metrics of ranked lists', () => {
  it('are those worked out by hand', () => {
    const found = of(worked);
    expect(found.hit_rate_10).toBeCloseTo(3 / 4, 12);
    expect(found.recall_10).toBeCloseTo((1 + 1 / 2 + 0 + 1) / 4, 12);
    const log = (place: number) => 1 / Math.log2(place + 2);
    const second = log(2) / (log(0) + log(1));
    const fourth = (log(1) + log(3) + log(4)) / (log(0) + log(1) + log(2));
    expect(found.ndcg_10).toBeCloseTo((1 + second + 0 + fourth) / 4, 12);
    expect(found.map_10).toBeCloseTo((1 + 1 / 3 / 2 + 0 + (1 / 2 + 2 / 4 + 3 / 5) / 3) / 4, 12);
    expect(found.coverage_10).toBe(3 / 4);
    expect(found.novelty_10).toBeCloseTo((1.5 + 2.5 + 1.5 + 1.5) / 4, 12);
  });

  it('of one held-out item are those of the leave-one-out protocol', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 50 }), (places) => {
        const found = of({
          ranks: places.map((place) => [place]),
          lists: places.map(() => [0]),
          popularity: [1],
        });
        const hits = places.filter((place) => place < 10);
        expect(found.hit_rate_10).toBeCloseTo(hits.length / places.length, 10);
        expect(found.recall_10).toBeCloseTo(found.hit_rate_10, 10);
        const gain = hits.reduce((sum, place) => sum + 1 / Math.log2(place + 2), 0);
        expect(found.ndcg_10).toBeCloseTo(gain / places.length, 10);
        expect(found.map_10).toBeLessThanOrEqual(found.ndcg_10 + 1e-12);
      }),
    );
  });

  it('lie between 0 and 1, and are 1 for a perfect list', () => {
    const row = fc.uniqueArray(fc.integer({ min: 0, max: 200 }), { minLength: 1, maxLength: 15 });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 20 }), (rows) => {
        const ranks = rows.map((places) => places.sort((a, b) => a - b));
        const lists = rows.map(() => [0, 1]);
        const found = of({ ranks, lists, popularity: [0.5, 0.5] });
        for (const name of ['hit_rate_10', 'ndcg_10', 'map_10', 'recall_10', 'coverage_10'] as const) {
          expect(found[name]).toBeGreaterThanOrEqual(0);
          expect(found[name]).toBeLessThanOrEqual(1 + 1e-12);
        }
        const perfect = of({
          ranks: rows.map((places) => places.map((_, i) => i)),
          lists,
          popularity: [0.5, 0.5],
        });
        expect(perfect.ndcg_10).toBeCloseTo(1, 10);
        expect(perfect.map_10).toBeCloseTo(1, 10);
      }),
    );
  });

  it('weigh rows', () => {
    expect(of({ ...worked, weights: [1, 0, 0, 0] }).hit_rate_10).toBe(1);
    expect(of({ ...worked, weights: [1, 0, 0, 0] }).coverage_10).toBe(1 / 2);
  });

  it.each<[string, Partial<RankingPredictions>]>([
    ['no row', { ranks: [], lists: [] }],
    ['a row without anything held out', { ranks: [[], [1], [1], [1]] }],
    ['places that do not rise', { ranks: [[2, 1], [1], [1], [1]] }],
    ['lists of other rows', { lists: [[0]] }],
    ['an item that is none', { lists: [[4], [0], [0], [0]] }],
    ['an item that nobody has', { popularity: [0, 1, 1, 1] }],
  ])('refuse %s', (_what, change) => {
    expect(() => of({ ...worked, ...change })).toThrow();
  });
});
