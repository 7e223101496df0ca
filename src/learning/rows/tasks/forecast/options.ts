import { z } from 'zod';
import { InvalidSpecificationError, shown, type ErrorDetail } from '../../../../core/errors.js';
import { climateParts, type ClimatePart } from './climatology.js';
import { parseOptions } from '../../../../models/options.js';
import type { ColumnSpec } from '../../../../tables/columns/column-spec.js';
import { coverage } from '../interval-widths.js';
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
  /** By which parts of the calendar the past is averaged, for the baseline of that name: month and hour. */
  climatology: z.array(z.enum(climateParts)).min(1).optional(),
  /** What is minimised; the absolute error suits series with outliers and figures that are medians. */
  loss: z.enum(['squared', 'absolute', 'huber']).default('squared'),
  /** Learn how far each horizon lies from the last value, on the target's scale, and not where it lies. */
  differences: z.boolean().default(false),
  /** Shares of cases that intervals are meant to hold, ascending. */
  levels: z.array(z.number().gt(0).lt(1)).min(1).max(9).default([coverage]),
  /** The change over so many steps is carried on by two more baselines. */
  trend: z.number().int().min(1).max(2048).optional(),
  /** So many rows of a series a row needs, itself among them, to be learnt from or answered. */
  leastHistory: z.number().int().min(1).max(2048).optional(),
});

type Given = z.infer<typeof forecastOptions>;

/** The options with every distance as a number, in the unit of the step. */
export interface ForecastOptions {
  windows: WindowOptions & { step: number };
  horizons: { name: string; distance: number }[];
  seasons: { name: string; distance: number }[];
  loss: Given['loss'];
  climatology?: readonly ClimatePart[];
  differences: boolean;
  levels: readonly number[];
  trend?: number;
  leastHistory?: number;
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
  if (given.climatology && !windows.dated) {
    const expected = 'none, unless the order is a date';
    details.push({ pointer: '/task/options/climatology', expected, received: shown(given.climatology) });
  }
  if (given.history[0] !== target.name) {
    const expected = `${shown(target.name)}, the column that is predicted`;
    details.push({ pointer: '/task/options/history/0', expected, received: shown(given.history[0]) });
  }
  details.push(...levelProblems(given), ...differenceProblems(given, columns, target.name));
  if (details.length > 0) {
    throw new InvalidSpecificationError('The options of the forecast do not fit together.', { details });
  }
  const { loss, differences, levels, trend, leastHistory } = given;
  return {
    windows: { ...windows, step },
    horizons: horizons.values,
    seasons: seasons.values,
    ...{ climatology: given.climatology, loss, differences, levels, trend, leastHistory },
  };
}

function levelProblems({ levels }: Given): ErrorDetail[] {
  return levels.flatMap((level, i) =>
    i === 0 || level > levels[i - 1]
      ? []
      : [{ pointer: `/task/options/levels/${i}`, expected: 'ascending shares', received: String(level) }],
  );
}

/** From a value that is not there nothing is counted on. */
function differenceProblems(
  { differences }: Given,
  columns: readonly ColumnSpec[],
  target: string,
): ErrorDetail[] {
  const missing = columns.find(({ name }) => name === target)?.missing;
  if (!differences || missing === 'reject') return [];
  const expected = `missing: reject in the column ${target}, from whose last value differences are counted`;
  return [{ pointer: '/task/options/differences', expected, received: shown(missing) }];
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
