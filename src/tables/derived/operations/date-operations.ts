import {
  daysFromCivil,
  easterOfYear,
  millisecondsPerDay,
  monthOfDay,
  weekdayOfDay,
  weekOfDay,
  yearOfDay,
} from '../../columns/calendar.js';
import { hourOfDays } from '../../columns/date-parts.js';
import type { Series } from '../../danfo/danfo.js';
import type { Operation } from './operation.js';

/** From days since 1970 on the column's clock, fractions included. */
const parts: Readonly<Record<string, (days: number) => number>> = {
  /** 0 to 23. */
  hour: hourOfDays,
  /** 1 for Monday to 7 for Sunday (ISO 8601), as the feature `weekday-index`. */
  weekday: (days) => 1 + weekdayOfDay(Math.floor(days)),
  /** 1 for January to 12. */
  month: (days) => 1 + monthOfDay(Math.floor(days)),
  /** Of the Gregorian calendar. */
  year: (days) => yearOfDay(Math.floor(days)),
  /** Of the month, from 1. */
  day: (days) => dayOfMonth(Math.floor(days)),
  /** 1 to 53 (ISO 8601), as the feature `week-index`. */
  week: (days) => weekOfDay(Math.floor(days)),
  /** Since 1970-01-01. */
  days: (days) => days,
  /** The same of Easter Sunday of the date's year, and of the year before. */
  easter: (days) => easterOfYear(yearOfDay(Math.floor(days))),
  easter_before: (days) => easterOfYear(yearOfDay(Math.floor(days)) - 1),
};

function dayOfMonth(days: number): number {
  return 1 + days - daysFromCivil(yearOfDay(days), 1 + monthOfDay(days), 1);
}

export const datePartFunctions: readonly string[] = Object.keys(parts);

/** A part of a date by a clock; without one by that of UTC. */
export function datePart(name: string, clock: (instant: number) => number = (instant) => instant): Operation {
  const part = parts[name];
  const row = (instant: number) => (Number.isNaN(instant) ? NaN : part(clock(instant) / millisecondsPerDay));
  return {
    parameters: ['date'],
    result: 'number',
    row,
    columns: (series: Series) => series.map(row),
  };
}
