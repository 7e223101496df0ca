import { z } from 'zod';
import { furthestInstant, millisecondsPerDay, parseIsoDate } from './calendar.js';
import type { CellValue } from './column-kind.js';
import { placeholderDates } from './placeholder-dates.js';
import { instantOnClock } from './zone.js';

/** Plausible instants, both ends included, and how people read them. */
export interface DateRange {
  low: number;
  high: number;
  expected: string;
}

const isDate = (text: string) => typeof parseIsoDate(text) === 'number';

const end = z.string().refine(isDate, 'a date written YYYY-MM-DD, with or without a time');

/** Two ends as a scenario declares them. */
export const declaredRange = z
  .tuple([end, end])
  .refine(
    (ends) => !ends.every(isDate) || instantOf(ends[0]) <= instantOf(ends[1], undefined, true),
    'the earlier end first',
  );

/** The first instant of a day, or the last one; of a time itself. */
function instantOf(text: string, zone?: string, last = false): number {
  const written = last && /^\d{4}-\d{2}-\d{2}$/u.test(text) ? `${text}T23:59:59.999` : text;
  return Number(parseIsoDate(written, zone === undefined ? undefined : instantOnClock(zone)));
}

/** The declared range, on the clock of the zone. */
export function rangeOf([low, high]: readonly [string, string], zone?: string): DateRange {
  return { low: instantOf(low, zone), high: instantOf(high, zone, true), expected: `${low} to ${high}` };
}

/** First and last of the training values, without those that seem to stand for no date; nothing without any. */
export function learntRange(values: readonly CellValue[]): { range?: [number, number] } {
  const placeholders = new Set(placeholderDates(values).flatMap(({ rows }) => rows));
  let [low, high] = [Infinity, -Infinity];
  values.forEach((value, row) => {
    if (typeof value !== 'number' || Math.abs(value) > furthestInstant || placeholders.has(row)) return;
    if (value < low) low = value;
    if (value > high) high = value;
  });
  // JSON knows no negative zero.
  return low <= high ? { range: [low + 0, high + 0] } : {};
}

/**
 * An instant as people read it, without its time at midnight.
 * @param clock of the zone by which it is told, without an offset; absent: UTC.
 */
export function isoText(instant: number, clock?: (instant: number) => number): string {
  const milliseconds = clock ? clock(instant) : instant;
  const text = new Date(milliseconds).toISOString();
  if (milliseconds % millisecondsPerDay === 0) return text.slice(0, 10);
  return clock ? text.slice(0, -1) : text;
}
