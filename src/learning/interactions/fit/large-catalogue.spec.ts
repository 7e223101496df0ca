import { beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../core/random.js';
import { DamagedFileError } from '../../../core/errors.js';
import { startEngine } from '../../../engine/engine.js';
import { tf } from '../../../engine/tf.js';
import { loadModel, serialiseModel } from '../../../models/files/model-file.js';
import type { Histories } from '../load/histories.js';
import { judgeRanking } from '../judge/judge-ranking.js';
import { bestOf } from '../open/top-items.js';
import { fitRanker, type RankerSpec } from './fit-ranker.js';
import { withinMeans } from './means.js';
import { rankerOf } from './rankers.js';
import { blocksOf } from './score-blocks.js';

const random = createRandom(3);

/** Histories of so many customers with ten of so many products each. */
function histories(customers: number, items: number): Histories {
  const list = () => [...new Set(Array.from({ length: 10 }, () => random.integer(items)))];
  const liked = Array.from({ length: customers }, list);
  return { items, liked, others: liked.map(() => []) };
}

const context = { catalogue: [], keepHistories: true, random };
/** What must hold no customer has the whole matrix instead. */
const whole = { ...context, keepHistories: false };
const popularity: RankerSpec = {
  name: 'popularity',
  architecture: 'item-autoencoder',
  options: { method: 'popularity' },
  training: {},
};
const ridge: RankerSpec = { ...popularity, name: 'ridge', options: { strength: 100 } };
const cosine: RankerSpec = { ...popularity, name: 'cosine', options: { method: 'cosine', strength: 20 } };
const factors: RankerSpec = { ...popularity, name: 'factors', architecture: 'factorisation', options: {} };

beforeAll(() => startEngine());

describe('a catalogue of many products', () => {
  it('is scored by the rows of the kernel that a history has, in the bits of the whole product, stored or not', async () => {
    const data = histories(70, 4200);
    const { model, ranker } = await fitRanker(ridge, data, whole);
    const { weights, json } = serialiseModel(model);
    const kernel = new Float32Array(weights.buffer, 0, 4200 * 4200);
    const asked = [...data.liked, []];
    const scores = ranker(asked);
    const again = loadModel(json, weights);
    expect(rankerOf(again, 4200)(asked)).toEqual(scores);
    again.dispose();
    model.dispose();
    asked.forEach((history, row) => {
      const own = new Float32Array(4200);
      const inOrder = [...history].sort((a, b) => a - b);
      for (const item of inOrder) own.forEach((sum, i) => (own[i] = sum + kernel[item * 4200 + i]));
      expect(scores.subarray(row * 4200, (row + 1) * 4200)).toEqual(own);
    });
  });

  it('has its popularity without a matrix of its square', async () => {
    const data = histories(20, 100_000);
    const { model, ranker } = await fitRanker(popularity, data, context);
    expect(serialiseModel(model).weights.length).toBe(400_000);
    const [first] = data.liked;
    const scores = ranker([first]);
    expect(scores.length).toBe(100_000);
    expect(scores[first[0]]).toBe(data.liked.filter((list) => list.includes(first[0])).length);
    model.dispose();
  });

  it.each([ridge, cosine])(
    'is scored by the histories learnt from as by the matrix of its square: $name',
    async (spec) => {
      const data = histories(70, 4200);
      data.liked[3] = [];
      const before = tf.memory().numTensors;
      const matrix = await fitRanker(spec, data, whole);
      const kept = await fitRanker(spec, data, context);
      const asked = [...data.liked, [], [4199]];
      const expected = matrix.ranker(asked);
      const scores = kept.ranker(asked);
      const scale = expected.reduce((most, score) => Math.max(most, Math.abs(score)), 0);
      expect(scale).toBeGreaterThan(0);
      const furthest = expected.reduce((most, score, i) => Math.max(most, Math.abs(score - scores[i])), 0);
      expect(furthest / scale).toBeLessThan(1e-6);
      expect(kept.ranker(asked.slice(20, 21))).toEqual(scores.subarray(20 * 4200, 21 * 4200));
      const { weights, json } = serialiseModel(kept.model);
      expect(weights.length).toBeLessThan(serialiseModel(matrix.model).weights.length / 400);
      const again = loadModel(json, weights);
      expect(rankerOf(again, 4200)(asked)).toEqual(scores);
      [again, kept.model, matrix.model].forEach((model) => model.dispose());
      expect(tf.memory().numTensors).toBe(before);
    },
  );

  it('has no cell for every two products in the engine or in what is stored', async () => {
    const data = histories(30, 100_000);
    const before = tf.memory().numBytes;
    const { model, ranker } = await fitRanker(ridge, data, context);
    expect(tf.memory().numBytes - before).toBeLessThan(4e6);
    expect(serialiseModel(model).weights.length).toBeLessThan(4e6);
    const scores = ranker([data.liked[0].slice(1)]);
    expect(bestOf(scores, 10)).toContain(data.liked[0][0]);
    model.dispose();
  });

  it('refuses histories that are none of its products', async () => {
    const data = histories(20, 4200);
    const { model } = await fitRanker(cosine, data, context);
    const { weights, json } = serialiseModel(model);
    model.dispose();
    const items = new Float32Array(weights.buffer, 21 * 4);
    for (const wrong of [4200, -1, 0.5]) {
      items[0] = wrong;
      expect(() => loadModel(json, weights)).toThrow(DamagedFileError);
    }
    const enlarged = json.replace('"customers": 20', '"customers": 2000000000');
    expect(enlarged).not.toBe(json);
    expect(() => loadModel(enlarged, weights)).toThrow(DamagedFileError);
  });

  it('is learnt with what can be afforded, and refused with the estimate where the configured network cannot', () => {
    const data: Histories = { items: 100_000, liked: [[1, 2, 3]], others: [[]] };
    const { affordable, leftOut } = withinMeans([factors, ridge, popularity], data, whole);
    expect(affordable.map(({ name }) => name)).toEqual(['factors', 'popularity']);
    expect(leftOut.get('ridge')).toMatch(/^74\.5 GiB and about \d+ s$/);
    expect(() => withinMeans([ridge, factors], data, whole)).toThrow(
      expect.objectContaining({
        message: 'The network "item-autoencoder" would take too much for 100000 products and 1 customers.',
        hint: expect.stringContaining('Declare factorisation') as unknown as string,
      }),
    );
    expect(withinMeans([ridge], { ...data, items: 12_929 }, whole).leftOut.size).toBe(0);
  });

  it('is refused by its customers where their histories are kept', () => {
    const many = (customers: number): Histories => ({
      items: 100_000,
      liked: Array.from({ length: customers }, (_, i) => [i]),
      others: [],
    });
    expect(withinMeans([ridge, cosine], many(5000), context).leftOut.size).toBe(0);
    const { affordable, leftOut } = withinMeans([factors, ridge, cosine], many(20_000), context);
    expect(affordable).toEqual([factors, cosine]);
    expect(leftOut.get('ridge')).toMatch(/^7\.5 GiB and about 2667 s$/);
  });
});

describe('blocks of customers', () => {
  it('cover every customer once, with a bound on the scores that are held', () => {
    for (const [customers, items] of [
      [1000, 12_929],
      [3, 10_000_000],
      [5, 7],
    ]) {
      const blocks = [...blocksOf(customers, items)];
      expect(blocks[0].start).toBe(0);
      expect(blocks[blocks.length - 1].end).toBe(customers);
      blocks.slice(1).forEach(({ start }, i) => expect(start).toBe(blocks[i].end));
      for (const { start, end } of blocks)
        expect((end - start) * items).toBeLessThanOrEqual(Math.max(items, 2 ** 22));
    }
  });

  it('are judged as all customers at once', () => {
    const items = 2 ** 21;
    const liked = [[5], [6], [7, 8]];
    const test = { customers: [0, 1, 2], heldOut: [[9], [10], [11, 1]], rivals: [null, [3, 4], null] };
    const scoreOf = (row: number, item: number) => ((row + 3) * (item + 1) * 7919) % 1009;
    const asked: number[] = [];
    const judged = judgeRanking(
      { test, learning: { items, liked, others: [[], [12], []] } },
      ({ start, end }) => {
        asked.push(end - start);
        return Float32Array.from({ length: (end - start) * items }, (_, i) =>
          scoreOf(start + Math.floor(i / items), i % items),
        );
      },
    );
    expect(asked).toEqual([2, 1]);
    const third = Float32Array.from({ length: items }, (_, item) => scoreOf(2, item));
    expect(judged.lists[2]).toEqual(bestOf(third, 10, (item) => item !== 7 && item !== 8));
    const before = (own: number) =>
      third.filter((score, item) => score >= third[own] && ![7, 8, 11, 1].includes(item)).length;
    const [best, next] = third[11] >= third[1] ? [11, 1] : [1, 11];
    expect(judged.ranks[2]).toEqual([before(best), 1 + before(next)]);
    expect(judged.ranks[1]).toEqual([[3, 4].filter((rival) => scoreOf(1, rival) >= scoreOf(1, 10)).length]);
  });
});
