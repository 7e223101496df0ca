import { expect, it } from '@jest/globals';
import { tinySpec } from '../scenarios/scenario.fixture.js';
import { allowedChanges } from './what-if.js';

const [size, colour] = tinySpec().columns;
const row = { size: 2, colour: 'r' };

it('changes a number to the values of its list, and none within a range: that is for proposals', () => {
  const changesOf = (actionable: typeof size.actionable) =>
    allowedChanges([{ ...size, actionable }, colour], row).map(({ to }) => to);
  expect(changesOf({ to: [1, 2, 3] })).toEqual([1, 3]);
  expect(changesOf({ range: [0, 5] })).toEqual([]);
});
