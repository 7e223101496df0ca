import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { privateModes } from '../core/files/files.js';
import { formatRow } from '../csv/writer.js';
import type { MakeOptions } from './draft-schema.js';
import { readingOf } from './draft-table.js';
import { readSource } from './source-file.js';

export interface KeepOrder {
  path: string;
  /** Where the rows are to lie; it is there. */
  folder: string;
  options: Pick<MakeOptions, 'encoding' | 'delimiter' | 'header'>;
}

/** What the rows of a scenario that a server made are called. */
export const rowsName = 'rows.csv';

const rowsAtOnce = 1000;

/**
 * Lay the rows of a table beside a specification, in UTF-8, with a header and commas, whatever they came in: every cell as it was.
 * @throws InvalidInputError for a table that cannot be read; TooLargeError.
 */
export async function keepTable({ path, folder, options }: KeepOrder): Promise<void> {
  const { header, records } = await readSource(path, await readingOf(path, options));
  const file = await open(join(folder, rowsName), 'wx', privateModes.file);
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
