import { millisecondsPerDay } from './calendar.js';
import type { CellProblem, CellValue, Finding } from './column-kind.js';
import { quantile, sortedNumbers } from './statistics.js';

/** Days that systems write where there is no date: the ends of their calendars, their day zero, and "never". */
const days: readonly string[] = [
  ...['0001-01-01', '1753-01-01', '1899-12-30', '1899-12-31', '1900-01-01', '1970-01-01'],
  ...['2038-01-19', '2099-12-31', '2999-12-31', '9999-12-31'],
];

/** A day begins by some clock on earth up to so long before and after it does by UTC. */
const furthestClock = (14 * millisecondsPerDay) / 24;

/** The least distance from the bulk of the dates that is far. */
const leastFar = 366 * millisecondsPerDay;

/** Within the bulk such a day is a placeholder when it is so much commoner than the other days are. */
const commoner = 10;
const fewestRows = 5;
const leastShare = 0.01;

/** Values that stand for no date, as it seems: a day of the list and its rows. */
export interface PlaceholderDates {
  day: string;
  rows: number[];
}

/**
 * The well-known placeholders among the instants of a column: those that lie further from the bulk of the others than the bulk is wide, or
 * whose share is out of proportion.
 */
export function placeholderDates(values: readonly (CellValue | CellProblem)[]): PlaceholderDates[] {
  const found = days.flatMap((day) => {
    const rows = rowsOfDay(values, Date.parse(day));
    return rows.length === 0 ? [] : [{ day, rows }];
  });
  if (found.length === 0) return [];
  const special = new Set(found.flatMap(({ rows }) => rows));
  const others = sortedNumbers(
    values.map((value, row) => (typeof value === 'number' && !special.has(row) ? value : null)),
  );
  if (others.length === 0) return [];
  const isOdd = oddness(others, special.size);
  return found.filter(({ day, rows }) => isOdd(Date.parse(day), rows.length));
}

/** @param others the instants that are no day of the list, ascending. */
function oddness(others: Float64Array, special: number): (day: number, count: number) => boolean {
  const [low, high] = [quantile(others, 0.01), quantile(others, 0.99)];
  const far = Math.max(high - low, leastFar);
  const distinct = new Set(others.map((instant) => Math.floor(instant / millisecondsPerDay))).size;
  const usual = others.length / distinct;
  return (day, count) =>
    day < low - far ||
    day > high + far ||
    (count >= fewestRows && count >= leastShare * (others.length + special) && count >= commoner * usual);
}

function rowsOfDay(values: readonly (CellValue | CellProblem)[], day: number): number[] {
  const [from, to] = [day - furthestClock, day + millisecondsPerDay + furthestClock];
  return values.flatMap((value, row) =>
    typeof value === 'number' && value >= from && value < to ? [row] : [],
  );
}

/** What is said of each of them. */
export function placeholderFindings(values: readonly (CellValue | CellProblem)[]): Finding[] {
  return placeholderDates(values).map(({ day, rows }) => ({
    code: 'placeholder-date',
    text: {
      en: `${day} seems to stand for a missing date, and is learnt from as a date.`,
      zh: `${day} 似乎是缺失日期的占位值，却被当作真实日期用于训练。`,
    },
    rows,
  }));
}
