import { z } from 'zod';
import { InvalidInputError, shown } from '../../core/errors.js';
import { parseIsoDate, millisecondsPerDay } from '../../tables/columns/calendar.js';
import { Table } from '../../tables/table.js';
import type { DatasetReader, RawTable } from './dataset-reader.js';
import { readDelimited } from './delimited.reader.js';
import { dateForm, withIsoDates } from './written-dates.js';

const name = z.string().min(1);

/** A column of values in which some cells say in words why there is none. */
const spoken = z.strictObject({
  column: name,
  /** The column that is added: which of these a cell is. */
  status: name,
  /** What the status of a cell with a value is. */
  value: name,
  /** Status by the beginning of the words; an empty beginning is that of an empty cell. */
  words: z.record(z.string(), name).refine((words) => Object.keys(words).length > 0, 'at least one'),
});

/** Whole days from one date to another, and whether that is later. */
const delay = z.strictObject({ from: name, to: name, days: name, late: name });

/** Options of the reader `annotated`. */
export const annotatedOptions = z
  .strictObject({
    kind: z.literal('annotated'),
    file: name,
    delimiter: name,
    /** The columns in the order of the file, as its header line says. */
    columns: z.array(name).min(1),
    encoding: z.string().default('utf-8'),
    words: z.array(spoken).default([]),
    dates: z.record(name, dateForm).default({}),
    delay: delay.optional(),
  })
  .refine(({ words, columns }) => words.every(({ column }) => columns.includes(column)), {
    path: ['words'],
    message: 'only columns of the file',
  })
  .refine(({ dates, columns }) => Object.keys(dates).every((column) => columns.includes(column)), {
    path: ['dates'],
    message: 'only columns of the file',
  })
  .refine(({ delay: given, dates }) => !given || (given.from in dates && given.to in dates), {
    path: ['delay'],
    message: 'from one of the dates to another',
  });

export type AnnotatedOptions = z.infer<typeof annotatedOptions>;

type Spoken = AnnotatedOptions['words'][number];

/**
 * A delimited file whose columns of numbers and dates hold words where there is no value ("Freight Included in Commodity Cost"). Words
 * become a status beside an empty cell, so that nobody takes a column for texts or a missing amount for nothing.
 */
export const annotatedReader: DatasetReader<AnnotatedOptions> = {
  kind: 'annotated',
  files: ({ file }) => [file],
  header: ({ columns, words, delay: given }) => [
    ...columns,
    ...words.map(({ status }) => status),
    ...(given ? [given.days, given.late] : []),
  ],
  async read(options, locate): Promise<RawTable> {
    const { file, delimiter, columns, encoding, words, dates } = options;
    const read = await readDelimited(locate(file), { delimiter, columns, hasHeader: true, encoding });
    const valued = words.reduce((table, one) => withStatus(table, one, file), read);
    return withDelay(withIsoDates(valued, dates, file), options);
  },
};

/** The table with words of a column taken out, and what they say behind its columns. */
function withStatus(table: RawTable, { column, status, value, words }: Spoken, file: string): RawTable {
  const at = table.header.indexOf(column);
  const beginnings = Object.entries(words);
  const records = table.records.map((cells, row) => {
    const cell = cells[at].trim();
    if (/^\d/u.test(cell)) return [...cells, value];
    const said = beginnings.find(([begin]) => (begin === '' ? cell === '' : cell.startsWith(begin)));
    if (said) return [...cells.slice(0, at), '', ...cells.slice(at + 1), said[1]];
    const expected = `a value, or words that begin with ${beginnings.map(([begin]) => shown(begin)).join(' or ')}`;
    throw wrongCell(file, table.lines[row], { column, expected, received: shown(cell) });
  });
  return { ...table, header: [...table.header, status], records };
}

/** The table with the days of the delay, below 0 for early, and `1` or `0` for late or not. Both are empty where a date is missing. */
function withDelay(table: RawTable, options: AnnotatedOptions): RawTable {
  const { delay: given } = options;
  if (!given) return table;
  const days = (column: string) => {
    const at = table.header.indexOf(column);
    return { type: 'number' as const, values: table.records.map((cells) => dayOf(cells[at])) };
  };
  const delays = Table.fromColumns([
    { name: 'from', ...days(given.from) },
    { name: 'to', ...days(given.to) },
  ])
    .derive('delay', 'number', (frame) => frame.column('to').sub(frame.column('from')))
    .column('delay');
  const records = table.records.map((cells, row) => {
    const late = delays[row];
    return typeof late === 'number' ? [...cells, String(late), late > 0 ? '1' : '0'] : [...cells, '', ''];
  });
  return { ...table, header: annotatedReader.header(options), records };
}

/** Days since 1970 of an ISO 8601 date; null where there is none. */
function dayOf(cell: string): number | null {
  const instant = parseIsoDate(cell);
  return typeof instant === 'number' ? Math.floor(instant / millisecondsPerDay) : null;
}

function wrongCell(
  file: string,
  line: number,
  { column, expected, received }: { column: string; expected: string; received: string },
): InvalidInputError {
  return new InvalidInputError(
    `${file} does not have the declared form: line ${line}, column ${column}: expected ${expected}; received ${received}.`,
    { details: [{ line, column, expected, received }] },
  );
}
