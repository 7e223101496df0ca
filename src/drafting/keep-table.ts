import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import { privateModes, writeFileDurable } from '../core/files/files.js';
import { formatRow } from '../csv/writer.js';
import type { CsvTable } from '../csv/read-table.js';
import { exampleName } from '../scenarios/example-file.js';
import type { ColumnSpecBase } from '../tables/columns/column-base.js';
import type { MakeOptions } from './draft-schema.js';
import { readingOf } from './draft-table.js';
import { exampleRequest, type ExampleHistory } from './example-request.js';
import { readSource } from './source-file.js';

export interface KeepOrder {
  /** Of the specification, as far as an example is made by them. */
  columns: readonly ColumnSpecBase[];
  history?: ExampleHistory;
  path: string;
  /** Where the rows are to lie; it is there. */
  folder: string;
  options: Pick<MakeOptions, 'encoding' | 'delimiter' | 'header'>;
}

/** What the rows of a scenario that a server made are called. */
export const rowsName = 'rows.csv';

const rowsAtOnce = 1000;

/**
 * Lay the rows of a table beside a specification, in UTF-8, with a header and commas, whatever they came in: every cell as it was. And a
 * request to begin with.
 * @throws InvalidInputError for a table that cannot be read; TooLargeError.
 */
export async function keepTable({ path, folder, options, columns, history }: KeepOrder): Promise<void> {
  const table = await readSource(path, await readingOf(path, options));
  await writeRows(join(folder, rowsName), table);
  const example = JSON.stringify(await exampleRequest(table, columns, history), null, 2);
  await mkdir(join(folder, 'examples'), privateModes.folder);
  await writeFileDurable(join(folder, exampleName), `${example}\n`, privateModes);
}

async function writeRows(path: string, { header, records }: CsvTable): Promise<void> {
  const file = await open(path, 'wx', privateModes.file);
  try {
    await file.appendFile(`${formatRow(header, ',')}\n`);
    for (let at = 0; at < records.length; at += rowsAtOnce) {
      const rows = records.slice(at, at + rowsAtOnce);
      await file.appendFile(rows.map((cells) => `${formatRow(cells, ',')}\n`).join(''));
    }
    await file.sync();
  } finally {
    await file.close();
  }
}
