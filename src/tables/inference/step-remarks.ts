import { weekdayOfDay, millisecondsPerDay } from '../columns/calendar.js';
import type { SeriesTimes } from './step-distances.js';

const millisecondsPerHour = 3_600_000;
const sunday = 6;
const march = 2;

interface Gap {
  /** The moments between which steps are absent. */
  from: number;
  to: number;
  absent: number;
}

/** What is absent between rows, and whether it looks like a clock that was set forward. */
export function gapRemarks(series: SeriesTimes, { step, text }: { step: number; text: string }): string[] {
  const gaps = series.flatMap((times) => gapsOf(times, step));
  if (gaps.length === 0) return [];
  const absent = gaps.reduce((sum, one) => sum + one.absent, 0);
  const longest = gaps.reduce((most, one) => (one.absent > most.absent ? one : most));
  const clock = gaps.find((gap) => isClockChange(gap, step));
  return [
    `${absent} steps of ${text} are absent, the most between ${written(longest.from)} and ${written(longest.to)}: the last row before stands for each`,
    ...(clock === undefined
      ? []
      : [
          `an hour is absent on Sunday ${written(clock.from).slice(0, 10)}: where a clock was set forward, name it, such as zone: Europe/Berlin`,
        ]),
  ];
}

function gapsOf(times: ArrayLike<number>, step: number): Gap[] {
  return Array.from(times).flatMap((to, i) => {
    const from = times[i - 1];
    const absent = i === 0 ? 0 : Math.round((to - from) / step) - 1;
    return absent > 0 ? [{ from, to, absent }] : [];
  });
}

/** Where clocks are set forward, it is one hour in the night to a Sunday of March. */
function isClockChange({ from, to }: Gap, step: number): boolean {
  const date = new Date(from);
  const isNight = date.getUTCHours() < 3 && step <= millisecondsPerHour;
  const day = Math.floor(from / millisecondsPerDay);
  return (
    isNight &&
    date.getUTCMonth() === march &&
    weekdayOfDay(day) === sunday &&
    to - from === millisecondsPerHour + step
  );
}

function written(time: number): string {
  return new Date(time).toISOString().slice(0, 16).replace('T00:00', '');
}
