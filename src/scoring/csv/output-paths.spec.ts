import { describe, expect, it } from '@jest/globals';
import { UsageError } from '../../core/errors.js';
import { outputPaths } from './output-paths.js';

describe('the names of outputs', () => {
  it.each([
    ['a.csv', 'a.csv.scored.csv'],
    ['a.tsv', 'a.tsv.scored.csv'],
    ['a.csv.gz', 'a.csv.gz.scored.csv'],
    ['in/a', 'in/a.scored.csv'],
  ])('of %s begin with its whole name', (input, output) => {
    const stem = output.slice(0, -'.csv'.length);
    const paths = { output, rejects: `${stem}.rejects.csv`, receipt: `${stem}.receipt.json` };
    expect(outputPaths(input)).toEqual(paths);
  });

  it.each([
    ['r.csv', 'r'],
    ['R.CSV', 'R'],
    ['d/r.csv', 'd/r'],
    ['r.csv.gz', 'r.csv.gz'],
    ['r.tsv', 'r.tsv'],
    ['r.txt', 'r.txt'],
    ['r', 'r'],
    ['.csv', '.csv'],
    ['d/.csv', 'd/.csv'],
  ])('for -o %s begin with %s', (output, stem) => {
    const paths = { output, rejects: `${stem}.rejects.csv`, receipt: `${stem}.receipt.json` };
    expect(outputPaths('-', output)).toEqual(paths);
  });

  it.each([
    ['', undefined],
    ['', 'out.csv'],
    ['a.csv', ''],
    ['a.csv', '-'],
    ['a.csv', 'folder/'],
    ['-', undefined],
  ])('are not to be had of %j with -o %j', (input, output) => {
    expect(() => outputPaths(input, output)).toThrow(UsageError);
  });
});
