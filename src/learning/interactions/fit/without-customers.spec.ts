import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../core/random.js';
import { startEngine } from '../../../engine/engine.js';
import { fitRanker } from './fit-ranker.js';

const spec = {
  name: 'factors',
  architecture: 'factorisation',
  options: { factors: 4 },
  training: {},
} as const;
const histories = {
  items: 5,
  liked: [
    [0, 1],
    [1, 2],
    [0, 3, 4],
  ],
  others: [[], [], []],
};
const fit = (keepHistories: boolean) =>
  fitRanker(spec, histories, { catalogue: [], keepHistories, random: createRandom(1) });

describe('factors of which no history may be kept', () => {
  beforeAll(() => startEngine('wasm'));

  it('are those of the products alone, and give the same scores', async () => {
    const [kept, without] = await Promise.all([fit(true), fit(false)]);
    const customersOf = ({ model }: typeof kept) => {
      const weight = model.members[0].weights.get('customer/factors');
      return { shape: weight?.variable.shape, values: [...(weight?.variable.dataSync() ?? [])] };
    };
    expect(customersOf(kept).shape).toEqual([3, 4]);
    expect(customersOf(without)).toEqual({ shape: [1, 4], values: [0, 0, 0, 0] });
    expect(without.model.options).toMatchObject({ customers: 1 });
    const asked = [Int32Array.of(0), Int32Array.of(2, 4)];
    expect(without.ranker(asked)).toEqual(kept.ranker(asked));
    for (const { model } of [kept, without]) model.dispose();
  });
});
