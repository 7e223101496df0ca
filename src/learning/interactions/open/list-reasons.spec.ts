import { expect, it } from '@jest/globals';
import { Table } from '../../../tables/table.js';
import type { RecommenderState } from '../files/state.js';
import type { Ranker } from '../fit/rankers.js';
import { listReasons } from './list-reasons.js';
import { Recommender } from './recommender.js';

const items = ['Tent', 'Novel', 'Stove', 'Lamp'].map((title, i) => ({
  id: `p${i}`,
  title,
  attributes: [],
  customers: 5,
}));

const state: RecommenderState = {
  format: 1,
  items,
  customers: 10,
  histories: null,
  neighbours: items.map(() => []),
  rankers: [],
  ratings: null,
};

/** Who has the tent wants the stove; nothing else goes together. */
const ranker: Ranker = (histories) =>
  Float32Array.from(histories.flatMap((history) => [0, 0, Array.from(history).includes(0) ? 1 : 0, 0]));

function explain(liked: readonly string[]) {
  const giver = listReasons(new Recommender(state, [{ ranker, weight: 1 }]));
  return giver.explain(
    Table.fromColumns([{ name: 'liked', type: 'text', values: [JSON.stringify(liked)] }]),
  )[0];
}

it('names the product that the list rests on, and none that does nothing', () => {
  const { figures, evaluations } = explain(['Novel', 'Tent']);
  const [{ reasons, quantity, residual, output }] = figures;
  expect(quantity).toBe('the score of Stove');
  expect(reasons.map(({ feature, value }) => [feature, value])).toEqual([['p0', 'Tent']]);
  expect(reasons[0].contribution).toBeCloseTo(output, 6);
  expect(reasons[0].text).toMatch(/^In the history: Tent raises the score of Stove by [\d.]+$/);
  expect(residual).toBe(0);
  expect(evaluations).toBe(4);
});

it('has nothing to tell of who has nothing', () => {
  const { figures } = explain([]);
  for (const { reasons, base, output } of figures) expect([reasons, base]).toEqual([[], output]);
});
