import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '../../core/errors.js';
import { splitMethodNames } from './names.js';
import { partNames, type Split, type SplitFractions } from './parts.js';
import { splitRows, type SplitRequest } from './split-rows.js';

const fractions = fc
  .record({ validation: fc.integer({ min: 0, max: 40 }), test: fc.integer({ min: 0, max: 40 }) })
  .map(({ validation, test }): SplitFractions => ({ validation: validation / 100, test: test / 100 }));
const seed = fc.integer();
const labels = fc.array(fc.constantFrom('good', 'bad', 'late', 3), { maxLength: 80 });
const times = fc.array(fc.integer({ min: 0, max: 30 }), { maxLength: 80 });

const request: fc.Arbitrary<SplitRequest> = fc.oneof(
  fc.record({ method: fc.constant('random' as const), rows: fc.nat(100), fractions, seed }),
  fc.record({ method: fc.constant('stratified' as const), labels, fractions, seed }),
  fc.record({ method: fc.constant('time' as const), order: times, fractions }),
  fc.record({ method: fc.constant('group' as const), groups: times, fractions, seed }),
);

/** undefined when the split is impossible, which must be said as such. */
function attempt(given: SplitRequest): Split | undefined {
  try {
    return splitRows(given);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInputError);
    return undefined;
  }
}

function rowCount(given: SplitRequest): number {
  switch (given.method) {
    case 'random':
      return given.rows;
    case 'stratified':
      return given.labels.length;
    case 'time':
      return given.order.length;
    case 'group':
      return given.groups.length;
  }
}

const share = ({ validation, test }: SplitFractions) => ({
  training: 1 - validation - test,
  validation,
  test,
});

describe('splitRows', () => {
  it('puts every row in exactly one part, leaves no wanted part empty and repeats itself', () => {
    fc.assert(
      fc.property(request, (given) => {
        const split = attempt(given);
        if (!split) return;
        const all = partNames.flatMap((name) => [...split[name]]);
        expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: rowCount(given) }, (_, row) => row));
        for (const name of partNames) {
          expect(split[name].length > 0).toBe(share(given.fractions)[name] > 0);
          expect([...split[name]]).toEqual([...split[name]].sort((a, b) => a - b));
        }
        expect(splitRows(given)).toEqual(split);
      }),
      { numRuns: 600 },
    );
  });

  it('gives another split for another seed, and the rounded shares', () => {
    const base = { method: 'random', rows: 1000, fractions: { validation: 0.155, test: 0.2 } } as const;
    const split = splitRows({ ...base, seed: 1 });
    expect(partNames.map((name) => split[name].length)).toEqual([645, 155, 200]);
    expect(splitRows({ ...base, seed: 2 }).test).not.toEqual(split.test);
  });

  it('stratified: of each class each part has its share within one row', () => {
    fc.assert(
      fc.property(labels, fractions, seed, (given, wanted, chosen) => {
        const split = attempt({ method: 'stratified', labels: given, fractions: wanted, seed: chosen });
        if (!split) return;
        for (const label of new Set(given)) {
          const total = given.filter((other) => other === label).length;
          for (const name of partNames) {
            const count = split[name].filter((row) => given[row] === label).length;
            expect(Math.abs(count - total * share(wanted)[name])).toBeLessThan(1);
          }
          expect(split.training.some((row) => given[row] === label)).toBe(true);
        }
      }),
      { numRuns: 500 },
    );
  });

  it('stratified: many small classes do not shift the sizes of the parts', () => {
    const many = Array.from({ length: 600 }, (_, row) => row % 200);
    const split = splitRows({
      method: 'stratified',
      labels: many,
      fractions: { validation: 0.1, test: 0.2 },
      seed: 3,
    });
    expect(Math.abs(split.test.length - 120)).toBeLessThanOrEqual(2);
    expect(Math.abs(split.validation.length - 60)).toBeLessThanOrEqual(2);
  });

  it('time: training before validation before test, and no time in two parts', () => {
    fc.assert(
      fc.property(times, fractions, (order, wanted) => {
        const split = attempt({ method: 'time', order, fractions: wanted });
        if (!split) return;
        const parts = partNames
          .map((name) => [...split[name]].map((row) => order[row]))
          .filter((part) => part.length);
        for (let i = 1; i < parts.length; i++) {
          expect(Math.max(...parts[i - 1])).toBeLessThan(Math.min(...parts[i]));
        }
      }),
      { numRuns: 500 },
    );
  });

  it('time: cuts at the share when no times repeat', () => {
    const order = Array.from({ length: 100 }, (_, row) => (row * 37) % 100);
    const split = splitRows({ method: 'time', order, fractions: { validation: 0.2, test: 0.1 } });
    expect(new Set([...split.test].map((row) => order[row]))).toEqual(
      new Set(order.filter((time) => time >= 90)),
    );
    expect(split.validation).toHaveLength(20);
  });

  it('group: no group is in two parts', () => {
    fc.assert(
      fc.property(times, fractions, seed, (groups, wanted, chosen) => {
        const split = attempt({ method: 'group', groups, fractions: wanted, seed: chosen });
        if (!split) return;
        const sets = partNames.map((name) => new Set([...split[name]].map((row) => groups[row])));
        expect(sets.reduce((sum, set) => sum + set.size, 0)).toBe(new Set(groups).size);
      }),
      { numRuns: 500 },
    );
  });

  it('group: one large group stays in training, and many small ones give the shares', () => {
    const large = [
      ...new Array<string>(90).fill('big'),
      ...new Array<string>(5).fill('x'),
      ...new Array<string>(5).fill('y'),
    ];
    for (let chosen = 0; chosen < 10; chosen++) {
      const wanted = { validation: 0.1, test: 0.1 };
      const split = splitRows({ method: 'group', groups: large, fractions: wanted, seed: chosen });
      expect(partNames.map((name) => split[name].length)).toEqual([90, 5, 5]);
    }
    const small = Array.from({ length: 400 }, (_, row) => row >> 2);
    const split = splitRows({
      method: 'group',
      groups: small,
      fractions: { validation: 0.1, test: 0.2 },
      seed: 1,
    });
    expect(partNames.map((name) => split[name].length)).toEqual([280, 40, 80]);
  });

  it.each<[string, SplitRequest, string]>([
    [
      'no rows',
      { method: 'random', rows: 0, fractions: { validation: 0, test: 0.2 }, seed: 1 },
      'at least one row',
    ],
    [
      'too few rows',
      { method: 'random', rows: 3, fractions: { validation: 0.1, test: 0.1 }, seed: 1 },
      '3 rows',
    ],
    [
      'a class with one row',
      { method: 'stratified', labels: ['a', 'b', 'a'], fractions: { validation: 0, test: 0.3 }, seed: 1 },
      '1 row of class "b" (row 2)',
    ],
    [
      'one time',
      { method: 'time', order: [1, 1, 1], fractions: { validation: 0, test: 0.3 } },
      '1 in 3 rows',
    ],
    [
      'a missing time',
      { method: 'time', order: [1, null], fractions: { validation: 0, test: 0.3 } },
      'row 2',
    ],
    [
      'too few groups',
      { method: 'group', groups: ['a', 'b', 'a'], fractions: { validation: 0.1, test: 0.3 }, seed: 1 },
      'at least 3 groups, received 2 in 3 rows',
    ],
    [
      'shares of all',
      { method: 'random', rows: 9, fractions: { validation: 0.5, test: 0.5 }, seed: 1 },
      'sum is below 1',
    ],
    [
      'no number',
      { method: 'random', rows: 9, fractions: { validation: NaN, test: 0.5 }, seed: 1 },
      'from 0 to below 1',
    ],
  ])('refuses %s', (_, given, words) => {
    expect(() => splitRows(given)).toThrow(InvalidInputError);
    expect(() => splitRows(given)).toThrow(words);
  });

  it('has a way for each named method', () => {
    const covered: Record<SplitRequest['method'], true> = {
      random: true,
      stratified: true,
      time: true,
      group: true,
    };
    // The data itself says which rows are held out.
    expect([...Object.keys(covered), 'given']).toEqual([...splitMethodNames]);
  });
});
