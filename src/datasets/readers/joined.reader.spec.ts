import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { joinedOptions, joinedReader } from './joined.reader.js';

const form = {
  kind: 'joined',
  delimiter: ',',
  rows: { file: 'sales.csv.gz', columns: ['shop', 'week', 'sold'] },
  joins: [
    {
      file: 'weather.csv',
      columns: ['shop', 'week', 'rain', 'sold'],
      keys: ['shop', 'week'],
      without: ['sold'],
    },
    { file: 'shops.csv', columns: ['shop', 'size'], keys: ['shop'] },
  ],
  missing: ['NA'],
  combined: { name: 'series', columns: ['shop', 'week'] },
};

describe('a table with what other files say of its keys', () => {
  let folder: string;
  const locate = (file: string) => join(folder, file);
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sextant-reader-'));
    await writeFile(locate('sales.csv.gz'), gzipSync('shop,week,sold\n2,1,5\n1,1,7\n1,2,-1\n3,1,4\n'));
    await writeFile(locate('weather.csv'), 'shop,week,rain,sold\n1,1,0.5,x\n1,2,NA,x\n2,1,3,x\n');
    await writeFile(locate('shops.csv'), 'shop,size\n1,10\n2,20\n');
    await writeFile(locate('twice.csv'), 'shop,size\n1,10\n2,20\n1,30\n');
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('has them behind its own columns, empty where nothing is said', async () => {
    const options = joinedOptions.parse(form);
    expect(joinedReader.files(options)).toEqual(['sales.csv.gz', 'weather.csv', 'shops.csv']);
    expect(await joinedReader.read(options, locate)).toEqual({
      header: ['series', 'shop', 'week', 'sold', 'rain', 'size'],
      records: [
        ['2-1', '2', '1', '5', '3', '20'],
        ['1-1', '1', '1', '7', '0.5', '10'],
        ['1-2', '1', '2', '-1', '', '10'],
        ['3-1', '3', '1', '4', '', ''],
      ],
      lines: [2, 3, 4, 5],
    });
  });

  it('is refused where a key stands twice', async () => {
    const joins = [{ ...form.joins[1], file: 'twice.csv' }];
    await expect(joinedReader.read(joinedOptions.parse({ ...form, joins }), locate)).rejects.toMatchObject({
      details: [{ line: 4, received: '1' }],
    });
  });

  it.each([
    ['a key that no row has', { joins: [{ ...form.joins[1], keys: ['size'] }] }],
    ['a key that the file has not', { joins: [{ ...form.joins[1], keys: ['week'] }] }],
    ['a combined column of others', { combined: { name: 'series', columns: ['shop', 'size'] } }],
  ])('is not declared with %s', (_, changes) => {
    expect(joinedOptions.safeParse({ ...form, ...changes }).success).toBe(false);
  });
});
