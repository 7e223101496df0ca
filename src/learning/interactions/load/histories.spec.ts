import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '../../../core/random.js';
import { judgeRanking } from '../judge/judge-ranking.js';
import { givenTest, historiesOf, leaveOneOut, type Histories } from './histories.js';
import { checkRead, readInteractions } from './interactions.js';

fc.configureGlobal({ numRuns: 60 });

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
