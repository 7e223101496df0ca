import { millisecondsPerDay, monthOfDay, weekdayOfDay } from '../../../../tables/columns/calendar.js';
import { localClock } from '../../../../tables/columns/zone.js';
import type { Table } from '../../../../tables/table.js';
import type { ForecastOptions } from './options.js';

/** Parts of the calendar by which the past is averaged. */
export const climateParts = ['month', 'weekday', 'hour'] as const;

export type ClimatePart = (typeof climateParts)[number];

const partOf: Readonly<Record<ClimatePart, (shown: number) => number>> = {
  month: (shown) => monthOfDay(Math.floor(shown / millisecondsPerDay)),
  weekday: (shown) => weekdayOfDay(Math.floor(shown / millisecondsPerDay)),
  hour: (shown) =>
    Math.floor((shown - Math.floor(shown / millisecondsPerDay) * millisecondsPerDay) / 3_600_000),
};

interface Climate extends Pick<ForecastOptions, 'windows' | 'horizons'> {
  parts: readonly ClimatePart[];
}

/**
 * What is usual at the moment that is forecast: of its series the mean of all values up to the row whose month, weekday or hour is the
 * same, as `parts` say. No later row is read; NaN where there is none yet. Row-major `[rows, horizons]`.
 */
export function climatology(
  table: Table,
  { target, rows }: { target: string; rows: Int32Array },
  { windows, horizons, parts }: Climate,
): Float64Array {
  const clock = windows.zone === undefined ? (instant: number) => instant : localClock(windows.zone);
  const groups = windows.group === undefined ? undefined : table.column(windows.group);
  const times = table.column(windows.order).map(Number);
  const values = table.column(target);
  const keyOf = (row: number, instant: number) => {
    const shown = clock(instant);
    return [groups?.[row] ?? '', ...parts.map((part) => partOf[part](shown))].join(' ');
  };
  const sums = new Map<string, { sum: number; count: number }>();
  const found = new Float64Array(rows.length * horizons.length).fill(NaN);
  const byTime = (among: Iterable<number>, timeOf: (one: number) => number) =>
    Array.from(among).sort((a, b) => timeOf(a) - timeOf(b));
  const past = byTime(times.keys(), (row) => times[row]);
  let read = 0;
  for (const at of byTime(rows.keys(), (place) => times[rows[place]])) {
    const row = rows[at];
    for (; read < past.length && times[past[read]] <= times[row]; read++) {
      const value = values[past[read]];
      if (typeof value !== 'number') continue;
      const key = keyOf(past[read], times[past[read]]);
      const { sum, count } = sums.get(key) ?? { sum: 0, count: 0 };
      sums.set(key, { sum: sum + value, count: count + 1 });
    }
    horizons.forEach(({ distance }, i) => {
      const usual = sums.get(keyOf(row, windows.axis.after(times[row], distance)));
      if (usual) found[at * horizons.length + i] = usual.sum / usual.count;
    });
  }
  return found;
}
