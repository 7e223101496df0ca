import type { Feature } from './column-kind.js';
import { millisecondsPerDay, monthOfDay, weekdayOfDay, weekOfDay } from './calendar.js';
import type { DatePart } from './names.js';

/** One part of a date as features: their names behind the column's, and what an instant writes. */
interface DatePartDefinition {
  roles: readonly string[];
  /** For an index: how many values it has, 0 among them. */
  size?: number;
  /** @param days since 1970 on the column's clock, fractions included. @param trend the standardised days. */
  write(out: Float32Array, at: number, days: number, trend: number): void;
}

/** Sine and cosine of each step of a circle, one after the other. */
function circle(steps: number): Float32Array {
  return Float32Array.from({ length: steps * 2 }, (_, i) => {
    const angle = (2 * Math.PI * Math.floor(i / 2)) / steps;
    return i % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}

const months = circle(12);
const weekdays = circle(7);

/** Waves in a day: once, twice and three times up and down, which together can draw two rush hours. */
const harmonics = [1, 2, 3];

function copyPoint(out: Float32Array, at: number, points: Float32Array, step: number): void {
  out[at] = points[2 * step];
  out[at + 1] = points[2 * step + 1];
}

/** The hour, 0 to 23, of days with their fraction, whose product can fall a rounding error short of it. */
export function hourOfDays(days: number): number {
  return Math.min(23, Math.floor((days - Math.floor(days)) * 24 + 1e-6));
}

const definitions: Readonly<Record<DatePart, DatePartDefinition>> = {
  trend: {
    roles: [''],
    write: (out, at, _days, trend) => {
      out[at] = trend;
    },
  },
  month: {
    roles: [' month sine', ' month cosine'],
    write: (out, at, days) => copyPoint(out, at, months, monthOfDay(Math.floor(days))),
  },
  weekday: {
    roles: [' weekday sine', ' weekday cosine'],
    write: (out, at, days) => copyPoint(out, at, weekdays, weekdayOfDay(Math.floor(days))),
  },
  'time-of-day': {
    roles: harmonics.flatMap((wave) => [` day sine ${wave}`, ` day cosine ${wave}`]),
    write(out, at, days) {
      const angle = 2 * Math.PI * (days - Math.floor(days));
      harmonics.forEach((wave, i) => {
        out[at + 2 * i] = Math.sin(wave * angle);
        out[at + 2 * i + 1] = Math.cos(wave * angle);
      });
    },
  },
  'hour-index': {
    roles: [' hour'],
    size: 25,
    write: (out, at, days) => {
      out[at] = 1 + hourOfDays(days);
    },
  },
  'weekday-index': {
    roles: [' weekday number'],
    size: 8,
    write: (out, at, days) => {
      out[at] = 1 + weekdayOfDay(Math.floor(days));
    },
  },
  'week-index': {
    roles: [' week'],
    size: 54,
    write: (out, at, days) => {
      out[at] = weekOfDay(Math.floor(days));
    },
  },
};

/** Features of the parts of the column `name`, in the order of the parts. */
export function datePartFeatures(parts: readonly DatePart[], name: string): Feature[] {
  return parts.flatMap((part) => {
    const { roles, size } = definitions[part];
    return roles.map((role): Feature => {
      const feature: Feature = { name: `${name}${role}`, column: name, role: 'number' };
      return size === undefined ? feature : { ...feature, role: 'index', size };
    });
  });
}

/** Writes all parts of one instant from `at` on; gives the number of features written. */
export function datePartWriter(
  parts: readonly DatePart[],
  { clock, scale }: { clock?: (instant: number) => number; scale: (days: number) => number },
): (out: Float32Array, at: number, instant: number) => number {
  const places = parts.map((part) => definitions[part]);
  const width = places.reduce((sum, { roles }) => sum + roles.length, 0);
  return (out, at, instant) => {
    const days = (clock ? clock(instant) : instant) / millisecondsPerDay;
    const trend = scale(instant / millisecondsPerDay);
    let place = at;
    for (const part of places) {
      part.write(out, place, days, trend);
      place += part.roles.length;
    }
    return width;
  };
}
