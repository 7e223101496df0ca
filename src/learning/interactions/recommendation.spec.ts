import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '../../core/random.js';
import type { CellNote } from '../../tables/columns/column-kind.js';
import { Table } from '../../tables/table.js';
import { Catalogue, parseNewItem } from './open/catalogue.js';
import { countsOf, givenTest, historiesOf, leaveOneOut, type Histories } from './load/histories.js';
import { checkRead, readInteractions } from './load/interactions.js';
import { judgeRanking } from './judge/judge-ranking.js';
import { findNeighbours, NeighbourTable, sharedAttributes } from './fit/neighbours.js';
import { blend, standardise, type Ranker } from './fit/rankers.js';
import { Recommender } from './open/recommender.js';
import type { RecommenderState } from './files/state.js';
import { bestOf, diversify } from './open/top-items.js';

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

const header = ['who', 'what', 'stars', 'when', 'name', 'kinds'];
const spec = {
  user: 'who',
  item: 'what',
  value: 'stars',
  likedFrom: 4,
  time: 'when',
  title: 'name',
  heldOut: 'last' as const,
  attributes: ['kinds'],
  keepHistories: true,
};
const table = (...records: string[][]) => ({ header, records, lines: records.map((_, i) => i + 2) });

describe('interactions', () => {
  const read = readInteractions(
    table(
      ['a', '1', '5', '30', 'One', 'x|y'],
      ['a', '2', '4', '10', 'Two', 'x'],
      ['a', '3', '2', '20', 'Three', ''],
      ['b', '1', '4', '5', 'One', 'x|y'],
      ['b', '1', 'many', '6', 'One', 'x|y'],
      ['', '1', '4', '6', 'One', 'x|y'],
    ),
    spec,
    { name: 'stars.csv' },
  );

  it('are read with titles and attributes, and what cannot be read is named', () => {
    expect(read.interactions.customers).toEqual(['a', 'b']);
    expect(read.interactions.items[0]).toEqual({ id: '1', title: 'One', attributes: ['x', 'y'] });
    expect(read.problems).toMatchObject([
      { row: 5, line: 6, column: 'stars', expected: 'a number', received: '"many"' },
      { row: 6, line: 7, column: 'who', expected: 'a customer', received: 'an empty cell' },
    ]);
    expect(() => checkRead(read, 'stars.csv')).not.toThrow();
  });

  it('become likings in the order of time, apart from what was not liked', () => {
    expect(historiesOf(read.interactions, spec)).toEqual({
      items: 3,
      liked: [[1, 0], [0]],
      others: [[2], []],
    });
  });

  it('name a column that is not there', () => {
    expect(() => readInteractions(table(), { ...spec, item: 'sku' }, { name: 'stars.csv' })).toThrow(
      'columns are missing',
    );
  });

  it('bring their own division where a column says so', () => {
    const raw = {
      header: ['u', 'i', 'part'],
      records: [
        ['a', '1', 'train'],
        ['a', '2', 'test'],
        ['a', '3', 'negative'],
        ['b', '3', 'train'],
      ],
      lines: [1, 2, 3, 4],
    };
    const parted = {
      heldOut: 'last' as const,
      user: 'u',
      item: 'i',
      part: 'part',
      attributes: [],
      keepHistories: true,
    };
    const { interactions } = readInteractions(raw, parted, { name: 'parts.csv' });
    expect(historiesOf(interactions, {}).liked).toEqual([[0], [2]]);
    expect(givenTest(interactions)).toEqual({ customers: [0], heldOut: [[1]], rivals: [[2]] });
  });
});

const randomHistories = fc.array(fc.uniqueArray(fc.integer({ min: 0, max: 29 }), { maxLength: 12 }), {
  minLength: 1,
  maxLength: 20,
});

describe('what is held out', () => {
  it('is the last liking, is in nobody’s learning history and is never listed or ranked among what the customer has', () => {
    fc.assert(
      fc.property(randomHistories, (liked) => {
        const histories: Histories = { items: 30, liked, others: liked.map(() => []) };
        const { learning, test } = leaveOneOut(histories, { negatives: 5, heldOut: 'last' }, createRandom(1));
        test.customers.forEach((customer, i) => {
          expect(test.heldOut[i]).toEqual(liked[customer].slice(-1));
          expect(learning.liked[customer]).toEqual(liked[customer].slice(0, -1));
          const others = test.rivals[i] ?? [];
          expect(others).toHaveLength(5);
          expect(others.some((item) => liked[customer].includes(item))).toBe(false);
        });
        if (test.customers.length === 0) return;
        const { ranks, lists } = judgeRanking(
          { test, learning },
          ({ start, end }) => new Float32Array((end - start) * 30),
        );
        // All scores are equal, and ties count against the method.
        expect(ranks.every((row) => row[0] === 5)).toBe(true);
        test.customers.forEach((customer, i) => {
          expect(learning.liked[customer].some((item) => Array.from(lists[i]).includes(item))).toBe(false);
        });
      }),
    );
  });
});

describe('rivals that a dataset gives', () => {
  it('count as they are: the held-out item among them is a tie, and ties count against the method', () => {
    const learning: Histories = { items: 4, liked: [[0]], others: [[]] };
    const test = { customers: [0], heldOut: [[1]], rivals: [[1, 2, 3]] };
    const scored = Float32Array.of(0, 5, 4, 5);
    const { ranks } = judgeRanking({ test, learning }, () => scored);
    expect(ranks).toEqual([[2]]);
    const all = judgeRanking({ test: { ...test, rivals: [null] }, learning }, () => scored);
    expect(all.ranks).toEqual([[1]]);
  });
});

describe('a random liking', () => {
  it('is held out where the rows have no order', () => {
    fc.assert(
      fc.property(randomHistories, fc.integer(), (liked, seed) => {
        const histories: Histories = { items: 30, liked, others: liked.map(() => []) };
        const { learning, test } = leaveOneOut(
          histories,
          { negatives: 0, heldOut: 'random' },
          createRandom(seed),
        );
        test.customers.forEach((customer, i) => {
          expect(new Set([...learning.liked[customer], ...test.heldOut[i]])).toEqual(
            new Set(liked[customer]),
          );
          expect(learning.liked[customer]).not.toContain(test.heldOut[i][0]);
        });
      }),
    );
  });
});

describe('standardised scores', () => {
  it('have mean 0 and deviation 1 row by row, and zeros where nothing varies', () => {
    const rows = standardise(Float32Array.of(1, 2, 3, 7, 7, 7), 3);
    expect([...rows].map((value) => Math.round(value * 1000) / 1000)).toEqual([-1.225, 0, 1.225, 0, 0, 0]);
    expect([...blend([Float32Array.of(1, 2), Float32Array.of(4, 0)], [0.5, 0.25])]).toEqual([1.5, 1]);
  });
});

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
