import { gzipSync } from 'node:zlib';
import { NotFoundError } from '../core/errors.js';
import { writeFileAtomic } from '../core/files/files.js';
import { removeAbandonedBeside } from '../core/files/temporary-files.js';
import { runsAsFormula } from '../csv/formula-cells.js';
import type { DatasetCatalogue } from './dataset-catalogue.js';
import { sampleCsv } from './generate-sample.js';

/** What was written of the original of a dataset. */
export interface ExportReport {
  dataset: string;
  path: string;
  rows: number;
  /** Cells that a spreadsheet would run and that got an apostrophe in front: they read back with it. */
  guardedCells: number;
}

/**
 * The rows of an imported original as one CSV with a header, in the form of the dataset's sample: what a scenario of the dataset reads,
 * values that are derived from several files or columns included. The file is whole or not there; gzip when its name ends in .gz.
 * @throws UnknownNameError for no dataset; NotFoundError when its original is not here, or not whole: a sample is never taken for it.
 */
export async function exportDataset(
  catalogue: DatasetCatalogue,
  name: string,
  path: string,
): Promise<ExportReport> {
  const { table, source, notices } = await catalogue.open(name);
  if (source !== 'original') {
    throw new NotFoundError(
      notices[0] ?? `The original of ${name} is not imported: there are no rows to give back.`,
      {
        hint: `Import or fetch it first: sextant datasets import FOLDER, sextant datasets fetch ${name}. The synthetic sample: sextant datasets sample ${name} -o FILE`,
      },
    );
  }
  const { header, records } = table;
  const text = sampleCsv({ header, records });
  await removeAbandonedBeside(path);
  await writeFileAtomic(path, path.endsWith('.gz') ? gzipSync(text) : text);
  return { dataset: name, path, rows: records.length, guardedCells: guarded([header, ...records]) };
}

function guarded(records: readonly (readonly string[])[]): number {
  return records.reduce((sum, cells) => sum + cells.filter(runsAsFormula).length, 0);
}
