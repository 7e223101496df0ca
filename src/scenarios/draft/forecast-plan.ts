import { InvalidInputError } from '../../core/errors.js';
import type { InferredStep } from '../../tables/inference/inferred-step.js';

/** What a draft proposes for a series at such steps; durations as `task.options` writes them. */
export interface ForecastPlan {
  /** Steps that are read. */
  window: number;
  horizons: readonly string[];
  /** Periods after which much is the same again. */
  seasons: readonly string[];
}

/** Proposals for a step, in steps; each list from the wished to what a short series has to do with. */
interface Wishes {
  windows: readonly number[];
  horizons: readonly number[];
  seasons: readonly { steps: number; text: string }[];
}

const [minute, hour, day, week] = [60_000, 3_600_000, 86_400_000, 604_800_000];

/** Fewer moments leave no window to read, and too few rows to learn from and to be judged by. */
const fewestMoments = 40;
/** A window takes so much of a series at most, the furthest horizon so much: a fifth is held out and as much stops the training. */
const [shareOfWindow, shareOfHorizon] = [1 / 4, 1 / 10];
/** Of a season the series shows several, else nothing shows that it is one. */
const seasonsSeen = 3;
const shortestWindow = 4;

/**
 * Window, horizons and seasons for a series.
 * @param moments of the series, from its first row to its last one.
 * @throws InvalidInputError for too few of them.
 */
export function planForecast(step: InferredStep, moments: number, column: string): ForecastPlan {
  if (moments < fewestMoments) throw tooFew(step, moments, column);
  const { windows, horizons, seasons } = wishesFor(step);
  const window = windows.find((steps) => steps <= moments * shareOfWindow);
  const furthest = moments * shareOfHorizon;
  return {
    window: window ?? Math.max(shortestWindow, Math.floor(moments * shareOfWindow)),
    horizons: horizons
      .filter((steps, i) => i === 0 || steps <= furthest)
      .map((steps) => distanceText(step, steps)),
    seasons: seasons.filter(({ steps }) => steps * seasonsSeen <= moments).map(({ text }) => text),
  };
}

function wishesFor({ unit, count }: InferredStep): Wishes {
  if (unit === 'month') return wishesOfMonths(count);
  if (unit === 'business day') {
    return { windows: [20, 10], horizons: [1, 5, 10], seasons: [{ steps: 5, text: '5bd' }] };
  }
  if (count < day) return wishesWithinDays(count);
  if (count === day) return { windows: [28, 14], horizons: [1, 7, 14], seasons: [{ steps: 7, text: '7d' }] };
  const seasons = count === week ? [{ steps: 52, text: '364d' }] : [];
  return { windows: [52, 26, 13], horizons: [1, 4, 12], seasons };
}

function wishesOfMonths(count: number): Wishes {
  const year = 12 / count;
  if (year <= 1 || !Number.isInteger(year)) return { windows: [10, 5], horizons: [1, 2, 3], seasons: [] };
  const horizons = [1, Math.ceil(year / 4), Math.ceil(year / 2), year];
  return {
    windows: [2 * year, year],
    horizons: [...new Set(horizons)],
    seasons: [{ steps: year, text: '1y' }],
  };
}

/** Hours, minutes and seconds: a day and a week are the seasons, where they are whole numbers of steps. */
function wishesWithinDays(count: number): Wishes {
  const [ofDay, ofWeek] = [day / count, week / count];
  const seasons = [
    { steps: ofDay, text: '1d' },
    { steps: ofWeek, text: '7d' },
  ].filter(({ steps }) => Number.isInteger(steps));
  if (count >= hour) {
    const ahead = [1, (6 * hour) / count, ofDay].filter((steps) => Number.isInteger(steps));
    return { windows: [ofWeek, 2 * ofDay, ofDay].map(Math.ceil), horizons: ascending(ahead), seasons };
  }
  const windows = count >= 15 * minute ? [ofDay, ofDay / 2].map(Math.ceil) : [60, 24, 12];
  return { windows, horizons: [1, 3, 6, 12], seasons };
}

function ascending(steps: readonly number[]): number[] {
  return [...new Set(steps)].sort((a, b) => a - b);
}

/** So many steps, in the unit in which the step itself is written: 12 steps of 5min are 60min. */
function distanceText({ text }: InferredStep, steps: number): string {
  const [, count, unit] = /^([\d.]+)(.*)$/u.exec(text) ?? [];
  return `${Number(count) * steps}${unit}`;
}

function tooFew({ text }: InferredStep, moments: number, column: string): InvalidInputError {
  return new InvalidInputError('The file has too few rows for a forecast.', {
    details: [
      {
        column,
        expected: `${fewestMoments} steps of ${text} in a series or more: a window to read, horizons ahead, and parts that are held out`,
        received: `${moments} in the longest series`,
      },
    ],
  });
}
