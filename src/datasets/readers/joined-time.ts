import { z } from 'zod';
import { InvalidInputError, shown } from '../../core/errors.js';
import { parseIsoDate } from '../../tables/columns/calendar.js';
import type { RawTable } from './dataset-reader.js';

const column = z.string().min(1);

/** A time that several columns of a file tell together: one column, in the place of the first of them, stands for all. */
export const joinedTime = z.strictObject({
  name: column,
  year: column,
  month: column,
  day: column,
  hour: column,
});

export type JoinedTime = z.infer<typeof joinedTime>;

const partsOf = ({ year, month, day, hour }: JoinedTime): string[] => [year, month, day, hour];

/** The columns of a table once its time stands in one of them. */
export function withTimeJoined(columns: readonly string[], time: JoinedTime | undefined): string[] {
  if (time === undefined) return [...columns];
  const parts = partsOf(time);
  const first = columns.findIndex((name) => parts.includes(name));
  return columns.flatMap((name, i) => (i === first ? [time.name] : parts.includes(name) ? [] : [name]));
}

/** Whether every part is a column of the file, each another one, and the name of the time is no other column. */
export function timeFits(time: JoinedTime, columns: readonly string[]): boolean {
  const parts = partsOf(time);
  const others = columns.filter((name) => !parts.includes(name));
  return (
    new Set(parts).size === parts.length &&
    parts.every((name) => columns.includes(name)) &&
    !others.includes(time.name)
  );
}

/**
 * The table with the time of each row in one column, written `YYYY-MM-DD HH:00:00`.
 * @throws InvalidInputError naming the first row whose parts are no hour of the calendar.
 */
export function withJoinedTime(table: RawTable, time: JoinedTime | undefined, path: string): RawTable {
  if (time === undefined) return table;
  const parts = partsOf(time).map((name) => table.header.indexOf(name));
  const first = Math.min(...parts);
  const records = table.records.map((cells, row) => {
    const given = parts.map((place) => cells[place].trim());
    const written = hourOf(given);
    if (written === undefined) throw noHour(path, { line: table.lines[row], column: time.name, given });
    return cells.flatMap((cell, i) => (i === first ? [written] : parts.includes(i) ? [] : [cell]));
  });
  return { ...table, header: withTimeJoined(table.header, time), records };
}

function hourOf(given: readonly string[]): string | undefined {
  if (!given.every((part, i) => (i === 0 ? /^\d{4}$/u : /^\d{1,2}$/u).test(part))) return undefined;
  const [year, month, day, hour] = given.map((part) => part.padStart(2, '0'));
  const iso = `${year}-${month}-${day} ${hour}:00:00`;
  return typeof parseIsoDate(iso) === 'number' ? iso : undefined;
}

function noHour(
  path: string,
  { line, column: name, given }: { line: number; column: string; given: readonly string[] },
): InvalidInputError {
  const expected = 'year, month, day and hour of a time that exists';
  const received = given.map((part) => shown(part)).join(', ');
  return new InvalidInputError(
    `${path} does not have the declared form: line ${line}, column ${name}: expected ${expected}; received ${received}.`,
    { details: [{ line, column: name, expected, received }] },
  );
}
