import type { Random } from '../../../src/core/random.js';

/** One of them, each as likely as the others. */
export function pick<Value>(values: readonly Value[], random: Random): Value {
  return values[random.integer(values.length)];
}

/** True in so many of a hundred cases. */
export function happens(percent: number, random: Random): boolean {
  return random.next() * 100 < percent;
}

/** One of them by weight. */
export function pickWeighted<Value>(values: readonly (readonly [number, Value])[], random: Random): Value {
  const total = values.reduce((sum, [weight]) => sum + weight, 0);
  let place = random.next() * total;
  for (const [weight, value] of values) if ((place -= weight) < 0) return value;
  return values[values.length - 1][1];
}

/** A copy with `count` elements from `at` on replaced by others. */
export function spliced<Value>(
  values: readonly Value[],
  at: number,
  count: number,
  ...others: Value[]
): Value[] {
  return [...values.slice(0, at), ...others, ...values.slice(at + count)];
}
