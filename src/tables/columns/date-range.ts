import { z } from 'zod';
import { furthestInstant, millisecondsPerDay, parseIsoDate } from './calendar.js';
import type { CellValue } from './column-kind.js';
import { placeholderDates } from './placeholder-dates.js';

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
  .refine((ends) => !ends.every(isDate) || instantOf(ends[0]) <= endOf(ends[1]), 'the earlier end first');

function instantOf(text: string): number {
  return Number(parseIsoDate(text));
}

/** The last instant of a day; of a time itself. */
function endOf(text: string): number {
  return instantOf(text) + (/^\d{4}-\d{2}-\d{2}$/u.test(text) ? millisecondsPerDay - 1 : 0);
}

/** The declared range. */
export function rangeOf([low, high]: readonly [string, string]): DateRange {
  return { low: instantOf(low), high: endOf(high), expected: `${low} to ${high}` };
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

/** An instant as people read it: without its time where that is midnight UTC. */
export function isoText(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  return milliseconds % millisecondsPerDay === 0 ? text.slice(0, 10) : text;
}
