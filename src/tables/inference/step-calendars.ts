import { millisecondsPerDay, weekdayOfDay } from '../columns/calendar.js';
import type { InferredStep } from './inferred-step.js';
import { countedDistances, distancesOf, isDaily, type SeriesTimes } from './step-distances.js';

const monthsPerYear = 12;
const daysPerWeek = 7;
const businessDaysPerWeek = 5;
/** 1970-01-01 was a Thursday: this day is the Monday after it. */
const firstMonday = 4;
const fewestMoments = 6;
/** So many distances must be whole multiples of the step, and so many one step. */
const shareOfMultiples = 0.9;
const shareOfSteps = 0.5;

/** Days without the weekends: Monday follows Friday. */
export function businessDays(series: SeriesTimes): InferredStep | undefined {
  const days = daysOf(series);
  if (days === undefined || days.some((one) => one.some((day) => weekdayOfDay(day) >= businessDaysPerWeek))) {
    return undefined;
  }
  const overWeekends = days.flatMap((one) => one.filter((day, i) => i > 0 && day - one[i - 1] === 3));
  const found = calendarStep(
    days.map((one) => one.map(businessDayOf)),
    'business day',
  );
  return overWeekends.length > 0 && found?.count === 1 ? { ...found, text: '1bd' } : undefined;
}

/** Months, quarters or years, whatever the days in them. */
export function months(series: SeriesTimes): InferredStep | undefined {
  const places = daysOf(series)?.map((days) => days.map(monthOf));
  const found = places && calendarStep(places, 'month');
  if (!found) return undefined;
  const { count } = found;
  return { ...found, text: count % monthsPerYear === 0 ? `${count / monthsPerYear}y` : `${count}mo` };
}

function daysOf(series: SeriesTimes): number[][] | undefined {
  if (!isDaily(series)) return undefined;
  return series.map((times) => Array.from(times, (time) => Math.floor(time / millisecondsPerDay)));
}

function businessDayOf(day: number): number {
  return Math.floor((day - firstMonday) / daysPerWeek) * businessDaysPerWeek + weekdayOfDay(day);
}

function monthOf(day: number): number {
  const date = new Date(day * millisecondsPerDay);
  return date.getUTCFullYear() * monthsPerYear + date.getUTCMonth();
}

/** The step of moments that a calendar has numbered. A place that two moments have makes it none. */
function calendarStep(
  places: readonly number[][],
  unit: InferredStep['unit'],
): Omit<InferredStep, 'text'> | undefined {
  const distances = distancesOf(places);
  if (distances.length < fewestMoments - 1 || distances.includes(0)) return undefined;
  const [[count, times]] = countedDistances(distances);
  const multiples = distances.filter((one) => one % count === 0).length;
  const share = times / distances.length;
  if (multiples < shareOfMultiples * distances.length || share < shareOfSteps) return undefined;
  const absent = distances.reduce((sum, one) => sum + Math.max(0, Math.round(one / count) - 1), 0);
  const remarks = absent === 0 ? [] : [`${absent} steps are absent: the last row before stands for each`];
  return { unit, count, share, remarks };
}
