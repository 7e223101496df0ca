import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { realDataFolder } from '../../test/real-data.js';
import { shippedDatasets } from '../core/paths.js';
import { DatasetCatalogue } from './dataset-catalogue.js';
import { generateSample, sampleCsv } from './generate-sample.js';
import { importDataset } from './import-dataset.js';

const name = 'scms-delivery-history';
const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';

describe(`datasets/${name}`, () => {
  let home: string;
  let catalogue: DatasetCatalogue;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sextant-deliveries-'));
    catalogue = new DatasetCatalogue([shippedDatasets], home);
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('ships the sample that its specification makes, byte by byte', async () => {
    const { spec, folder } = await catalogue.get(name);
    expect(sampleCsv(generateSample(spec))).toBe(await readFile(join(folder, 'sample.csv'), 'utf8'));
  });

  withRealData(`reads words as statuses beside missing numbers${note}`, async () => {
    await importDataset(catalogue, join(String(real), 'manufacturing', name));
    const { table, source } = await catalogue.open(name);
    expect([source, table.records.length]).toEqual(['original', 10_324]);
    const cells = (column: string) => table.records.map((record) => record[table.header.indexOf(column)]);
    const counts = (column: string) => {
      const found: Record<string, number> = {};
      for (const cell of cells(column)) found[cell] = (found[cell] ?? 0) + 1;
      return found;
    };
    expect(counts('late')).toEqual({ '0': 9138, '1': 1186 });
    expect(counts('freight_status')).toEqual({
      amount: 6198,
      'in-price': 1442,
      'invoiced-separately': 239,
      'on-another-line': 2445,
    });
    expect(counts('weight_status')).toEqual({
      weight: 6372,
      'captured-separately': 1507,
      'on-another-line': 2445,
    });
    expect(counts('order_status')).toEqual({ date: 4592, 'from-depot': 5404, 'not-captured': 328 });
    expect(counts('quote_status')).toEqual({ date: 7643, 'before-quotations': 2476, 'not-captured': 205 });
    // Each cell is empty or what its status says, and dates are those of the years of the programme.
    const freight = cells('Freight Cost (USD)');
    expect(freight.filter((cell) => cell !== '' && !Number.isFinite(Number(cell)))).toEqual([]);
    expect(freight.filter((cell) => cell === '')).toHaveLength(10_324 - 6198);
    const ordered = cells('PO Sent to Vendor Date')
      .filter((cell) => cell !== '')
      .sort();
    expect([ordered[0], ordered.at(-1)]).toEqual(['2006-04-19', '2015-08-24']);
  });
});
