import { mkdir, readFile, readdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotFoundError, UnknownNameError } from '../core/errors.js';
import { sha256 } from '../core/files/files.js';
import { readCsvFile } from '../csv/read-table.js';
import { exportDataset } from './export-dataset.js';
import {
  addDataset,
  tinyCatalogue,
  tinyOriginal,
  tinyYaml,
  type TinyCatalogue,
} from './tiny-dataset.fixture.js';

const formulas = '=1+1 1 a\nblue -999 b\nred -3 a\n';

describe('the export of a dataset', () => {
  let tiny: TinyCatalogue;
  let file: string;
  beforeAll(async () => {
    tiny = await tinyCatalogue();
    file = join(tiny.root, 'out', 'rows.csv');
    await addDataset(tiny.root, 'odd', formulaYaml());
  });
  afterAll(() => tiny.remove());

  const place = async (dataset: string, text: string) => {
    const path = tiny.original.replace(`${join('datasets', 'tiny')}`, join('datasets', dataset));
    await mkdir(dirname(path), { recursive: true });
    await writeFile(path, text);
  };

  it('refuses while the original is not here, and never gives the sample for it', async () => {
    const refused = exportDataset(tiny.catalogue, 'tiny', file);
    await expect(refused).rejects.toThrow(NotFoundError);
    await expect(refused).rejects.toMatchObject({
      message: 'The original of tiny is not imported: there are no rows to give back.',
      hint: expect.stringContaining('sextant datasets fetch tiny') as unknown,
    });
    await expect(exportDataset(tiny.catalogue, 'tin', file)).rejects.toThrow(UnknownNameError);
    await place('tiny', 'red 1 a\n');
    await expect(exportDataset(tiny.catalogue, 'tiny', file)).rejects.toThrow('is damaged and was not read');
    expect(await readdir(tiny.root)).not.toContain('out');
  });

  it('writes the rows that a training reads, with a header and nothing beside', async () => {
    await place('tiny', tinyOriginal);
    const report = await exportDataset(tiny.catalogue, 'tiny', file);
    expect(report).toEqual({ dataset: 'tiny', path: file, rows: 3, guardedCells: 0 });
    expect(await readFile(file, 'utf8')).toBe('colour,size,class\nred,1,a\nblue,,b\nred,3,a\n');
    expect(await readdir(dirname(file))).toEqual(['rows.csv']);
    const { header, records } = await readCsvFile(file, { name: file, expectedColumns: [] });
    const { table } = await tiny.catalogue.open('tiny');
    expect({ header, records }).toEqual({ header: table.header, records: table.records });
  });

  it('is packed where the name says so', async () => {
    await exportDataset(tiny.catalogue, 'tiny', `${file}.gz`);
    expect(gunzipSync(await readFile(`${file}.gz`)).toString()).toBe(await readFile(file, 'utf8'));
  });

  it('guards what a spreadsheet would run, and counts it', async () => {
    await place('odd', formulas);
    expect(await exportDataset(tiny.catalogue, 'odd', file)).toMatchObject({ rows: 3, guardedCells: 1 });
    expect(await readFile(file, 'utf8')).toBe("colour,size,class\n'=1+1,1,a\nblue,,b\nred,-3,a\n");
  });
});

/** As `tiny`, but a cell of its original is a formula. */
function formulaYaml(): string {
  return tinyYaml(
    ['name: tiny', 'name: odd'],
    [sha256(tinyOriginal), sha256(formulas)],
    [`bytes: ${tinyOriginal.length}`, `bytes: ${formulas.length}`],
  );
}
