import type { CellValue } from '../../../../tables/columns/column-kind.js';
import type { Table } from '../../../../tables/table.js';
import type { LookAhead, TargetValue } from '../../examples/examples.js';
import type { RowProblem } from '../../../../tables/reading/row-problems.js';
import type { WindowOptions } from '../../examples/window-options.js';
import { SeriesIndex } from '../../examples/series.js';
import { climatology } from './climatology.js';
import type { ForecastOptions } from './options.js';

/**
 * What each row teaches: the values of its series at each horizon (null where the table has no such row), then its own value and, where
 * some values count more than others, how much each horizon does in metrics and the row in training; null when no future is known, the row
 * itself has no value, its series is too short, or its moment is given again.
 */
export function futures(table: Table, target: string, options: ForecastOptions): TargetValue[] {
  const { windows, horizons, importance, leastHistory = 1, weighBySize } = options;
  const series = new SeriesIndex(table, windows);
  const values = atLeast(table.column(target), options);
  const marked = importance && table.column(importance.of);
  return Array.from({ length: table.rows }, (_, row) => {
    const present = numberOf(values[row]);
    if (present === null || series.isSuperseded(row) || series.before(row, leastHistory - 1) < 0) return null;
    const places = horizons.map(({ distance }) => series.at(row, series.times[row] + distance));
    const ahead = places.map((at) => (at < 0 ? null : numberOf(values[at])));
    if (ahead.every((value) => value === null)) return null;
    if (!marked && weighBySize === undefined) return [...ahead, present];
    const counts = places.map((at) => (marked?.[at] === 1 ? (importance?.times ?? 1) : 1));
    if (weighBySize === undefined) return [...ahead, present, ...counts];
    return [...ahead, present, ...counts, sizeOf(series, row, { values, steps: weighBySize })];
  });
}

/** The mean size of the last values of a row's series, itself among them: what its errors are in proportion to. */
function sizeOf(
  series: SeriesIndex,
  row: number,
  { values, steps }: { values: readonly CellValue[]; steps: number },
): number {
  let sum = 0;
  let count = 0;
  for (let back = 0; back < steps; back++) {
    const at = series.before(row, back);
    if (at < 0) break;
    const value = numberOf(values[at]);
    if (value === null) continue;
    sum += Math.abs(value);
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

/** Values of the target as they count. */
export function atLeast(
  values: readonly CellValue[],
  { least }: Pick<ForecastOptions, 'least'>,
): readonly CellValue[] {
  if (least === undefined) return values;
  return values.map((value) => (typeof value === 'number' && value < least ? least : value));
}

/** See {@link LookAhead.baselines}: last value, mean of the window, what was one or more seasons before, and what is usual at that time. */
export function baselinesOf(target: string, options: ForecastOptions): LookAhead['baselines'] {
  return (table, rows) => {
    const series = new SeriesIndex(table, options.windows);
    const values = atLeast(table.column(target), options);
    const known = (row: number) => (row < 0 ? NaN : (numberOf(values[row]) ?? NaN));
    const { climatology: parts } = options;
    const { window, step } = options.windows;
    const into = new Int32Array(window);
    const forEach = (value: (row: number, distance: number) => number): Float64Array =>
      Float64Array.from(
        [...rows].flatMap((row) => options.horizons.map(({ distance }) => value(row, distance))),
      );
    const meanOfWindow = (row: number) => {
      series.window(row, step, into);
      const present = Array.from(into, known).filter((value) => !Number.isNaN(value));
      return present.reduce((sum, value) => sum + value, 0) / present.length;
    };
    const means = new Map(Array.from(rows, (row) => [row, meanOfWindow(row)]));
    const seasonal = options.seasons.map(({ name, distance: season }) => [
      `same time ${name} before`,
      forEach((row, distance) => {
        const back = Math.ceil(distance / season) * season;
        return known(series.at(row, series.times[row] + distance - back));
      }),
    ]);
    return {
      'last value': forEach(known),
      'moving average': forEach((row) => means.get(row) ?? NaN),
      ...(Object.fromEntries(seasonal) as Record<string, Float64Array>),
      ...trendBaselines(options, {
        forEach,
        known: (row, back) => known(series.at(row, series.times[row] - back)),
      }),
      ...(parts && { climatology: climatology(table, { target, rows }, { ...options, parts }) }),
    };
  };
}

interface Trends {
  forEach: (value: (row: number, distance: number) => number) => Float64Array;
  /** What was so far before a row. */
  known: (row: number, back: number) => number;
}

/** The mean change and the mean rate of growth of the last steps, carried on from the last value: a line and an exponential. */
function trendBaselines(
  { trend, windows: { step } }: ForecastOptions,
  { forEach, known }: Trends,
): Record<string, Float64Array> {
  if (trend === undefined) return {};
  const reach = trend * step;
  return {
    'linear extrapolation': forEach((row, distance) => {
      const [last, first] = [known(row, 0), known(row, reach)];
      return last + ((last - first) * distance) / reach;
    }),
    'exponential extrapolation': forEach((row, distance) => {
      const [last, first] = [known(row, 0), known(row, reach)];
      return first > 0 && last > 0 ? last * (last / first) ** (distance / reach) : NaN;
    }),
  };
}

/** The target of each row; it has `missing: reject`. */
export function lastValues(table: Table, target: string, rows: Int32Array): Float64Array {
  const values = table.column(target);
  return Float64Array.from(rows, (row) => Number(values[row]));
}

/** See {@link HistoryRules.tooShort}. @param least rows of the series up to a row, itself among them. */
export function tooShort(
  table: Table,
  rows: Int32Array,
  { least, ...order }: Pick<WindowOptions, 'group' | 'order' | 'axis'> & { least: number },
): Map<number, RowProblem> {
  const series = new SeriesIndex(table, order);
  const problems = new Map<number, RowProblem>();
  for (const row of rows) {
    if (series.before(row, least - 1) >= 0) continue;
    let count = 1;
    while (series.before(row, count) >= 0) count++;
    problems.set(row, {
      column: order.order,
      expected: `at least ${least} rows of its series up to it, itself among them`,
      received: String(count),
    });
  }
  return problems;
}

/** See {@link LookAhead.wholeWindows}. */
export function rowsOfWholeWindows(
  table: Table,
  rows: Int32Array,
  { windows: { window, step, ...order } }: ForecastOptions,
): Int32Array {
  const series = new SeriesIndex(table, order);
  const into = new Int32Array(window);
  const whole = rows.filter((row) => series.window(row, step, into).short === 0);
  return whole.length > 0 ? whole : rows;
}

function numberOf(value: CellValue): number | null {
  return typeof value === 'number' ? value : null;
}
