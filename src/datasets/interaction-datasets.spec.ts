import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shippedDatasets } from '../core/paths.js';
import { realDataFolder } from '../../test/real-data.js';
import { DatasetCatalogue } from './dataset-catalogue.js';
import { generateSample, sampleCsv } from './generate-sample.js';
import { importDataset } from './import-dataset.js';

const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';

const datasets = [
  {
    name: 'movielens-100k',
    records: 100_000,
    first: ['196', '242', '3', '881250949', 'Kolya', '1996', 'Comedy'],
  },
  { name: 'lastfm-leave-one-out', records: 67_408 + 1741 + 1741 * 99, first: ['0', '27', '13883', 'train'] },
  { name: 'groceries', records: 43_367, first: ['1', 'citrus fruit'] },
];

describe.each(datasets)('datasets/$name', ({ name, records, first }) => {
  let home: string;
  let catalogue: DatasetCatalogue;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sextant-interactions-'));
    catalogue = new DatasetCatalogue([shippedDatasets], home);
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('ships the sample that its specification makes, byte by byte', async () => {
    const { spec, folder } = await catalogue.get(name);
    expect(sampleCsv(generateSample(spec))).toBe(await readFile(join(folder, 'sample.csv'), 'utf8'));
  });

  it('has no product twice for a customer in its sample', async () => {
    const { table } = await catalogue.open(name);
    const pairs = new Set(table.records.map((cells) => `${cells[0]}/${cells[1]}`));
    expect(pairs.size).toBe(table.records.length);
  });

  withRealData(`imports and reads the original${note}`, async () => {
    await importDataset(catalogue, join(String(real), 'retail', name));
    const { table, source } = await catalogue.open(name);
    expect(source).toBe('original');
    expect(table.records).toHaveLength(records);
    expect(table.records[0]).toEqual(first);
    expect(table.lines).toHaveLength(records);
  });
});
