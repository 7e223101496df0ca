import { z } from 'zod';
import { InvalidSpecificationError, shown, type ErrorDetail } from '../../../../core/errors.js';
import type { ColumnSpec } from '../../../../tables/columns/column-spec.js';
import { parseOptions } from '../../../../models/options.js';
import type { TaskSpec } from '../task.js';
import {
  distanceOf,
  windowFields,
  windowOptionsOf,
  type WindowOptions,
} from '../../examples/window-options.js';

const distance = z.union([z.number().positive(), z.string()]);

export const forecastOptions = z.strictObject({
  ...windowFields,
  step: distance,
  /** How far ahead, ascending: as `step`, a duration for dates and a number otherwise. */
  horizons: z.array(distance).min(1).max(168),
  /** Periods after which much is the same again, for the baselines: a day, a week. */
  seasons: z.array(distance).default([]),
  /** What is minimised; the absolute error suits series with outliers and figures that are medians. */
  loss: z.enum(['squared', 'absolute', 'huber']).optional(),
  /** Levels of the quantiles that are learnt in place of one figure, ascending and 0.5 among them. */
  quantiles: z.array(z.number().gt(0).lt(1)).min(3).max(99).optional(),
  /** Rows for which a boolean column holds count so many times in the metric `wmae` when they are forecast. */
  importance: z.strictObject({ of: z.string().min(1), times: z.number().positive() }).optional(),
  /** Values of the target below this one count as it, such as returns that exceed the sales of a week. */
  least: z.number().optional(),
});

/** The options with every distance as a number, in the unit of the step. */
export interface ForecastOptions {
  windows: WindowOptions & { step: number };
  horizons: { name: string; distance: number }[];
  seasons: { name: string; distance: number }[];
  loss: 'squared' | 'absolute' | 'huber';
  /** Ascending; absent: one figure is learnt. */
  quantiles?: readonly number[];
  importance?: { of: string; times: number };
  least?: number;
}

/** @throws InvalidSpecificationError naming each option that does not fit the columns or the others. */
export function forecastOptionsOf({
  options = {},
  columns = [],
  derived,
  target,
}: TaskSpec): ForecastOptions {
  const given = parseOptions(forecastOptions, options, 'the task "forecast"', '/task/options');
  const windows = windowOptionsOf(given, columns, derived);
  const step = windows.step ?? NaN;
  const horizons = distances('horizons', given.horizons, windows);
  const seasons = distances('seasons', given.seasons, windows);
  const details = [
    ...horizons.problems,
    ...seasons.problems,
    ...orderProblems(
      horizons.values.map(({ distance: ahead }) => ahead),
      step,
    ),
  ];
  details.push(...quantileProblems(given), ...importanceProblems(given, columns));
  if (given.history[0] !== target.name) {
    const expected = `${shown(target.name)}, the column that is predicted`;
    details.push({ pointer: '/task/options/history/0', expected, received: shown(given.history[0]) });
  }
  if (details.length > 0) {
    throw new InvalidSpecificationError('The options of the forecast do not fit together.', { details });
  }
  return {
    windows: { ...windows, step },
    horizons: horizons.values,
    seasons: seasons.values,
    loss: given.loss ?? 'squared',
    quantiles: given.quantiles,
    importance: given.importance,
    least: given.least,
  };
}

function quantileProblems({ quantiles, loss }: z.infer<typeof forecastOptions>): ErrorDetail[] {
  if (!quantiles) return [];
  const rises = quantiles.every((level, i) => i === 0 || level > quantiles[i - 1]);
  const problems: ErrorDetail[] = [];
  if (!rises || !quantiles.includes(0.5) || quantiles[0] >= 0.5 || quantiles.at(-1) === 0.5) {
    const expected = 'ascending levels between 0 and 1, 0.5 among them and others on both sides of it';
    problems.push({ pointer: '/task/options/quantiles', expected, received: shown(quantiles) });
  }
  if (loss !== undefined) {
    const expected = 'none beside quantiles, which are learnt by their own';
    problems.push({ pointer: '/task/options/loss', expected, received: loss });
  }
  return problems;
}

function importanceProblems(
  { importance }: z.infer<typeof forecastOptions>,
  columns: readonly ColumnSpec[],
): ErrorDetail[] {
  const isTold = columns.some(({ name, kind }) => name === importance?.of && kind === 'boolean');
  if (importance === undefined || isTold) return [];
  const expected = 'the name of a boolean column';
  return [{ pointer: '/task/options/importance/of', expected, received: shown(importance.of) }];
}

/** Distances of one forecast are counted alike: there is no number of days in a month. */
const durations = {
  order: 'a duration such as 15min or 1h',
  month: 'a duration in the unit of the step, such as 1mo or 1y',
  'business day': 'a duration in the unit of the step, such as 5bd',
} as const;

function distances(option: string, given: readonly (string | number)[], { dated, unit }: WindowOptions) {
  const problems: ErrorDetail[] = [];
  const values = given.map((one, i) => {
    const value = distanceOf(one);
    if (value?.unit !== unit || (typeof one === 'string') !== dated) {
      const expected = dated ? durations[unit] : 'a number';
      problems.push({ pointer: `/task/options/${option}/${i}`, expected, received: shown(one) });
    }
    return { name: String(one), distance: value?.count ?? NaN };
  });
  return { values, problems };
}

function orderProblems(ahead: readonly number[], step: number): ErrorDetail[] {
  return ahead.flatMap((one, i) => {
    const rises = i === 0 || !(one <= ahead[i - 1]);
    const steps = one / step;
    if (rises && (Number.isNaN(steps) || Math.abs(steps - Math.round(steps)) < 1e-9)) return [];
    return [
      {
        pointer: `/task/options/horizons/${i}`,
        expected: 'ascending multiples of the step',
        received: String(one),
      },
    ];
  });
}
