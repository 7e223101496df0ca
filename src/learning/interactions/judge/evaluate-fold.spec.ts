import { describe, expect, it } from '@jest/globals';
import { scenarioOf, tinySpec } from '../../../scenarios/scenario.fixture.js';
import type { LoadedInteractions } from '../load/load-interactions.js';
import { divideRatings } from './evaluate-fold.js';

/** Ten ratings; rows 4 and 7 of the file could not be read. */
const row = Int32Array.of(0, 1, 2, 3, 5, 6, 8, 9, 10, 11);
const loaded = { interactions: { row }, source: { rows: 10, rejected: 2 } } as unknown as LoadedInteractions;
const rating = tinySpec();
const scenarioWith = (kind: string) =>
  scenarioOf({ ...rating, target: { ...rating.target, kind } as typeof rating.target });

describe('folds of ratings that are made', () => {
  it('hold each rating once, by its number in the file, the same for the same seed', () => {
    const request = { k: 2, repeats: 2, seed: 1 };
    const { method, repeats } = divideRatings(scenarioWith('numeric'), loaded, request);
    expect(method).toBe('random');
    const [first, second] = repeats;
    expect(Array.from(row, (at) => first[at]).sort()).toEqual([0, 0, 0, 0, 0, 1, 1, 1, 1, 1]);
    expect([first[4], first[7], first.length]).toEqual([-1, -1, 12]);
    expect(second).not.toEqual(first);
    expect(divideRatings(scenarioWith('numeric'), loaded, request).repeats).toEqual(repeats);
  });

  it('are refused for a ranking', () => {
    const divide = () => divideRatings(scenarioWith('list'), loaded, { k: 2, repeats: 1, seed: 1 });
    expect(divide).toThrow('A ranking is not evaluated over folds of rows');
  });
});
