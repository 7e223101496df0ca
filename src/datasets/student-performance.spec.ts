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

describe('datasets/student-performance', () => {
  let home: string;
  let catalogue: DatasetCatalogue;
  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sextant-student-'));
    catalogue = new DatasetCatalogue([shippedDatasets], home);
  });
  afterAll(() => rm(home, { recursive: true, force: true }));

  it('ships the sample that its specification makes, byte by byte', async () => {
    const { spec, folder } = await catalogue.get('student-performance');
    expect(sampleCsv(generateSample(spec))).toBe(await readFile(join(folder, 'sample.csv'), 'utf8'));
  });

  it('has grades from 0 to 20, about a quarter of them below 10, of which the earlier ones tell most', async () => {
    const { table, source } = await catalogue.open('student-performance');
    expect(source).toBe('synthetic-sample');
    expect(table.header).toHaveLength(34);
    expect(table.records).toHaveLength(400);
    const grades = (name: string) => table.records.map((cells) => Number(cells[table.header.indexOf(name)]));
    const final = grades('G3');
    expect(final.every((grade) => Number.isInteger(grade) && grade >= 0 && grade <= 20)).toBe(true);
    const low = final.filter((grade) => grade < 10).length / final.length;
    expect(Math.abs(low - 0.25)).toBeLessThan(0.08);
    const off = grades('G2').map((grade, i) => Math.abs(grade - final[i]));
    expect(off.reduce((a, b) => a + b) / off.length).toBeLessThan(2);
  });

  withRealData(`reads both subjects, and the sample holds none of their rows${note}`, async () => {
    const { table: sample } = await catalogue.open('student-performance');
    const { imported } = await importDataset(
      catalogue,
      join(String(real), 'education', 'student-performance'),
    );
    expect(imported.map(({ file }) => file).sort()).toEqual(['student-mat.csv', 'student-por.csv']);
    const { table, source } = await catalogue.open('student-performance');
    expect(source).toBe('original');
    expect(table.header).toEqual(sample.header);
    const grades = (subject: string) =>
      table.records.filter((cells) => cells[0] === subject).map((cells) => Number(cells[33]));
    const mean = (values: number[]) => values.reduce((a, b) => a + b) / values.length;
    expect(grades('portuguese')).toHaveLength(649);
    expect(grades('mathematics')).toHaveLength(395);
    expect(mean(grades('portuguese'))).toBeCloseTo(11.906, 3);
    expect(mean(grades('mathematics'))).toBeCloseTo(10.415, 3);
    const rows = new Set(table.records.map((cells) => cells.slice(1).join(' ')));
    expect(sample.records.filter((cells) => rows.has(cells.slice(1).join(' ')))).toEqual([]);
    for (const [i, name] of table.header.entries()) {
      const known = new Set(table.records.map((cells) => cells[i]));
      const unknown = sample.records
        .map((cells) => cells[i])
        .filter((cell) => /[a-z]/i.test(cell) && !known.has(cell));
      expect({ name, unknown }).toEqual({ name, unknown: [] });
    }
  });
});
