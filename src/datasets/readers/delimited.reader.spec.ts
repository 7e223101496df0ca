import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../core/errors.js';
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

describe('dates that are not written as ISO 8601 has them', () => {
  let folder: string;
  const locate = (file: string) => join(folder, file);
  const dated = { kind: 'delimited', file: 'days.csv', delimiter: ',', header: true, columns: ['n', 'day'] };
  const read = async (form: string, ...cells: string[]) => {
    await writeFile(locate('days.csv'), `\uFEFFn,day\n${cells.map((cell) => `1,${cell}\n`).join('')}`);
    const options = delimitedOptions.parse({ ...dated, dates: { day: form }, missing: ['none'] });
    const { records } = await delimitedReader.read(options, locate);
    return records.map((record) => record[1]);
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sextant-reader-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('are rewritten, day first or month first, with or without a time', async () => {
    const cells = ['04/01/2016 0:05', '4/1/2016', '12/11/2016 23:55'];
    const times = ['00:05:00', '00:00:00', '23:55:00'];
    const iso = (...days: string[]) => days.map((day, i) => `${day} ${times[i]}`);
    expect(await read('DD/MM/YYYY', ...cells)).toEqual(iso('2016-01-04', '2016-01-04', '2016-11-12'));
    expect(await read('MM/DD/YYYY', ...cells)).toEqual(iso('2016-04-01', '2016-04-01', '2016-12-11'));
  });

  it('may be missing', async () => {
    expect(await read('DD/MM/YYYY', '', 'none', '29/02/2016')).toEqual(['', '', '2016-02-29 00:00:00']);
  });

  it('come behind the cells of their file', async () => {
    await writeFile(locate('days.csv'), 'n,day\n1,04/01/2016\n');
    const files = [{ name: 'days.csv', values: { part: 'train' } }];
    const options = { ...dated, file: undefined, files, dates: { day: 'DD/MM/YYYY' } };
    expect(await delimitedReader.read(delimitedOptions.parse(options), locate)).toMatchObject({
      header: ['part', 'n', 'day'],
      records: [['train', '1', '2016-01-04 00:00:00']],
    });
  });

  it.each([
    ['a month that does not exist', 'DD/MM/YYYY', '01/13/2016'],
    ['a day that does not exist', 'DD/MM/YYYY', '30/02/2016'],
    ['an hour that does not exist', 'MM/DD/YYYY', '01/13/2016 24:00'],
    ['another form', 'DD/MM/YYYY', '2016-01-04'],
    ['something behind', 'DD/MM/YYYY', '04/01/2016 0:05 PM'],
  ])('are refused with their line: %s', async (_, form, cell) => {
    const error = await read(form, form === 'DD/MM/YYYY' ? '31/12/2015' : '12/31/2015', cell).catch(
      (caught: unknown) => caught,
    );
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).message).toContain(`written ${form}`);
    expect((error as InvalidInputError).details).toMatchObject([
      { line: 3, column: 'day', received: `"${cell}"` },
    ]);
  });

  it.each([
    ['a column that the file does not have', { hour: 'DD/MM/YYYY' }],
    ['a form that is not known', { day: 'YYYY/MM/DD' }],
  ])('are refused as options: %s', (_, dates) => {
    expect(delimitedOptions.safeParse({ ...dated, dates }).success).toBe(false);
  });
});

describe('rows that are no cases', () => {
  let folder: string;
  const locate = (file: string) => join(folder, file);
  const options = { ...form, file: 'a.csv', missing: [], leaveOut: { grade: ['sum', ''] } };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sextant-reader-'));
    await writeFile(locate('a.csv'), 'size;grade\n1;a\n9;sum\n3;\n4;b\n5;Sum\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('do not enter the table, which keeps the lines of the others', async () => {
    const { records, lines } = await delimitedReader.read(delimitedOptions.parse(options), locate);
    expect(records.map(([, grade]) => grade)).toEqual(['a', 'b', 'Sum']);
    expect(lines).toEqual([2, 5, 6]);
  });

  it('are told by a column of the file', () => {
    const { error } = delimitedOptions.safeParse({ ...options, leaveOut: { kind: ['sum'] } });
    expect(error?.issues).toMatchObject([{ path: ['leaveOut'], message: 'only columns of the file' }]);
  });
});
