import type { QuadraticTerm } from '../optimisation/programme.js';
import { solve } from '../optimisation/solve.js';
import { sumOf, toleranceOf, type FeasibleSet } from './problem.js';

/** Something that holds a proposal back. */
export interface Hold {
  kind: 'limit' | 'bound' | 'requirement' | 'support';
  name: string;
  side: 'lower' | 'upper';
  /** What of it changes with each setting, by shares of their ranges, counted towards where it would be crossed. */
  normal: Float64Array;
}

/** Bounds and limits at which the values lie, a step or less away. */
export function holdsAt({ settings, limits }: FeasibleSet, values: readonly number[]): Hold[] {
  const ranges = settings.map(({ low, high }) => high - low);
  const unit = (i: number, sign: number) => Float64Array.from(settings, (_, at) => (at === i ? sign : 0));
  const bounds = settings.flatMap(({ name, low, high, step }, i): Hold[] => {
    const near = Math.max((step ?? 0) * 0.999, 1e-6 * ranges[i]);
    if (values[i] - low < near) return [{ kind: 'bound', name, side: 'lower', normal: unit(i, -1) }];
    return high - values[i] < near ? [{ kind: 'bound', name, side: 'upper', normal: unit(i, 1) }] : [];
  });
  const slabs = limits.flatMap((limit): Hold[] => {
    const { name, coefficients, lower, upper } = limit;
    const sum = sumOf(limit, values);
    const steps = coefficients.map((one, i) => Math.abs(one) * (settings[i].step ?? 0) * 0.999);
    const near = Math.max(...steps, 10 * toleranceOf(limit, settings), 1e-6 * Math.abs(sum));
    const normal = Float64Array.from(coefficients, (one, i) => one * ranges[i]);
    if (upper - sum < near) return [{ kind: 'limit', name, side: 'upper', normal }];
    return sum - lower < near
      ? [{ kind: 'limit', name, side: 'lower', normal: normal.map((one) => -one) }]
      : [];
  });
  return [...bounds, ...slabs];
}

/**
 * By how much the merit would rise with a unit more room at each hold: the multipliers of Karush, Kuhn and Tucker, which are at least 0 and
 * explain the slope as well as they can (non-negative least squares, as a quadratic programme).
 * @param slope of the merit, by shares of each setting's range.
 * @returns one for each hold, in merit for a unit of the hold's normal.
 */
export async function shadowPrices(holds: readonly Hold[], slope: Float64Array): Promise<Float64Array> {
  if (holds.length === 0) return new Float64Array();
  // Normals of length 1, so that a limit in kilograms and a bound in shares weigh alike.
  const lengths = holds.map(({ normal }) => Math.hypot(...normal) || 1);
  const normals = holds.map(({ normal }, i) => normal.map((one) => one / lengths[i]));
  const product = (a: Float64Array, b: Float64Array) => a.reduce((sum, one, i) => sum + one * b[i], 0);
  const quadratic: QuadraticTerm[] = [];
  normals.forEach((a, row) =>
    normals.slice(0, row + 1).forEach((b, column) => {
      const value = 2 * product(a, b);
      // A little more on the diagonal: of holds that lie alike each takes its part, and the solver needs no more than that.
      if (row === column) quadratic.push({ row, column, value: value + 1e-6 });
      else if (value !== 0) quadratic.push({ row, column, value });
    }),
  );
  const variables = normals.map((normal, i) => ({
    name: `${i}`,
    lower: 0,
    cost: -2 * product(normal, slope),
  }));
  const solution = await solve({ goal: 'minimise', variables, constraints: [], quadratic });
  if (!('values' in solution)) throw new Error(`The shadow prices were not found: ${solution.state}.`);
  return solution.values.map((value, i) => Math.max(0, value) / lengths[i]);
}
