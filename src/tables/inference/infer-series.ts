import { dateColumn } from '../columns/date.column.js';
import { inferStep, isIrregular } from './infer-step.js';
import type { InferredStep, IrregularSteps } from './inferred-step.js';
import type { InferredColumn } from './inferred-column.js';

/** A column of a file: what it seems to be, and its texts. */
export interface ReadColumn {
  inferred: InferredColumn;
  texts: readonly string[];
}

/** A file whose rows are moments of one series or several. */
export interface InferredSeries {
  /** The column of the moments. */
  order: string;
  /** The column whose rows of one value are one series; absent: all rows are one. */
  group?: string;
  step: InferredStep;
  /** Moments of each series, the most first. */
  lengths: readonly number[];
  /** Rows whose moment their series has again in a later row. */
  repeated: number;
}

/** Why the rows of a column of dates are no series at regular steps. */
export type NoSeries =
  | { order: string; reason: 'irregular'; found: IrregularSteps['found'] }
  | { order: string; reason: 'one moment' }
  /** `columns` tell the series apart only together. */
  | { order: string; reason: 'repeated'; repeated: number; rows: number; columns: readonly string[] };

/** An hour that a clock shows twice, or a row that was written again, is no other series. */
const mostRepeated = 0.01;
/** On average; what is another one in every few rows names no series. */
const fewestRowsOfSeries = 10;

/**
 * The series of a file by its column of dates.
 * @param order a column of the kind date.
 * @param others columns that may tell series apart, without the target.
 * @param given the one that does, where a person says so.
 */
export function inferSeries(
  order: ReadColumn,
  others: readonly ReadColumn[],
  given?: string,
): InferredSeries | NoSeries {
  const times = timesOf(order);
  const { name } = order.inferred;
  const groups = others.filter(({ inferred }) => given === undefined || inferred.name === given);
  const alone = given === undefined ? [[]] : [];
  const column = [...alone, ...candidates(groups, given).map((one) => [one])].find((columns) =>
    tellsApart(times, columns),
  );
  if (column === undefined) {
    const columns = togetherApart(times, candidates(others));
    return {
      order: name,
      reason: 'repeated',
      repeated: repeatedRows(times, []),
      rows: times.length,
      columns,
    };
  }
  const series = seriesOf(times, column);
  const step = inferStep(series);
  if (step === undefined) return { order: name, reason: 'one moment' };
  if (isIrregular(step)) return { order: name, reason: 'irregular', found: step.found };
  return {
    order: name,
    ...(column.length > 0 && { group: column[0].inferred.name }),
    step,
    lengths: series.map(({ length }) => length).sort((a, b) => b - a),
    repeated: repeatedRows(times, column),
  };
}

/** @returns milliseconds since 1970, NaN for a row without a date. */
function timesOf({ inferred, texts }: ReadColumn): Float64Array {
  const { name, keys } = inferred;
  const meaning = { en: name, zh: name };
  const { format } = keys;
  const read = dateColumn.reader(dateColumn.schema.parse({ name, kind: 'date', meaning, format }));
  return Float64Array.from(texts, (text) => {
    const value = read(text.trim());
    return typeof value === 'number' ? value : NaN;
  });
}

/** Columns of texts or whole numbers with rows enough for each value, the fewest values first. */
function candidates(columns: readonly ReadColumn[], given?: string): ReadColumn[] {
  const values = new Map(columns.map((one) => [one, new Set(one.texts).size]));
  const valuesOf = (column: ReadColumn) => values.get(column) ?? 0;
  return columns
    .filter((column) => {
      const { kind, keys } = column.inferred;
      if (given !== undefined) return true;
      const names =
        kind === 'categorical' || kind === 'boolean' || (kind === 'numeric' && keys.integer === true);
      return names && valuesOf(column) > 1 && column.texts.length >= fewestRowsOfSeries * valuesOf(column);
    })
    .sort((a, b) => valuesOf(a) - valuesOf(b));
}

function tellsApart(times: Float64Array, columns: readonly ReadColumn[]): boolean {
  return repeatedRows(times, columns) <= mostRepeated * times.length;
}

/** Two columns that tell series apart where one does not; none where no two do. */
function togetherApart(times: Float64Array, columns: readonly ReadColumn[]): string[] {
  const pairs = columns.flatMap((one, i) => columns.slice(i + 1).map((other) => [one, other]));
  const pair = pairs.find((columnsOfPair) => tellsApart(times, columnsOfPair)) ?? [];
  return pair.map(({ inferred }) => inferred.name);
}

function repeatedRows(times: Float64Array, columns: readonly ReadColumn[]): number {
  const series = seriesOf(times, columns);
  const dated = times.filter((time) => !Number.isNaN(time)).length;
  return dated - series.reduce((sum, { length }) => sum + length, 0);
}

function seriesOf(times: Float64Array, columns: readonly ReadColumn[]): Float64Array[] {
  const groups = new Map<string, Set<number>>();
  times.forEach((time, row) => {
    if (Number.isNaN(time)) return;
    const key = columns.map(({ texts }) => texts[row].trim()).join('\u0000');
    const known = groups.get(key);
    if (known) known.add(time);
    else groups.set(key, new Set([time]));
  });
  return [...groups.values()].map((moments) => Float64Array.from(moments).sort());
}
