import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../../core/errors.js';
import { delimitedOptions, delimitedReader } from './delimited.reader.js';

const form = { kind: 'delimited', delimiter: ';', header: true, columns: ['size', 'grade'], missing: ['-'] };
const several = {
  ...form,
  files: [
    { name: 'a.csv', values: { subject: 'art' } },
    { name: 'b.csv', values: { subject: 'biology' } },
  ],
};

describe('several files of the same form', () => {
  let folder: string;
  const locate = (file: string) => join(folder, file);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sextant-reader-'));
    await writeFile(locate('a.csv'), 'size;grade\n1;"11"\n-;12\n');
    await writeFile(locate('b.csv'), 'size;grade\n3;13\n');
    await writeFile(locate('c.csv'), 'grade;size\n3;13\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('follow one another, each row with the cells of its file in front', async () => {
    const options = delimitedOptions.parse(several);
    expect(delimitedReader.files(options)).toEqual(['a.csv', 'b.csv']);
    expect(delimitedReader.header(options)).toEqual(['subject', 'size', 'grade']);
    const table = await delimitedReader.read(options, locate);
    expect(table).toEqual({
      header: ['subject', 'size', 'grade'],
      records: [
        ['art', '1', '11'],
        ['art', '', '12'],
        ['biology', '3', '13'],
      ],
      lines: [2, 3, 2],
    });
  });

  it('are one file without further cells where only its name is given', async () => {
    const options = delimitedOptions.parse({ ...form, file: 'b.csv' });
    expect(delimitedReader.files(options)).toEqual(['b.csv']);
    expect(await delimitedReader.read(options, locate)).toMatchObject({
      header: ['size', 'grade'],
      records: [['3', '13']],
    });
  });

  it('are refused when one has other columns', async () => {
    const options = delimitedOptions.parse({ ...form, files: [{ name: 'b.csv' }, { name: 'c.csv' }] });
    await expect(delimitedReader.read(options, locate)).rejects.toThrow(InvalidInputError);
  });

  it.each([
    ['neither file nor files', form],
    ['both', { ...several, file: 'a.csv' }],
    ['cells of different columns', { ...form, files: [several.files[0], { name: 'b.csv' }] }],
    ['no file', { ...form, files: [] }],
  ])('are refused as options: %s', (_, options) => {
    expect(delimitedOptions.safeParse(options).success).toBe(false);
  });
});
