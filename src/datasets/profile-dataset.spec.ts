import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { profileDataset } from './profile-dataset.js';
import { tinyCatalogue, type TinyCatalogue } from './tiny-dataset.fixture.js';

describe('the profile of a dataset', () => {
  let tiny: TinyCatalogue;
  beforeAll(async () => {
    tiny = await tinyCatalogue();
  });
  afterAll(() => tiny.remove());

  it('takes columns for numbers whose cells are numbers, and names no text that few rows have', async () => {
    const { source, profile, notices } = await profileDataset(tiny.catalogue, 'tiny');
    expect([source, profile.rows, notices]).toEqual(['synthetic-sample', 10, []]);
    expect(profile.columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['colour', 'categorical'],
      ['size', 'numeric'],
      ['class', 'categorical'],
    ]);
    expect(profile.columns[2]).toMatchObject({
      frequencies: [{ value: 'a', count: 7 }],
      others: { values: 1, count: 3 },
    });
  });
});
