import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
import { delimitedOptions, delimitedReader } from './delimited.reader.js';

const time = { name: 'time', year: 'y', month: 'm', day: 'd', hour: 'h' };
const form = {
  kind: 'delimited',
  file: 'hours.csv',
  delimiter: ',',
  header: true,
  columns: ['n', 'y', 'm', 'd', 'h', 'level'],
  missing: ['NA'],
};

describe('a time that four columns tell together', () => {
  let folder: string;
  const locate = (file: string) => join(folder, file);
  const read = async (...lines: string[]) => {
    await writeFile(locate('hours.csv'), `n,y,m,d,h,level\n${lines.map((line) => `${line}\n`).join('')}`);
    return delimitedReader.read(delimitedOptions.parse({ ...form, time }), locate);
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sextant-reader-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('stands in the place of the first of them', async () => {
    const header = ['n', 'time', 'level'];
    expect(delimitedReader.header(delimitedOptions.parse({ ...form, time }))).toEqual(header);
    expect(await read('1,2010,1,1,0,NA', '2,2012,02,29,23,7')).toEqual({
      header,
      records: [
        ['1', '2010-01-01 00:00:00', ''],
        ['2', '2012-02-29 23:00:00', '7'],
      ],
      lines: [2, 3],
    });
  });

  it.each([
    ['a day that does not exist', '1,2011,2,29,0,5'],
    ['an hour that does not exist', '1,2011,2,28,24,5'],
    ['a part that is no number', '1,2011,Feb,28,2,5'],
    ['a part that is empty', '1,2011,,28,2,5'],
    ['a year of two digits', '1,11,2,28,2,5'],
  ])('is refused with its line: %s', async (_, line) => {
    const error = await read('1,2011,2,28,23,5', line).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InvalidInputError);
    const [, ...parts] = line.split(',').slice(0, 5);
    const received = parts.map((part) => `"${part}"`).join(', ');
    expect((error as InvalidInputError).details).toMatchObject([{ line: 3, column: 'time', received }]);
  });

  it.each([
    ['a column that the file does not have', { ...time, hour: 'minute' }],
    ['a column twice', { ...time, hour: 'd' }],
    ['the name of another column', { ...time, name: 'level' }],
  ])('is refused as an option: %s', (_, wrong) => {
    expect(delimitedOptions.safeParse({ ...form, time: wrong }).success).toBe(false);
  });
});
