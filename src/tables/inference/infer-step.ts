import { durationText } from './duration-text.js';
import { businessDays, months } from './step-calendars.js';
import { countedDistances, distancesOf, type SeriesTimes } from './step-distances.js';
import type { InferredStep, IrregularSteps } from './inferred-step.js';
import { gapRemarks } from './step-remarks.js';

/** So many distances must be whole multiples of the step. */
const shareOfMultiples = 0.9;
/** And so many exactly one step. */
const shareOfSteps = 0.5;
/** Rows stand for a step when they are nearer to it than this share of its length. */
const nearness = 0.25;

/** Steps that people choose, for rows that lie near them and not on them. */
const usual = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400];

/**
 * The step of one series or several. Gaps are multiples of it; months and business days are steps of the calendar.
 * @param series the moments of each, in milliseconds since 1970, ascending and each once.
 * @returns undefined where no series has two moments.
 */
export function inferStep(series: SeriesTimes): InferredStep | IrregularSteps | undefined {
  const distances = distancesOf(series);
  if (distances.length === 0) return undefined;
  return (
    businessDays(series) ??
    exactStep(series, distances) ??
    months(series) ??
    nearStep(series, distances) ?? { found: mostFrequent(distances) }
  );
}

export function isIrregular(step: InferredStep | IrregularSteps): step is IrregularSteps {
  return 'found' in step;
}

function mostFrequent(distances: readonly number[]): IrregularSteps['found'] {
  return countedDistances(distances)
    .slice(0, 3)
    .map(([distance, count]) => ({ distance: durationText(distance), share: count / distances.length }));
}

/** The most frequent distance, where almost all others are multiples of it. */
function exactStep(series: SeriesTimes, distances: readonly number[]): InferredStep | undefined {
  const [[step, count]] = countedDistances(distances);
  const multiples = distances.filter((one) => one % step === 0).length;
  const share = count / distances.length;
  if (multiples < shareOfMultiples * distances.length || share < shareOfSteps) return undefined;
  const tolerance = multiples < distances.length ? toleranceOf(series, step) : undefined;
  return stepOf(series, { step, share, tolerance });
}

/** A usual step near to which almost all rows lie: clocks of devices are seconds late. */
function nearStep(series: SeriesTimes, distances: readonly number[]): InferredStep | undefined {
  const median = [...distances].sort((a, b) => a - b)[distances.length >> 1];
  const step = usual.map((seconds) => seconds * 1000).find((one) => Math.abs(one - median) <= nearness * one);
  if (step === undefined) return undefined;
  const tolerance = toleranceOf(series, step);
  const near = distances.filter((one) => Math.round(one / step) === 1).length;
  const share = near / distances.length;
  return tolerance === undefined || share < shareOfSteps
    ? undefined
    : stepOf(series, { step, share, tolerance });
}

/** How far rows are from multiples of the step (counted from 1970, UTC); undefined where that is too far to stand for them. */
function toleranceOf(series: SeriesTimes, step: number): string | undefined {
  let furthest = 0;
  for (const times of series) {
    for (const time of Array.from(times)) {
      furthest = Math.max(furthest, Math.abs(time - Math.round(time / step) * step));
    }
  }
  return furthest > 0 && furthest <= nearness * step
    ? durationText(Math.ceil(furthest / 1000) * 1000)
    : undefined;
}

function stepOf(
  series: SeriesTimes,
  { step, share, tolerance }: { step: number; share: number; tolerance?: string },
): InferredStep {
  const text = durationText(step);
  const remarks = [
    ...(tolerance === undefined
      ? []
      : [`rows lie up to ${tolerance} beside multiples of ${text}: tolerance takes them for these`]),
    ...gapRemarks(series, { step, text }),
  ];
  return { unit: 'order', count: step, text, tolerance, share, remarks };
}
