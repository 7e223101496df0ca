import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { realDataFolder } from '../../../test/real-data.js';
import { sha256 } from '../../core/files/files.js';
import { shippedDatasets } from '../../core/paths.js';
import { DatasetCatalogue } from '../dataset-catalogue.js';
import { readerOf, readerOptionsSchema, type RawTable } from './index.js';
import { readerKindNames } from './names.js';

/**
 * The sha256 of what each reader gave when it joined, grouped and reshaped with loops of its own: the same table has to
 * come out of danfo, to the last byte. The files are made up, with keys that danfo would mix up or drop.
 */
const madeUp: { options: Record<string, unknown>; files: Record<string, string>; expected: string }[] = [
  {
    options: {
      kind: 'delimited',
      files: [
        { name: 'a.csv', values: { part: 'train' } },
        { name: 'b.csv', values: { part: 'test' } },
      ],
      delimiter: ',',
      header: true,
      columns: ['day', 'n', 'shape'],
      missing: ['?'],
      dates: { day: 'DD/MM/YYYY' },
    },
    files: {
      'a.csv': 'day,n,shape\n04/01/2016 0:05,007,?\n,1.50,NaN\n',
      'b.csv': 'day,n,shape\n31/12/2016,-0,"a,b"\n01/01/2017, ,null\n',
    },
    expected: 'a0bdb6a61e66e6d1786c3b47b8a2add3effe0730c9f8bbcbc3edf78c3409c099',
  },
  {
    options: {
      kind: 'annotated',
      file: 'd.csv',
      delimiter: ';',
      columns: ['due', 'sent', 'came', 'freight'],
      words: [
        { column: 'sent', status: 'sent_status', value: 'date', words: { 'From ': 'depot', '': 'unknown' } },
        {
          column: 'freight',
          status: 'freight_status',
          value: 'amount',
          words: { Included: 'in-price', 'See DN': 'other' },
        },
      ],
      dates: { due: 'DD-MMM-YY', came: 'DD-MMM-YY', sent: 'MM/DD/YY or 20MM-DD-YY' },
      delay: { from: 'due', to: 'came', days: 'days', late: 'late' },
    },
    files: {
      'd.csv':
        'due;sent;came;freight\n01-Mar-08;2/29/08;02-Mar-08;12.50\n29-Feb-08;2012-01-06;01-Jan-08;See DN-304 (ID#:7)\n' +
        '05-Dec-14;From store;;Included in price\n31-Jan-15;;31-Jan-15; 0\n',
    },
    expected: '46f25297d276f5897e2cda4170bd7e541bc34e46d3c08228333a0d7b8f0beb87',
  },
  {
    options: {
      kind: 'answer-records',
      parts: [
        { file: 'train.csv', part: 'train' },
        { file: 'test.csv', part: 'test' },
      ],
      skills: 'skills.txt',
      columns: ['learner', 'step', 'skill', 'correct', 'part'],
    },
    files: {
      'train.csv': '3\n1,2,1,\n1,0,1,\n1\n2\n0\n',
      'test.csv': '2\r\n2,3\r\n0,1\r\n',
      'skills.txt': '1\tAdding \n2\tTaking\taway\n3\t加法\n',
    },
    expected: 'dfeaff40169b77c15b8c292b21bfe49b113f1d34cdcaf0165c0a8c583bda5b2d',
  },
  {
    options: { kind: 'blank-separated', file: 'data.txt', columns: ['a', 'b', 'c'] },
    files: { 'data.txt': '540.0 \t0.0\t 2.50 \n\n  1e3 -0 ?\n007 NaN x' },
    expected: '799a5bc06625459653c4015d8f8867306a1ac133ddd487b69301e515418fbf60',
  },
  {
    options: {
      kind: 'joined',
      delimiter: ',',
      rows: { file: 'rows.csv', columns: ['shop', 'week', 'sold'] },
      joins: [
        { file: 'weather.csv', columns: ['shop', 'week', 'rain'], keys: ['shop', 'week'] },
        { file: 'shops.csv', columns: ['shop', 'kind', 'size'], keys: ['shop'], without: ['size'] },
      ],
      missing: ['NA'],
      combined: { name: 'series', columns: ['shop', 'week'] },
    },
    files: {
      'rows.csv': 'shop,week,sold\n01,1,007\n__proto__,1,-0\n1,2,NA\n1,1,1e3\n',
      'weather.csv': 'shop,week,rain\n1,2,0.50\n01,1,NA\n1,1,\n',
      'shops.csv': 'shop,kind,size\n__proto__,"a,b",3\n1,NaN,4\n',
    },
    expected: 'f02dfa1000e2343155d070d921177107df9ffad85f881cf3624e8957253b50dc',
  },
  {
    options: { kind: 'baskets', file: 'b.csv', delimiter: ',', columns: ['basket', 'product'] },
    files: { 'b.csv': 'milk,bread\n\n, tea ,,12a\n__proto__,milk,007\n' },
    expected: '8fea599d2f6541b6829619282c577110558f2be570b5fb273a4f5eb6c3cfd484',
  },
  {
    options: {
      kind: 'leave-one-out',
      train: 'train',
      test: 'test',
      negatives: 'negatives',
      columns: ['customer', 'product', 'value', 'part'],
    },
    files: {
      train: '0\t27\t13883\n0\t3\t1\n1\t27\t007\n',
      test: '0\t9\t2\n1\t4\t5\n',
      negatives: '(0,9)\t1\t2\t\t3\n(1,4)\t5\t6\n',
    },
    expected: 'c63c863a59b51253592ffc7c02e0503ddfc4662a8a5482d9e954f5b15a5cd5d1',
  },
  {
    options: {
      kind: 'movielens',
      ratings: 'u.data',
      items: 'u.item',
      genres: ['unknown', "Children's", 'Drama'],
      columns: ['user', 'item', 'rating', 'time', 'title', 'year', 'genres'],
    },
    files: {
      'u.data': '7\t10\t3\t100\n7\t2\t5\t99\n1\t10\t1\t7\n2\t__proto__\t4\t8\n3\t01\t2\t9\n3\t1\t2\t10\n',
      'u.item':
        '2|Twelve Monkeys (1995)|a|b|c|0|1|1\n10|Untitled|a|b|c|0|0|0\n__proto__|In-Between (1999)|a|b|c|1|0|0\n' +
        '1|One_1 (2001)|a|b|c|0|0|1\n01|Zero One|a|b|c|0|1|0\n99|Never rated (1950)|a|b|c|0|1|0\n' +
        '2|Twelve Again (1996)|a|b|c|0|0|1\n',
    },
    expected: 'fab3a3bfbe6926a078824a5bab4c4794a91e305ce8cd44e66613808f2cda505d',
  },
  {
    options: {
      kind: 'run-to-failure',
      training: 'train.txt',
      test: 'test.txt',
      remaining: 'left.txt',
      columns: ['unit', 'cycle', 'heat'],
      left: 'left',
      part: 'part',
    },
    files: {
      'train.txt': '1 1 0.5\n1 2 0.50\n2 1 -0\n2 2 1e3\n2 3 7\n1 3 9\n',
      'test.txt': ' 1 1 0.1 \n1 2 0.2\n\n2 1 0.3\n',
      'left.txt': '17\n4\n',
    },
    expected: 'b51bc6f177627b04df510616f0b6ef929a955ffaefa9b89f7ec895d02d0e5ce9',
  },
  {
    options: {
      kind: 'sensor-network',
      values: 'speed.csv',
      adjacency: 'near.csv',
      start: '2020-02-29T23:50:00Z',
      stepMinutes: 5,
      columns: {
        time: 'time',
        sensor: 'sensor',
        value: 'speed',
        near: 'near',
        far: 'far',
        everywhere: 'everywhere',
      },
    },
    files: {
      'speed.csv': 'a-1,b_2,c\n1,2.00005,-0\n,4,1e-9\n,,\n0,0,0\n61.123456,62.5,\n',
      'near.csv': '1,0.5,0\n0.5,1,0.25\n0,0.25,1\n',
    },
    expected: '9beb425af4840a43a44d187b5fcf5072309504d861febe1bce71b02f2874b800',
  },
];

/** Of the originals, which are no part of the project. */
const originals: { name: string; folder: string; expected: string }[] = [
  {
    name: 'ai4i-2020',
    folder: 'manufacturing',
    expected: '688c3d3aa2a316d09066ad80ee300ea7a54a589bd363974f324ae6cc05960989',
  },
  {
    name: 'cmapss-fd001',
    folder: 'manufacturing',
    expected: '37dc6f63e95c09a0b0dc88ce45c100f1c39e12f0aad4c021c0ea1a39ee0fd18c',
  },
  {
    name: 'combined-cycle-power-plant',
    folder: 'manufacturing',
    expected: '13490485d0b6a63b219f7661812e33d478211d66b9f9af950fec975211b4db7f',
  },
  {
    name: 'concrete-strength',
    folder: 'manufacturing',
    expected: 'f9076c2605776274d9b1cd584feb3edd116fa823180df90d71e44b547a214050',
  },
  {
    name: 'german-credit',
    folder: 'finance',
    expected: '410f3e7deda22af1a7849a7add4f5919f307f60db32e90c6ced1c37aeb0bc5d9',
  },
  {
    name: 'groceries',
    folder: 'retail',
    expected: '6659391320c9d796b61f490fc84c1fb08dd8afccae71e183e2e1d867fd7b3e14',
  },
  {
    name: 'heart-cleveland',
    folder: 'medical',
    expected: '33b5ddf782b5977293a79518679aa03187c52ed1619134662575a6a56b6cdae5',
  },
  {
    name: 'lastfm-leave-one-out',
    folder: 'retail',
    expected: '76b19f1f28a2650c1305f3e6e8899ec637cd6bb56b30f47ee768166d64a620ef',
  },
  {
    name: 'los-loop',
    folder: 'city',
    expected: '8259865323eb78f9864d4a3b873d08c8cbc5010b763fcad8ed81b0147908c735',
  },
  {
    name: 'metro-interstate',
    folder: 'city',
    expected: 'fb2d99adc2312d4627ead7de1ba19a9513bc6d2b681fabe87d3975c96b1d04ca',
  },
  {
    name: 'movielens-100k',
    folder: 'retail',
    expected: '066bdfb6682400caa8948f37178021ea7bc1bf43c5b78e05e96957ee857cfff6',
  },
  {
    name: 'pems-single-detector',
    folder: 'city',
    expected: 'bc82c7a8ebe5479f4337e42bd754857efd71e47955f5c3eaeadc91b91a555521',
  },
  {
    name: 'scms-delivery-history',
    folder: 'manufacturing',
    expected: '51b0936f1750236c75ec22c8cfceaffa52198466d85fe3e538af5528c741b408',
  },
  {
    name: 'student-performance',
    folder: 'education',
    expected: '5d9fec3dee4ea258d594a6ef2c8c6722a8efe26748449f3b73bc0cf85d7ce7da',
  },
];

const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';

function digestOf({ header, records, lines }: RawTable): string {
  return sha256(
    [header, ...records].map((cells, i) => `${lines[i - 1] ?? ''} ${JSON.stringify(cells)}\n`).join(''),
  );
}

describe('what readers give, byte by byte', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sextant-bytes-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is recorded for every reader', () => {
    expect(madeUp.map(({ options }) => options.kind).sort()).toEqual([...readerKindNames].sort());
  });

  it.each(madeUp)('$options.kind, files that are made up', async ({ options: given, files, expected }) => {
    const options = readerOptionsSchema.parse(given);
    for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
    expect(digestOf(await readerOf(options).read(options, (file) => join(folder, file)))).toBe(expected);
  });

  for (const { name, folder: industry, expected } of originals) {
    withRealData(`${name}, the original${note}`, async () => {
      const { spec } = await new DatasetCatalogue([shippedDatasets], folder).get(name);
      const locate = (file: string) => join(String(real), industry, name, file);
      const table = await readerOf(spec.reader).read(spec.reader, locate);
      expect(digestOf(table)).toBe(expected);
    });
  }
});
