import { z } from 'zod';
import { InvalidInputError, shown } from '../../core/errors.js';
import { parseIsoDate } from '../../tables/columns/calendar.js';
import type { RawTable } from './dataset-reader.js';

/** How the days of a column are written. A time, hours from 0 and minutes, may follow. */
export const dateForm = z.enum(['DD/MM/YYYY', 'MM/DD/YYYY']);

export type DateForm = z.infer<typeof dateForm>;

const written = /^(\d{1,2})\/(\d{1,2})\/(\d{4})(?: +(\d{1,2}):(\d{2}))?$/u;

/**
 * The table with the dates of some columns written `YYYY-MM-DD HH:MM:SS`; an empty cell stays empty.
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
  const parts = written.exec(text);
  if (!parts) return undefined;
  const [, first, second, year, hour = '0', minute = '00'] = parts;
  const [day, month] = form === 'DD/MM/YYYY' ? [first, second] : [second, first];
  const two = (number: string) => number.padStart(2, '0');
  const iso = `${year}-${two(month)}-${two(day)} ${two(hour)}:${minute}:00`;
  return typeof parseIsoDate(iso) === 'number' ? iso : undefined;
}

function noDate(
  path: string,
  line: number,
  { column, form, cell }: { column: string; form: DateForm; cell: string },
): InvalidInputError {
  const expected = `a date that exists, written ${form}, perhaps with a time H:MM`;
  const received = shown(cell);
  return new InvalidInputError(
    `${path} does not have the declared form: line ${line}, column ${column}: expected ${expected}; received ${received}.`,
    { details: [{ line, column, expected, received }] },
  );
}
