import { millisecondsPerDay } from '../columns/calendar.js';

const units = [
  ['d', millisecondsPerDay],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const;

/** Milliseconds as a specification writes a duration, in the largest unit of which it is a whole number: `5min`, `1h`, `7d`. */
export function durationText(milliseconds: number): string {
  const [unit, size] = units.find(([, one]) => milliseconds % one === 0) ?? units[units.length - 1];
  return `${milliseconds / size}${unit}`;
}
