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

describe('datasets/german-credit', () => {
  let home: string;
  let catalogue: DatasetCatalogue;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sextant-german-'));
    catalogue = new DatasetCatalogue([shippedDatasets], home);
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('ships the sample that its specification makes, byte by byte', async () => {
    const { spec, folder } = await catalogue.get('german-credit');
    expect(sampleCsv(generateSample(spec))).toBe(await readFile(join(folder, 'sample.csv'), 'utf8'));
  });

  it('has the columns of the original and its share of bad loans', async () => {
    const { table, source } = await catalogue.open('german-credit');
    expect(source).toBe('synthetic-sample');
    expect(table.header).toHaveLength(21);
    expect(table.records).toHaveLength(1000);
    expect(table.records.filter((cells) => cells[20] === '2')).toHaveLength(300);
  });

  withRealData(`imports and reads the original, and the sample holds none of its rows${note}`, async () => {
    const { table: sample } = await catalogue.open('german-credit');
    const { imported, ignored } = await importDataset(
      catalogue,
      join(String(real), 'finance', 'german-credit'),
    );
    expect(imported.map(({ file }) => file)).toEqual(['german.data']);
    expect(ignored).toHaveLength(2);
    const { table, source } = await catalogue.open('german-credit');
    expect(source).toBe('original');
    expect(table.header).toEqual(sample.header);
    expect(table.records).toHaveLength(1000);
    expect(table.records.filter((cells) => cells[20] === '2')).toHaveLength(300);
    const rows = new Set(table.records.map((cells) => cells.slice(0, 20).join(' ')));
    expect(sample.records.filter((cells) => rows.has(cells.slice(0, 20).join(' ')))).toEqual([]);
    for (const [i, name] of table.header.entries()) {
      const known = new Set(table.records.map((cells) => cells[i]));
      const unknown = sample.records
        .map((cells) => cells[i])
        .filter((cell) => cell.startsWith('A') && !known.has(cell));
      expect({ name, unknown }).toEqual({ name, unknown: [] });
    }
  });
});
