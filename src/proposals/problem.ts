/** A number that can be set, from `low` to `high`, in multiples of `step` where there is one. */
export interface Setting {
  name: string;
  low: number;
  high: number;
  step?: number;
  /** What a unit costs. */
  cost: number;
}

/** `lower <= sum of coefficient x setting <= upper`; the coefficients in the order of the settings. */
export interface Limit {
  name: string;
  coefficients: readonly number[];
  lower: number;
  upper: number;
}

/** What settings may be: numbers within bounds and linear limits. */
export interface FeasibleSet {
  settings: readonly Setting[];
  limits: readonly Limit[];
}

/** Beyond a limit by so little, relative to its size, is rounding. */
const rounding = 1e-7;

/** How much a limit's sum, or its ends, may be off by the rounding of their numbers. */
export function toleranceOf({ coefficients, lower, upper }: Limit, settings: readonly Setting[]): number {
  const sizes = coefficients.map(
    (one, i) => Math.abs(one) * Math.max(Math.abs(settings[i].low), Math.abs(settings[i].high)),
  );
  const ends = [lower, upper].filter(Number.isFinite).map(Math.abs);
  return rounding * Math.max(1, ...sizes, ...ends);
}

/** The sum that a limit is about. */
export function sumOf({ coefficients }: Limit, values: readonly number[]): number {
  return coefficients.reduce((sum, coefficient, i) => sum + coefficient * values[i], 0);
}

/** Names of the bounds and limits that values do not keep. */
export function violations({ settings, limits }: FeasibleSet, values: readonly number[]): string[] {
  const outside = settings.filter(({ low, high }, i) => !(values[i] >= low && values[i] <= high));
  const broken = limits.filter((limit) => {
    const sum = sumOf(limit, values);
    const tolerance = toleranceOf(limit, settings);
    return !(sum >= limit.lower - tolerance && sum <= limit.upper + tolerance);
  });
  return [...outside, ...broken].map(({ name }) => name);
}
