import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { readFolds } from './read-folds.js';

let folder: string;
let path: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-folds-'));
  path = join(folder, 'folds.csv');
});
afterAll(() => rm(folder, { recursive: true }));

describe('readFolds', () => {
  it('reads the fold of each row in each repeat, whatever the order of the lines', async () => {
    await writeFile(path, 'row,repeat0,repeat1\n1,0,1\n0,1,1\n2,1,0\n');
    expect(await readFolds(path, { rows: 3 })).toEqual({
      rows: 3,
      k: 2,
      repeats: [
        { name: 'repeat0', folds: Int32Array.of(1, 0, 1) },
        { name: 'repeat1', folds: Int32Array.of(1, 1, 0) },
      ],
    });
  });

  it('leaves rows that are only ever learnt from in no fold', async () => {
    await writeFile(path, 'row,split0,split1\n0,0,train\n1,train,train\n2,train,0\n');
    const { k, repeats } = await readFolds(path);
    expect(k).toBe(1);
    expect(repeats.map(({ folds }) => [...folds])).toEqual([
      [0, -1, -1],
      [-1, -1, 0],
    ]);
    await writeFile(path, 'row,split0\n0,train\n1,train\n');
    await expect(readFolds(path)).rejects.toThrow('received none in fold 0');
  });

  it.each([
    ['other columns', 'line,repeat0\n0,1\n', 'expected the column row'],
    ['no repeat', 'row\n0\n', 'one column a repeat'],
    ['no rows', 'row,repeat0\n', 'a header only'],
    ['a short line', 'row,repeat0\n0,1\n1\n', 'line 3: expected 2 fields'],
    [
      'a repeated row',
      'row,repeat0\n0,1\n1,0\n1,0\n',
      'line 4, column row: expected each row once, received row 1 again (line 3)',
    ],
    ['a row out of range', 'row,repeat0\n0,1\n1,0\n7,0\n', 'line 4, column row: expected a row from 0 to 2'],
    ['a fold that is no number', 'row,repeat0\n0,1\n1,x\n2,0\n', 'line 3, column repeat0'],
    ['a negative fold', 'row,repeat0\n0,1\n1,-1\n2,0\n', 'line 3, column repeat0'],
    ['an empty fold', 'row,repeat0\n0,0\n1,2\n2,2\n', 'received none in fold 1'],
    ['one fold only', 'row,repeat0\n0,0\n1,0\n2,0\n', 'received none in fold 1'],
    [
      'repeats of other fold counts',
      'row,repeat0,repeat1\n0,0,0\n1,1,1\n2,2,1\n',
      '3 in repeat0, 2 in repeat1',
    ],
  ])('refuses %s', async (_, text, words) => {
    await writeFile(path, text);
    await expect(readFolds(path)).rejects.toBeInstanceOf(InvalidInputError);
    await expect(readFolds(path)).rejects.toThrow(words);
  });

  it('names the rows that are missing', async () => {
    await writeFile(path, 'row,repeat0\n0,1\n2,0\n');
    await expect(readFolds(path, { rows: 4 })).rejects.toThrow('received 2 missing: 1, 3');
  });
});
