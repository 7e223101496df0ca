import { describe, expect, it } from '@jest/globals';
import { readCsv } from '../batch/csv';
import { mergedRows, placesOf } from './merge';

describe('repaired rows', () => {
  const scored = readCsv('x,p\n1,a\n"3\nmore",b\n6,c\n');
  const rejects = readCsv('line,column,reason,original,x\n3,x,bad,oops,oops\n6,x,bad,no,no\n8,x,bad,z,z\n');

  it('stand where they stood in the file, also behind a row of several lines', () => {
    // Lines of the file: 2 is 1, 3 was rejected, 4 and 5 are the long row, 6 was rejected, 7 is 6, 8 was rejected.
    const repaired = [0, 1, 2].map((reject) => ({ row: [`r${reject}`, 'd'], reject }));
    expect(mergedRows({ scored, rejects, repaired, blankLines: 0 }).map(([x]) => x)).toEqual([
      '1',
      'r0',
      '3\nmore',
      'r1',
      '6',
      'r2',
    ]);
  });

  it('that were rejected again leave no gap', () => {
    const repaired = placesOf(3, [3]).map((reject) => ({ row: [`r${reject}`, 'd'], reject }));
    expect(mergedRows({ scored, rejects, repaired, blankLines: 0 }).map(([x]) => x)).toEqual([
      '1',
      'r0',
      '3\nmore',
      '6',
      'r2',
    ]);
  });

  it('come last where lines cannot be counted', () => {
    const repaired = [{ row: ['r0', 'd'], reject: 0 }];
    expect(mergedRows({ scored, rejects, repaired, blankLines: 1 }).at(-1)).toEqual(['r0', 'd']);
  });
});
