import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { shippedDatasets } from '../core/paths.js';
import { realDataFolder } from '../../test/real-data.js';
import { DatasetCatalogue } from './dataset-catalogue.js';
import { generateSample, sampleCsv } from './generate-sample.js';
import { importDataset } from './import-dataset.js';
import { delimitedOptions } from './readers/delimited.reader.js';

const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';

/** `counts`: how often the original's derived target has each value. */
const datasets = [
  {
    name: 'heart-cleveland',
    folder: 'medical',
    rows: 303,
    target: 'disease',
    counts: { '0': 164, '1': 139 },
    inputs: 13,
  },
  {
    name: 'ai4i-2020',
    folder: 'manufacturing',
    rows: 10_000,
    target: 'failure',
    counts: { none: 9661, heat: 115, power: 92, overstrain: 80, wear: 43, other: 9 },
    inputs: 8,
  },
];

function countsOf(header: readonly string[], records: readonly string[][], column: string) {
  const counts: Record<string, number> = {};
  for (const cells of records) {
    const value = cells[header.indexOf(column)];
    counts[value] = (counts[value] ?? 0) + 1;
  }
  return counts;
}

describe.each(datasets)('datasets/$name', ({ name, folder, rows, target, counts, inputs }) => {
  let home: string;
  let catalogue: DatasetCatalogue;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sextant-shipped-'));
    catalogue = new DatasetCatalogue([shippedDatasets], home);
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('ships the sample that its specification makes, byte by byte', async () => {
    const { spec, folder: shipped } = await catalogue.get(name);
    expect(sampleCsv(generateSample(spec))).toBe(await readFile(join(shipped, 'sample.csv'), 'utf8'));
  });

  it('has every value of the target in its sample, and no input among the proxies', async () => {
    const { table, source } = await catalogue.open(name);
    expect(source).toBe('synthetic-sample');
    const found = countsOf(table.header, table.records, target);
    expect(Object.keys(found).sort()).toEqual(Object.keys(counts).sort());
    expect(Math.min(...Object.values(found))).toBeGreaterThanOrEqual(5);
    const { spec } = await catalogue.get(name);
    expect([...table.header.slice(0, inputs), ...spec.proxies]).toEqual(table.header);
  });

  withRealData(`imports and reads the original, and the sample holds none of its rows${note}`, async () => {
    const { table: sample } = await catalogue.open(name);
    await importDataset(catalogue, join(String(real), folder, name));
    const { table, source } = await catalogue.open(name);
    expect(source).toBe('original');
    expect(table.header).toEqual(sample.header);
    expect(table.records).toHaveLength(rows);
    expect(countsOf(table.header, table.records, target)).toEqual(counts);
    const plain = (cells: readonly string[]) =>
      cells
        .slice(0, inputs)
        .map((cell) => (cell !== '' && Number.isFinite(Number(cell)) ? Number(cell) : cell));
    const known = new Set(table.records.map((cells) => plain(cells).join(' ')));
    expect(sample.records.filter((cells) => known.has(plain(cells).join(' ')))).toEqual([]);
  });
});

describe('datasets with a number to predict, or whose rows follow one another', () => {
  const others = [
    'combined-cycle-power-plant',
    'concrete-strength',
    'cmapss-fd001',
    'los-loop',
    'metro-interstate',
    'pems-single-detector',
    'population-world-bank',
  ];
  it.each(others)('%s ships the sample that its specification makes, byte by byte', async (name) => {
    const { spec, folder } = await new DatasetCatalogue([shippedDatasets], tmpdir()).get(name);
    expect(sampleCsv(generateSample(spec))).toBe(await readFile(join(folder, 'sample.csv'), 'utf8'));
  });
});

describe('datasets/population-world-bank', () => {
  const leftOut = async () => {
    const { spec } = await new DatasetCatalogue([shippedDatasets], tmpdir()).get('population-world-bank');
    return delimitedOptions.parse(spec.reader).leaveOut['Country Code'];
  };

  it('names the 48 aggregates, each once', async () => {
    const codes = await leftOut();
    expect(codes).toHaveLength(48);
    expect(new Set(codes).size).toBe(48);
    expect(codes).toEqual(expect.arrayContaining(['WLD', 'EUU', 'LIC', 'IBT', 'SSF']));
    expect(codes).not.toContain('NAM');
  });

  withRealData(`leaves all of them out of the 265 codes, and nothing else${note}`, async () => {
    const home = await mkdtemp(join(tmpdir(), 'sextant-population-'));
    try {
      const catalogue = new DatasetCatalogue([shippedDatasets], home);
      await importDataset(catalogue, join(String(real), 'city', 'population-world-bank'));
      const { table } = await catalogue.open('population-world-bank');
      const years = Object.values(countsOf(table.header, table.records, 'Country Code'));
      expect(years).toHaveLength(265 - 48);
      expect(table.records).toHaveLength(17_195 - 48 * 65);
      // West Bank and Gaza begins in 1990.
      expect(years.filter((count) => count !== 65)).toEqual([35]);
      const codes = new Set(await leftOut());
      expect(table.records.filter(([, code]) => codes.has(code))).toEqual([]);
      const [name, , , people] = [0, 1, 2, 3].map((column) => table.records.map((cells) => cells[column]));
      // No sum over countries is left: nothing is larger than the largest country.
      expect(new Set(name.filter((_, row) => Number(people[row]) > 9e8))).toEqual(
        new Set(['China', 'India']),
      );
    } finally {
      await rm(home, { recursive: true, force: true });
    }
  });
});
