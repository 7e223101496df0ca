import type { MetricName } from '../evaluation/metrics/names.js';
import { bootstrapIntervals } from '../evaluation/resampling/index.js';
import type { Interval, Report } from './report.js';
import { measure, type ScoredRows } from './scored-rows.js';

const resamples = 1000;

/** Metrics of the served candidate with 95 % bootstrap intervals (Efron, 1979). @param names absent: all that apply. */
export function intervalsOf(
  scored: ScoredRows,
  seed: number,
  names = Object.keys(measure(scored)) as MetricName[],
): Report['metrics'] {
  const intervals = bootstrapIntervals(scored.kind, names, scored.predictions as never, { resamples, seed });
  return Object.fromEntries(
    Object.entries(intervals).map(([name, interval]) => [name, finiteInterval(interval as Interval)]),
  );
}

/** Null for what is not defined; JSON has no NaN. */
export function finite(value: number | null | undefined): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function finiteInterval({ value, lower, upper }: Interval): Interval {
  return { value: finite(value), lower: finite(lower), upper: finite(upper) };
}

export function finiteAll(
  values: Partial<Record<MetricName, number>>,
): Partial<Record<MetricName, number | null>> {
  return Object.fromEntries(Object.entries(values).map(([name, value]) => [name, finite(value)]));
}
