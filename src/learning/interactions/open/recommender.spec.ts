import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import type { CellNote } from '../../../tables/columns/column-kind.js';
import { Table } from '../../../tables/table.js';
import type { RecommenderState } from '../files/state.js';
import { findNeighbours, NeighbourTable, sharedAttributes } from '../fit/neighbours.js';
import type { Ranker } from '../fit/rankers.js';
import { countsOf, type Histories } from '../load/histories.js';
import { Catalogue, parseNewItem } from './catalogue.js';
import { Recommender } from './recommender.js';

fc.configureGlobal({ numRuns: 60 });

/** Six products of two kinds, three customers. */
function stateOf(change: Partial<RecommenderState> = {}): RecommenderState {
  const histories: Histories = {
    items: 6,
    liked: [
      [0, 1],
      [1, 2],
      [3, 4],
    ],
    others: [[5], [], []],
  };
  const counts = countsOf(histories);
  return {
    format: 1,
    items: ['Ant', 'Bee', 'Cat', 'Dog', 'Elk', 'Fox'].map((title, i) => ({
      id: `p${i}`,
      title,
      attributes: [i < 3 ? 'small' : 'large'],
      customers: counts[i],
    })),
    customers: 3,
    histories: { ann: { liked: [0, 1], others: [5] }, bob: { liked: [1, 2], others: [] } },
    neighbours: findNeighbours(histories, counts),
    rankers: [],
    ratings: null,
    ...change,
  };
}

/** Scores an item by how many of the history are next to it. */
const nextTo: Ranker = (rows) =>
  Float32Array.from(
    rows.flatMap((history) =>
      Array.from(
        { length: 6 },
        (_, item) => Array.from(history).filter((one) => Math.abs(one - item) === 1).length,
      ),
    ),
  );

const recommender = (change?: Partial<RecommenderState>) =>
  new Recommender(stateOf(change), [{ ranker: nextTo, weight: 1 }]);

function ask(row: Record<string, unknown>, of = recommender(), notes: CellNote[] = []) {
  const columns = Object.entries(row).map(([name, value]) => {
    const cell = Array.isArray(value) ? JSON.stringify(value) : (value as string | number);
    return { name, type: typeof cell === 'number' ? ('number' as const) : ('text' as const), values: [cell] };
  });
  return of.recommend(Table.fromColumns(columns), { add: (_row, note) => notes.push(note) })[0];
}

const ids = (row: Record<string, unknown>) => ask(row).map(({ item }) => item);

describe('a recommender', () => {
  it('shows what a known customer does not have, the best first, with reasons', () => {
    const shown = ask({ customer: 'ann', k: 10 });
    expect(shown.map(({ item }) => item)).toEqual(['p2', 'p3', 'p4']);
    expect(shown[0].reason.because).toContain('Bee');
    expect(shown[1].reason).toEqual({ because: [], text: 'liked by 1 of 3 customers' });
  });

  it('serves a new customer from liked products by id or title', () => {
    expect(ids({ liked: ['dog', 'p4'], k: 2 })).toEqual(['p2', 'p5']);
  });

  it('serves nobody in particular what most like, and says of an unknown customer that nothing is known', () => {
    const notes: CellNote[] = [];
    expect(ask({ customer: 'zoe', k: 1 }, recommender(), notes)[0].item).toBe('p1');
    expect(notes).toMatchObject([{ code: 'unknown-category', column: 'customer', received: 'zoe' }]);
    ask({ liked: ['Yak'] }, recommender(), notes);
    expect(notes[1]).toMatchObject({ column: 'liked', received: 'Yak' });
  });

  it('keeps to the filters', () => {
    expect(ids({ liked: ['Bee'], exclude: ['Cat'], k: 2 })).toEqual(['p0', 'p3']);
    expect(ids({ liked: ['Bee'], out_of_stock: ['Ant', 'Cat'] })).toEqual(['p3', 'p4', 'p5']);
    expect(ids({ liked: ['Bee'], in_stock: ['Fox', 'Bee'] })).toEqual(['p5']);
    expect(ids({ liked: ['Bee'], category: ['LARGE'] })).toEqual(['p3', 'p4', 'p5']);
    expect(ids({ liked: ['Bee'], include_bought: 1 })).toContain('p1');
    expect(ids({ liked: ['Bee'], category: ['none'] })).toEqual([]);
  });

  it('never shows what is excluded, had or out of stock, and nothing twice, whatever is asked', () => {
    const some = fc.uniqueArray(fc.constantFrom('p0', 'p1', 'p2', 'p3', 'p4', 'p5'), { maxLength: 4 });
    fc.assert(
      fc.property(
        some,
        some,
        some,
        fc.integer({ min: 1, max: 6 }),
        fc.constantFrom(0, 0.4, 1),
        (liked, exclude, out, k, diversity) => {
          const shown = ids({ customer: 'bob', liked, exclude, out_of_stock: out, k, diversity });
          const barred = new Set(['p1', 'p2', ...liked, ...exclude, ...out]);
          expect(shown.filter((item) => barred.has(item ?? ''))).toEqual([]);
          expect(new Set(shown).size).toBe(shown.length);
          expect(shown).toHaveLength(Math.min(k, 6 - barred.size));
        },
      ),
    );
  });

  it('places a new product by its attributes', () => {
    const shown = ask({ liked: ['Ant', 'Cat'], new_items: ['Flea: small', 'Whale: large'], k: 10 });
    const place = (title: string) => shown.findIndex((one) => one.title === title);
    expect(place('Flea')).toBeLessThan(place('Whale'));
    expect(shown[place('Flea')]).toMatchObject({ item: null, reason: { text: 'small, like Ant and Cat' } });
    expect(parseNewItem('2001: A Space Odyssey: Sci-Fi, Drama')).toEqual({
      title: '2001: A Space Odyssey',
      attributes: ['Sci-Fi', 'Drama'],
    });
    expect(parseNewItem('Plain')).toEqual({ title: 'Plain', attributes: [] });
  });

  it('serves only liked products when no histories are kept', () => {
    const notes: CellNote[] = [];
    const without = recommender({ histories: null });
    expect(ask({ customer: 'ann', k: 1 }, without, notes)[0].item).toBe('p1');
    expect(notes[0].expected).toBe('liked products');
  });

  it('keeps k and diversity in their ranges and says so', () => {
    const notes: CellNote[] = [];
    expect(ask({ k: 1000, diversity: -1 }, recommender(), notes)).toHaveLength(6);
    expect(notes.map(({ column }) => column)).toEqual(['k', 'diversity']);
  });
});

describe('neighbours', () => {
  const state = stateOf();
  const near = new NeighbourTable(state.neighbours, state.items);

  it('are products of common customers, by shrunk cosine', () => {
    expect(near.of(1).map(({ item, common }) => [item, common])).toEqual([
      [0, 1],
      [2, 1],
    ]);
    expect(near.similarity(0, 1)).toBeCloseTo(1 / (Math.sqrt(2) + 20), 12);
    expect(near.similarity(0, 5)).toBe(0);
    expect(recommender().lift(0, 1, 1)).toBe(1.5);
  });

  it('are found by title without regard to case, and share attributes by Jaccard', () => {
    expect(new Catalogue(state.items).find(' BEE ')).toBe(1);
    expect(new Catalogue(state.items).find('p9')).toBeUndefined();
    expect(sharedAttributes(['a', 'b'], ['b', 'c'])).toBeCloseTo(1 / 3, 12);
    expect(sharedAttributes([], [])).toBe(0);
  });
});
