import { basename } from 'node:path';
import { z } from 'zod';
import { InvalidInputError } from '../../core/errors.js';
import { listed, listedNames } from '../../core/text/lists.js';
import { readCsvFile } from '../../csv/read-table.js';
import { Table } from '../../tables/table.js';
import type { DatasetReader, RawTable } from './dataset-reader.js';
import { joinedTime, timeFits, withJoinedTime, withTimeJoined } from './joined-time.js';
import { rawTable, textTable } from './text-tables.js';
import { dateForm, withIsoDates } from './written-dates.js';

/** One of several files of the same form, and the cells that every row of it gets. */
const part = z.strictObject({
  name: z.string().min(1),
  /** Columns that stand before those of the file, with the same cell in each of its rows. */
  values: z.record(z.string().min(1), z.string()).default({}),
});

/** Options of the reader `delimited`. */
export const delimitedOptions = z
  .strictObject({
    kind: z.literal('delimited'),
    /** Name of the one file, as in `files` of the dataset. */
    file: z.string().min(1).optional(),
    /** Instead of `file`: several files of the same form, whose rows follow one another. */
    files: z.array(part).min(1).optional(),
    delimiter: z.string().min(1),
    /** Whether the first line holds the names of the columns. */
    header: z.boolean(),
    /** The columns in the order of the file. With a header line, that line must say the same. */
    columns: z.array(z.string().min(1)).min(1),
    /** A name of the WHATWG encoding standard. */
    encoding: z.string().default('utf-8'),
    /** Cells that stand for "missing" in this dataset only; they are read as empty. */
    missing: z.array(z.string()).default([]),
    /** Columns whose dates are not written as ISO 8601 has them, and how; they are rewritten. */
    dates: z.record(z.string().min(1), dateForm).default({}),
    /** Rows that are no cases, such as sums over others: by column the cells that tell them. They do not enter the table. */
    leaveOut: z.record(z.string().min(1), z.array(z.string()).min(1)).default({}),
    /** Columns that tell a time together. */
    time: joinedTime.optional(),
  })
  .refine(({ file, files }) => (file === undefined) !== (files === undefined), {
    path: ['files'],
    message: 'either file or files',
  })
  .refine(({ files = [] }) => files.every(({ values }) => sameKeys(values, files[0].values)), {
    path: ['files'],
    message: 'values of the same columns for each file',
  })
  .refine(({ dates, columns }) => Object.keys(dates).every((name) => columns.includes(name)), {
    path: ['dates'],
    message: 'only columns of the file',
  })
  .refine(({ leaveOut, columns }) => Object.keys(leaveOut).every((name) => columns.includes(name)), {
    path: ['leaveOut'],
    message: 'only columns of the file',
  })
  .refine(({ time, columns }) => time === undefined || timeFits(time, columns), {
    path: ['time'],
    message: 'four columns of the file, and a name that no other has',
  });

export type DelimitedOptions = z.infer<typeof delimitedOptions>;

type Part = z.infer<typeof part>;

const mostDetails = 5;

/** Text files with a fixed delimiter, with or without a header line; the rows of several files follow one another. */
export const delimitedReader: DatasetReader<DelimitedOptions> = {
  kind: 'delimited',
  files: (options) => partsOf(options).map(({ name }) => name),
  header: (options) => [
    ...Object.keys(partsOf(options)[0].values),
    ...withTimeJoined(options.columns, options.time),
  ],
  async read(options, locate): Promise<RawTable> {
    const tables: RawTable[] = [];
    for (const one of partsOf(options)) tables.push(await readPart(options, one, locate(one.name)));
    if (tables.length === 1) return tables[0];
    return rawTable(Table.concat(tables.map(textTable)), delimitedReader.header(options));
  },
};

function partsOf({ file, files }: DelimitedOptions): Part[] {
  return files ?? [{ name: file ?? '', values: {} }];
}

function sameKeys(a: Part['values'], b: Part['values']): boolean {
  return Object.keys(a).join('\n') === Object.keys(b).join('\n');
}

async function readPart(options: DelimitedOptions, { values }: Part, path: string): Promise<RawTable> {
  const { delimiter, columns, header, encoding, missing, dates, leaveOut, time } = options;
  const form = { delimiter, columns, hasHeader: header, encoding };
  const table = withoutRows(await readDelimited(path, form), leaveOut);
  const absent = new Set(missing);
  const present = table.records.map((cells) => withoutAbsent(cells, absent));
  const name = basename(path);
  const dated = withJoinedTime(withIsoDates({ ...table, records: present }, dates, name), time, name);
  const constant = Object.values(values);
  return {
    ...dated,
    header: [...Object.keys(values), ...dated.header],
    records: dated.records.map((cells) => [...constant, ...cells]),
  };
}

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
  const name = basename(path);
  const { header, records, lines, rejects } = await readCsvFile(path, {
    name,
    delimiter,
    encoding,
    header: hasHeader ? undefined : columns,
  });
  if (header.length !== columns.length || header.some((column, i) => column !== columns[i])) {
    throw new InvalidInputError(`${name} does not have the declared columns in the declared order.`, {
      details: [{ line: 1, expected: listed(columns), received: listedNames(header) }],
    });
  }
  if (rejects.length > 0) {
    const [{ line, expected, received }] = rejects;
    throw new InvalidInputError(
      `${name} does not have the declared form: ${rejects.length} records cannot be read, the first at line ${line} (expected ${expected}, received ${received}).`,
      {
        details: rejects
          .slice(0, mostDetails)
          .map((reject) => ({ line: reject.line, expected: reject.expected, received: reject.received })),
      },
    );
  }
  return { header, records, lines };
}

/** Of the cells as the file has them. */
function withoutRows(table: RawTable, leaveOut: DelimitedOptions['leaveOut']): RawTable {
  const told = Object.entries(leaveOut).map(([name, cells]) => ({
    at: table.header.indexOf(name),
    cells: new Set(cells),
  }));
  if (told.length === 0) return table;
  const rows = [...table.records.keys()].filter((row) =>
    told.every(({ at, cells }) => !cells.has(table.records[row][at])),
  );
  const { header, records, lines } = table;
  return { header, records: rows.map((row) => records[row]), lines: rows.map((row) => lines[row]) };
}

function withoutAbsent(cells: string[], absent: ReadonlySet<string>): string[] {
  return cells.map((cell) => (absent.has(cell) ? '' : cell));
}
