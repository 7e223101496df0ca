import { InvalidSpecificationError, shown, type ErrorDetail } from '../../../../core/errors.js';
import { parseOptions } from '../../../../models/options.js';
import { coverage } from '../interval-widths.js';
import type { TaskSpec } from '../task.js';
import { forecastOptions, type ClimatePart } from './given-options.js';
import { optionProblems } from './option-problems.js';
import { distanceOf, windowOptionsOf, type WindowOptions } from '../../examples/window-options.js';

/** The options with every distance as a number, in the unit of the step. */
export interface ForecastOptions {
  windows: WindowOptions & { step: number };
  horizons: { name: string; distance: number }[];
  seasons: { name: string; distance: number }[];
  loss: 'squared' | 'absolute' | 'huber';
  climatology?: readonly ClimatePart[];
  differences: boolean;
  levels: readonly number[];
  trend?: number;
  leastHistory?: number;
  /** Ascending; absent: one figure is learnt. */
  quantiles?: readonly number[];
  importance?: { of: string; times: number };
  least?: number;
  weighBySize?: number;
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
  details.push(...optionProblems(given, columns, target.name));
  if (details.length > 0) {
    throw new InvalidSpecificationError('The options of the forecast do not fit together.', { details });
  }
  const { climatology, differences, levels, trend, leastHistory, quantiles, importance, least } = given;
  const { weighBySize } = given;
  return {
    windows: { ...windows, step },
    horizons: horizons.values,
    seasons: seasons.values,
    loss: given.loss ?? 'squared',
    ...{ climatology, differences, levels: levels ?? [coverage], trend, leastHistory },
    ...{ quantiles, importance, least, weighBySize },
  };
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
