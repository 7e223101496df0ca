import { daysFromCivil, millisecondsPerDay, weekdayOfDay } from '../../../tables/columns/calendar.js';
import { localClock } from '../../../tables/columns/zone.js';

/** What steps are counted in: the unit of the order itself (milliseconds for dates), months or business days. */
export type StepUnit = 'order' | 'month' | 'business day';

export interface Distance {
  unit: StepUnit;
  count: number;
}

const milliseconds: Readonly<Record<string, number>> = { s: 1000, min: 60_000, h: 3_600_000, d: 86_400_000 };

/** `5min` in milliseconds, `1mo` and `1y` in months, `1bd` in business days; undefined for what is no duration. */
export function parseDuration(text: string): Distance | undefined {
  const [, count, unit] = /^(\d+(?:\.\d+)?) ?(s|min|h|d)$/.exec(text) ?? [];
  const [, whole, calendar] = /^(\d+) ?(bd|mo|y)$/.exec(text) ?? [];
  const distance: Distance =
    unit === undefined
      ? {
          unit: calendar === 'bd' ? 'business day' : 'month',
          count: Number(whole) * (calendar === 'y' ? 12 : 1),
        }
      : { unit: 'order', count: Number(count) * milliseconds[unit] };
  return distance.count > 0 ? distance : undefined;
}

/** Where values of an order stand as steps count them: a month is as far from the next one whatever its days. */
export interface StepAxis {
  /** Of a value of the order. Values of one place are one moment. */
  place(value: number): number;
  /** The value of the order that lies so far after another one. */
  after(value: number, distance: number): number;
}

interface AxisOptions {
  unit: StepUnit;
  step?: number;
  /** Values so near to a multiple of the step stand for it. */
  tolerance?: number;
  /** Whose calendar it is (IANA); UTC without one. */
  zone?: string;
}

export function stepAxis({ unit, step, tolerance, zone }: AxisOptions): StepAxis {
  if (unit === 'month') return onCalendar(zone, monthOf, afterMonths);
  if (unit === 'business day') return onCalendar(zone, businessDayOf, afterBusinessDays);
  if (step === undefined || tolerance === undefined) {
    return { place: (value) => value, after: (value, distance) => value + distance };
  }
  const place = (value: number) => {
    const nearest = Math.round(value / step) * step;
    return Math.abs(nearest - value) <= tolerance ? nearest : value;
  };
  return { place, after: (value, distance) => place(value) + distance };
}

/** An axis of a calendar whose functions see what its clock shows, as if that were UTC. */
function onCalendar(
  zone: string | undefined,
  placeOf: (wall: number) => number,
  afterOn: (wall: number, distance: number) => number,
): StepAxis {
  const clock = zone === undefined ? (value: number) => value : localClock(zone);
  return {
    place: (value) => placeOf(clock(value)),
    after(value, distance) {
      const wall = afterOn(clock(value), distance);
      const near = wall - (clock(value) - value);
      // The clock may have been changed between the two.
      return near - (clock(near) - wall);
    },
  };
}

function monthOf(wall: number): number {
  const date = new Date(wall);
  return date.getUTCFullYear() * 12 + date.getUTCMonth();
}

/** The same day of a later month, or its last one: a month after January 31 is the end of February. */
function afterMonths(wall: number, months: number): number {
  const place = monthOf(wall) + months;
  const [year, month] = [Math.floor(place / 12), place % 12];
  const first = daysFromCivil(year, month + 1, 1);
  const next = month === 11 ? daysFromCivil(year + 1, 1, 1) : daysFromCivil(year, month + 2, 1);
  const day = Math.min(new Date(wall).getUTCDate(), next - first);
  const timeOfDay = wall - Math.floor(wall / millisecondsPerDay) * millisecondsPerDay;
  return (first + day - 1) * millisecondsPerDay + timeOfDay;
}

/** Monday to Friday, counted from Monday, January 5, 1970; a weekend belongs to the Friday before it. */
function businessDayOf(wall: number): number {
  const day = Math.floor(wall / millisecondsPerDay);
  return Math.floor((day - firstMonday) / 7) * 5 + Math.min(weekdayOfDay(day), 4);
}

const firstMonday = 4;

function afterBusinessDays(wall: number, distance: number): number {
  const place = businessDayOf(wall) + distance;
  const week = Math.floor(place / 5);
  const timeOfDay = wall - Math.floor(wall / millisecondsPerDay) * millisecondsPerDay;
  return (firstMonday + week * 7 + (place - week * 5)) * millisecondsPerDay + timeOfDay;
}
