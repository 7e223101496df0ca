import { z } from 'zod';
import { InvalidInputError, shown } from '../../../core/errors.js';
import { readCsvFile } from '../../csv/read-table.js';
import type { DatasetReader, RawTable } from './dataset-reader.js';

/** Options of the reader `delimited`. */
export const delimitedOptions = z.strictObject({
  kind: z.literal('delimited'),
  /** Name of the one file, as in `files`. */
  file: z.string().min(1),
  delimiter: z.string().min(1),
  /** Whether the first line holds the names of the columns. */
  header: z.boolean(),
  /** The columns in the order of the file. With a header line, that line must say the same. */
  columns: z.array(z.string().min(1)).min(1),
  /** A name of the WHATWG encoding standard. */
  encoding: z.string().default('utf-8'),
  /** Cells that stand for "missing" in this dataset only; they are read as empty. */
  missing: z.array(z.string()).default([]),
});

export type DelimitedOptions = z.infer<typeof delimitedOptions>;

const mostDetails = 5;

/** One text file with a fixed delimiter, with or without a header line. */
export const delimitedReader: DatasetReader<DelimitedOptions> = {
  kind: 'delimited',
  files: ({ file }) => [file],
  header: ({ columns }) => [...columns],
  async read({ file, delimiter, header, columns, missing, encoding }, locate): Promise<RawTable> {
    const path = locate(file);
    const table = await readDelimited(path, { delimiter, columns, hasHeader: header, encoding });
    const absent = new Set(missing);
    const records =
      absent.size === 0 ? table.records : table.records.map((cells) => withoutAbsent(cells, absent));
    return { ...table, records };
  },
};

export interface DelimitedForm {
  delimiter: string;
  columns: readonly string[];
  hasHeader: boolean;
  encoding?: string;
}

/**
 * Every record of a delimited file, all or nothing: a dataset's file was checked by its checksum, so a record that cannot be
 * read means that its declared form is wrong.
 * @throws InvalidInputError naming the first records that cannot be read, or the header that is not the declared one.
 */
export async function readDelimited(path: string, form: DelimitedForm): Promise<RawTable> {
  const { delimiter, columns, hasHeader, encoding } = form;
  const { header, records, lines, rejects } = await readCsvFile(path, {
    delimiter,
    encoding,
    header: hasHeader ? undefined : columns,
  });
  if (header.length !== columns.length || header.some((name, i) => name !== columns[i])) {
    throw new InvalidInputError(`${path} does not have the declared columns in the declared order.`, {
      details: [{ line: 1, expected: columns.join(', '), received: shown(header.join(', '), 400) }],
    });
  }
  if (rejects.length > 0) {
    const [{ line, expected, received }] = rejects;
    throw new InvalidInputError(
      `${path} does not have the declared form: ${rejects.length} records cannot be read, the first at line ${line} (expected ${expected}, received ${received}).`,
      {
        details: rejects
          .slice(0, mostDetails)
          .map((reject) => ({ line: reject.line, expected: reject.expected, received: reject.received })),
      },
    );
  }
  return { header, records, lines };
}

function withoutAbsent(cells: string[], absent: ReadonlySet<string>): string[] {
  return cells.map((cell) => (absent.has(cell) ? '' : cell));
}
