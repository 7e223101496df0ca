export type Point = readonly [x: number, y: number];

/** A linear scale with round ticks. */
export interface Axis {
  ticks: readonly number[];
  /** Where a value stands, in pixels. */
  at: (value: number) => number;
}

/** The smallest and the largest of the values. */
export function extent(values: readonly number[]): [number, number] {
  let [low, high] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < low) low = value;
    if (value > high) high = value;
  }
  return [low, high];
}

/** A linear scale over the values with about six round ticks. */
export function axis(values: readonly number[], from: number, to: number): Axis {
  const [low, high] = extent(values);
  const span = high - low || 1;
  const step = roundStep(span / 6);
  const start = Math.floor(low / step) * step;
  const end = Math.ceil(high / step) * step;
  const count = Math.round((end - start) / step);
  const ticks = Array.from({ length: count + 1 }, (_, i) => Number((start + i * step).toPrecision(12)));
  return { ticks, at: (value: number) => from + ((value - start) / (end - start || 1)) * (to - from) };
}

/** The next of 1, 2, 5 times a power of ten. */
function roundStep(rough: number): number {
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((candidate) => candidate * power >= rough) ?? 10;
  return factor * power;
}
