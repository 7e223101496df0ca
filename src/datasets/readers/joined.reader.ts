import { basename } from 'node:path';
import { z } from 'zod';
import { InvalidInputError } from '../../core/errors.js';
import { listed } from '../../core/text/lists.js';
import type { DatasetReader, RawTable } from './dataset-reader.js';
import { readDelimited } from './delimited.reader.js';
import { rawTable, textTable } from './text-tables.js';

const name = z.string().min(1);
const columns = z.array(name).min(1);

/** A file that says more of what the rows name. */
const joined = z.strictObject({
  file: name,
  /** Those of its header line. */
  columns,
  /** By which of them its lines belong to rows; no two lines agree in all. */
  keys: columns,
  /** Those that are not taken. */
  without: z.array(name).default([]),
});

/** Options of the reader `joined`. */
export const joinedOptions = z
  .strictObject({
    kind: z.literal('joined'),
    delimiter: z.string().min(1),
    /** The file whose lines are the rows; it may be packed with gzip. */
    rows: z.strictObject({ file: name, columns }),
    joins: z.array(joined).min(1),
    /** Cells that stand for "missing". */
    missing: z.array(name).default([]),
    /** One more column: the cells of several columns of the rows with a hyphen between them. */
    combined: z.strictObject({ name, columns: columns.min(2) }).optional(),
  })
  .refine(({ rows, joins }) => joins.every(({ keys }) => keys.every((key) => rows.columns.includes(key))), {
    path: ['joins'],
    message: 'keys that are columns of the rows',
  })
  .refine(({ joins }) => joins.every((one) => one.keys.every((key) => one.columns.includes(key))), {
    path: ['joins'],
    message: 'keys that are columns of the file',
  })
  .refine(
    ({ rows, combined }) => (combined?.columns ?? []).every((column) => rows.columns.includes(column)),
    { path: ['combined', 'columns'], message: 'columns of the rows' },
  );

export type JoinedOptions = z.infer<typeof joinedOptions>;

/** Rows of one file with what other files say of what they name: by keys, with danfo's merge. A row that no line belongs to gets empty cells. */
export const joinedReader: DatasetReader<JoinedOptions> = {
  kind: 'joined',
  files: ({ rows, joins }) => [rows.file, ...joins.map(({ file }) => file)],
  header: ({ rows, joins, combined }) => [
    ...(combined ? [combined.name] : []),
    ...rows.columns,
    ...joins.flatMap(takenOf),
  ],
  async read(options, locate): Promise<RawTable> {
    const { rows, joins, combined } = options;
    let table = textTable(await readFile(options, rows, locate(rows.file)));
    for (const one of joins) {
      const found = await readFile(options, one, locate(one.file));
      checkKeys(found, one, locate(one.file));
      const other = textTable(found).select([...one.keys, ...takenOf(one)]);
      table = table.join(other, one.keys);
    }
    if (combined) {
      const parts = combined.columns.map((column) => table.column(column));
      const values = Array.from({ length: table.rows }, (_, row) => parts.map((one) => one[row]).join('-'));
      table = table.extended([{ name: combined.name, type: 'text', values }]);
    }
    const absent = new Set(options.missing);
    const read = rawTable(table, joinedReader.header(options));
    const records = read.records.map((cells) =>
      cells.map((cell: string | null) => (cell === null || absent.has(cell) ? '' : cell)),
    );
    return { ...read, records };
  },
};

function takenOf({ columns: all, keys, without }: z.infer<typeof joined>): string[] {
  return all.filter((column) => !keys.includes(column) && !without.includes(column));
}

function readFile(
  { delimiter }: JoinedOptions,
  { columns: declared }: { columns: readonly string[] },
  path: string,
) {
  return readDelimited(path, { delimiter, columns: declared, hasHeader: true });
}

function checkKeys({ header, records, lines }: RawTable, { keys }: z.infer<typeof joined>, path: string) {
  const places = keys.map((key) => header.indexOf(key));
  const seen = new Set<string>();
  records.forEach((cells, row) => {
    const key = places.map((place) => cells[place]).join('\n');
    if (seen.has(key)) {
      throw new InvalidInputError(`${basename(path)} has two lines of the same keys.`, {
        details: [
          {
            line: lines[row],
            expected: `one line for each ${listed(keys)}`,
            received: key.replaceAll('\n', ', '),
          },
        ],
      });
    }
    seen.add(key);
  });
}
