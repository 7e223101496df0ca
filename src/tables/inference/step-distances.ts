import { millisecondsPerDay } from '../columns/calendar.js';

/** Moments of several series, in milliseconds since 1970: ascending, each moment of a series once. */
export type SeriesTimes = readonly ArrayLike<number>[];

/** Between each moment and the one before it in its series. */
export function distancesOf(series: SeriesTimes): number[] {
  return series.flatMap((times) =>
    Array.from({ length: Math.max(0, times.length - 1) }, (_, i) => times[i + 1] - times[i]),
  );
}

/** Every distance with how often it occurs, the most frequent first. */
export function countedDistances(distances: readonly number[]): [distance: number, count: number][] {
  const counts = new Map<number, number>();
  for (const one of distances) counts.set(one, (counts.get(one) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1] || a[0] - b[0]);
}

/** Whether every moment is of the same time of the day, so that days are what is counted. */
export function isDaily(series: SeriesTimes): boolean {
  const [first] = series.flatMap((times) => Array.from(times).slice(0, 1));
  return series.every((times) =>
    Array.from(times).every((time) => (time - first) % millisecondsPerDay === 0),
  );
}
