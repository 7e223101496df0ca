import { z } from 'zod';
import { InvalidInputError, shown } from '../../core/errors.js';
import { parseIsoDate } from '../../tables/columns/calendar.js';
import type { RawTable } from './dataset-reader.js';

/** Year, month and day as digits or the beginning of a month's English name, hour and minute where a time is written. */
interface Parts {
  year: string;
  month: string;
  day: string;
  hour?: string;
  minute?: string;
}

const slashed = String.raw`(?: +(?<hour>\d{1,2}):(?<minute>\d{2}))?`;

/** By its form how a date is written, in one way or in several. A year of two digits is one from 2000 to 2099. */
const patterns = {
  'DD/MM/YYYY': [new RegExp(String.raw`^(?<day>\d{1,2})\/(?<month>\d{1,2})\/(?<year>\d{4})${slashed}$`, 'u')],
  'MM/DD/YYYY': [new RegExp(String.raw`^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{4})${slashed}$`, 'u')],
  'DD-MMM-YY': [/^(?<day>\d{1,2})-(?<month>[A-Z][a-z]{2})-(?<year>\d{2})$/u],
  /** A spreadsheet that took month/day/year for year/month/day wherever that is a date: its 2012-01-06 is December 1, 2006. */
  'MM/DD/YY or 20MM-DD-YY': [
    /^(?<month>\d{1,2})\/(?<day>\d{1,2})\/(?<year>\d{2})$/u,
    /^20(?<month>\d{2})-(?<day>\d{2})-(?<year>\d{2})$/u,
  ],
} as const;

const months = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];

/** How the days of a column are written. Behind those with a year of four digits a time may follow, hours from 0 and minutes. */
export const dateForm = z.enum(Object.keys(patterns) as [DateForm, ...DateForm[]]);

export type DateForm = keyof typeof patterns;

/**
 * The table with the dates of some columns written `YYYY-MM-DD HH:MM:SS`, those with a year of two digits `YYYY-MM-DD`; an empty cell
 * stays empty.
 * @throws InvalidInputError naming the first cell that is no date in the form of its column.
 */
export function withIsoDates(
  table: RawTable,
  forms: Readonly<Record<string, DateForm>>,
  path: string,
): RawTable {
  const dated = Object.entries(forms).map(([column, form]) => ({
    column,
    form,
    place: table.header.indexOf(column),
  }));
  if (dated.length === 0) return table;
  const records = table.records.map((cells, row) => {
    const copy = [...cells];
    for (const { column, form, place } of dated) {
      const iso = isoDate(cells[place], form);
      if (iso === undefined) throw noDate(path, table.lines[row], { column, form, cell: cells[place] });
      copy[place] = iso;
    }
    return copy;
  });
  return { ...table, records };
}

function isoDate(cell: string, form: DateForm): string | undefined {
  const text = cell.trim();
  if (text === '') return '';
  const found = patterns[form].map((pattern) => pattern.exec(text)).find((match) => match !== null);
  if (!found) return undefined;
  const { year, month, day, hour = '0', minute = '00' } = found.groups as unknown as Parts;
  const named = months.indexOf(month) + 1;
  const two = (number: string) => number.padStart(2, '0');
  const date = `${year.padStart(4, '20')}-${two(named > 0 ? String(named) : month)}-${two(day)}`;
  const iso = `${date} ${two(hour)}:${minute}:00`;
  if (typeof parseIsoDate(iso) !== 'number') return undefined;
  return year.length === 2 ? date : iso;
}

function noDate(
  path: string,
  line: number,
  { column, form, cell }: { column: string; form: DateForm; cell: string },
): InvalidInputError {
  const expected = `a date that exists, written ${form}${form.endsWith('YYYY') ? ', perhaps with a time H:MM' : ''}`;
  const received = shown(cell);
  return new InvalidInputError(
    `${path} does not have the declared form: line ${line}, column ${column}: expected ${expected}; received ${received}.`,
    { details: [{ line, column, expected, received }] },
  );
}
