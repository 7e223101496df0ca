import type { Prediction, ScenarioDescription } from '../../api/types';
import type { Row } from './request';

type Horizons = NonNullable<Prediction['horizons']>;

/**
 * How many steps of the series each horizon lies ahead: by the moments of the rows and of the horizons where both can be read as
 * such, else by the numbers that stand in the horizons' names.
 */
export function stepsOf(
  { history }: ScenarioDescription,
  rows: readonly Row[],
  horizons: Horizons,
): number[] {
  const order = history?.order;
  const [before, last] = rows.slice(-2).map((row) => momentOf(order === undefined ? undefined : row[order]));
  const moments = horizons.map(({ at }) => momentOf(at));
  if (
    before !== undefined &&
    last !== undefined &&
    last > before &&
    moments.every((one) => one !== undefined)
  ) {
    const steps = moments.map((one) => (one - last) / (last - before));
    if (steps.every((step, i) => step > (steps[i - 1] ?? 0)))
      return steps.map((step) => Math.round(step * 100) / 100);
  }
  const numbers = horizons.map(({ horizon }) => parseFloat(horizon));
  const smallest = Math.min(...numbers);
  return numbers.every((one) => one > 0)
    ? numbers.map((one) => one / smallest)
    : horizons.map((_, i) => i + 1);
}

/** Milliseconds, or the number that a step is written as. */
function momentOf(value: unknown): number | undefined {
  if (typeof value === 'number') return value;
  if (typeof value !== 'string') return undefined;
  if (/^\d{1,4}$/.test(value)) return Number(value);
  const time = Date.parse(value.replace(' ', 'T'));
  return Number.isNaN(time) ? undefined : time;
}
