import { expect, it } from '@jest/globals';
import { splitByValue } from './given-split.js';

it('a mark of rows is found as it is written and in the one spelling of a learnt category', () => {
  const rows = (values: (string | null)[], test: string) => [...splitByValue(values, test).test];
  expect(rows(['1', '2', null, '1'], '1')).toEqual([0, 3]);
  expect(rows(['1', '2', null, '1'], '1.0')).toEqual([0, 3]);
  expect(rows(['1.0', '2'], '1.0')).toEqual([0]);
});
