import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '../../core/errors.js';
import { foldRows, kFolds, type FoldsRequest } from './folds.js';

const counts = (values: Iterable<number>, k: number): number[] => {
  const found = new Array<number>(k).fill(0);
  for (const value of values) found[value]++;
  return found;
};
const spread = (values: number[]): number => Math.max(...values) - Math.min(...values);
const k = fc.integer({ min: 2, max: 6 });

describe('kFolds', () => {
  it('deals rows evenly, repeatably and differently for another seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 6, max: 100 }), k, fc.integer(), (rows, folds, seed) => {
        const dealt = kFolds({ rows, k: folds, seed });
        expect(dealt).toHaveLength(rows);
        expect(spread(counts(dealt, folds))).toBeLessThanOrEqual(1);
        expect(kFolds({ rows, k: folds, seed })).toEqual(dealt);
      }),
    );
    expect(kFolds({ rows: 100, k: 5, seed: 1 })).not.toEqual(kFolds({ rows: 100, k: 5, seed: 2 }));
  });

  it('deals each class evenly, and the rows as a whole too', () => {
    const labels = fc
      .tuple(
        fc.integer({ min: 6, max: 40 }),
        fc.integer({ min: 6, max: 40 }),
        fc.integer({ min: 6, max: 40 }),
      )
      .map((sizes) => sizes.flatMap((size, label) => new Array<number>(size).fill(label)));
    fc.assert(
      fc.property(labels, k, fc.integer(), (given, folds, seed) => {
        const dealt = kFolds({ rows: given.length, k: folds, seed, labels: given });
        for (const label of [0, 1, 2]) {
          expect(
            spread(
              counts(
                dealt.filter((_, row) => given[row] === label),
                folds,
              ),
            ),
          ).toBeLessThanOrEqual(1);
        }
        expect(spread(counts(dealt, folds))).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('keeps groups whole and leaves no fold empty', () => {
    const groups = fc
      .array(fc.integer({ min: 0, max: 20 }), { minLength: 6, maxLength: 100 })
      .map((given) => [...given, 0, 1, 2, 3, 4, 5]);
    fc.assert(
      fc.property(groups, k, fc.integer(), fc.boolean(), (given, folds, seed, withLabels) => {
        const labels = withLabels ? given.map((_, row) => row % 2) : undefined;
        const dealt = kFolds({ rows: given.length, k: folds, seed, groups: given, labels });
        const foldsOfGroup = new Map(given.map((group, row) => [group, dealt[row]]));
        given.forEach((group, row) => expect(dealt[row]).toBe(foldsOfGroup.get(group)));
        expect(Math.min(...counts(dealt, folds))).toBeGreaterThan(0);
      }),
    );
  });

  it('balances the classes of groups', () => {
    const groups = Array.from({ length: 400 }, (_, row) => row >> 2);
    const labels = groups.map((group) => (group % 5 === 0 ? 'bad' : 'good'));
    const dealt = kFolds({ rows: 400, k: 5, seed: 9, groups, labels });
    expect(
      counts(
        dealt.filter((_, row) => labels[row] === 'bad'),
        5,
      ),
    ).toEqual([16, 16, 16, 16, 16]);
  });

  it.each<[string, FoldsRequest, string]>([
    ['one fold', { rows: 9, k: 1, seed: 1 }, 'k = 1'],
    ['fewer rows than folds', { rows: 3, k: 5, seed: 1 }, '3 rows'],
    ['a rare class', { rows: 4, k: 2, seed: 1, labels: ['a', 'a', 'a', 'b'] }, '1 of class "b"'],
    ['few groups', { rows: 4, k: 3, seed: 1, groups: [1, 1, 2, 2] }, '2 groups'],
    ['labels of other length', { rows: 4, k: 2, seed: 1, labels: ['a'] }, '4 labels'],
  ])('refuses %s', (_, request, words) => {
    expect(() => kFolds(request)).toThrow(InvalidInputError);
    expect(() => kFolds(request)).toThrow(words);
  });
});

describe('foldRows', () => {
  it('divides the rows into those of the fold and the others', () => {
    const { training, test } = foldRows(Int32Array.of(0, 2, 1, 2), 2);
    expect([...training]).toEqual([0, 2]);
    expect([...test]).toEqual([1, 3]);
  });
});
