import { InvalidInputError, type ErrorDetail } from '../core/errors.js';
import { draftForecast } from '../scenarios/draft/forecast-draft.js';
import type { DraftHead } from '../scenarios/draft/draft-lines.js';
import {
  inferSeries,
  type InferredSeries,
  type NoSeries,
  type ReadColumn,
} from '../tables/inference/infer-series.js';
import { inferTarget } from '../tables/inference/infer-target.js';
import { plainText } from '../tables/columns/written-number.js';
import type { Drafted, DraftWishes } from './drafted.js';

type ForecastWishes = Pick<DraftWishes, 'task' | 'series'> & { target: string };

/** A file is taken for a series unasked where almost all of its rows are one step apart. */
const shareUnasked = 0.8;
const fewestUnasked = 100;

/**
 * The draft of a forecast; undefined where nobody asked for one and the file is no series.
 * @throws InvalidInputError where somebody did.
 */
export function forecastDraft(
  head: DraftHead,
  columns: readonly ReadColumn[],
  { task, series: given, target }: ForecastWishes,
): Drafted | undefined {
  const asked = task === 'forecast' || given !== undefined;
  if (!asked && task !== undefined) return undefined;
  const predicted = columns.find(({ inferred }) => inferred.name === target);
  const isNumber = predicted !== undefined && predicted.inferred.kind === 'numeric';
  const series = isNumber ? seriesOf(columns, target, given) : undefined;
  if (asked) {
    if (!isNumber) throw noNumber(target, predicted?.inferred.kind ?? 'nothing');
    if (series === undefined) throw noDate(columns);
    if ('reason' in series) throw noSeries(series);
  }
  if (!isNumber || series === undefined || 'reason' in series || (!asked && !isPlain(series)))
    return undefined;
  const text = draftForecast({
    ...head,
    columns: columns.map(({ inferred }) => inferred),
    target: inferTarget(target, predicted.texts),
    series,
    extent: extentOf(predicted),
  });
  const { order, group, step } = series;
  const rows = `${order} rises by ${step.text}${group === undefined ? '' : ` for each ${group}`}`;
  return {
    text,
    notes: asked ? [] : [`note: ${rows}, so the draft is of a forecast; another one with --task regression`],
  };
}

/** By the first column of dates that orders series; else what is wrong with the first one; undefined without any. */
function seriesOf(
  columns: readonly ReadColumn[],
  target: string,
  given?: string,
): InferredSeries | NoSeries | undefined {
  const dates = columns.filter(({ inferred }) => inferred.kind === 'date');
  const found = dates.map((order) => {
    const others = columns.filter((one) => one !== order && one.inferred.name !== target);
    return inferSeries(order, others, given);
  });
  return found.find((one) => 'step' in one) ?? found[0];
}

function isPlain({ step, lengths }: InferredSeries): boolean {
  return step.share >= shareUnasked && lengths[0] >= fewestUnasked;
}

function extentOf({ inferred: { keys }, texts }: ReadColumn): [number, number] {
  const turn = plainText(keys);
  let [low, high] = [Infinity, -Infinity];
  for (const text of texts) {
    const value = Number(turn(text.trim()) ?? 'x');
    if (text.trim() === '' || !Number.isFinite(value)) continue;
    [low, high] = [Math.min(low, value), Math.max(high, value)];
  }
  return [low, high];
}

function noNumber(target: string, kind: string): InvalidInputError {
  const details = [
    { column: target, expected: 'a number in every row', received: `a column of the kind ${kind}` },
  ];
  return new InvalidInputError(`The column ${target} cannot be forecast.`, {
    details,
    hint: 'Name another column: --target COLUMN.',
  });
}

function noDate(columns: readonly ReadColumn[]): InvalidInputError {
  const received = columns.map(({ inferred }) => `${inferred.name}: ${inferred.kind}`).join(', ');
  return new InvalidInputError('The file has no column of dates, which a forecast needs.', {
    details: [{ expected: 'a column whose every cell is a date, all written alike', received }],
  });
}

function noSeries(series: NoSeries): InvalidInputError {
  const { order: column } = series;
  if (series.reason === 'irregular') return irregular(column, series.found);
  if (series.reason === 'one moment') {
    const detail = { column, expected: 'a later row in a series', received: 'one moment only' };
    return new InvalidInputError(`The column ${column} is no order of steps.`, { details: [detail] });
  }
  const { columns, repeated, rows } = series;
  const detail: ErrorDetail = {
    column,
    expected: 'every moment once, or a column that tells series apart',
    received: `${repeated} of ${rows} rows give a moment again`,
  };
  const hint =
    columns.length > 0
      ? `${columns.join(' and ')} tell them apart together: put both into one column, and name it with --series.`
      : 'Name the column that tells them apart: --series COLUMN.';
  return new InvalidInputError('The rows are of several series, and no column alone tells which.', {
    details: [detail],
    hint,
  });
}

function irregular(
  column: string,
  found: Extract<NoSeries, { reason: 'irregular' }>['found'],
): InvalidInputError {
  const shares = found.map(({ distance, share }) => `${distance} (${Math.round(100 * share)} %)`).join(', ');
  return new InvalidInputError(`The steps of the column ${column} are irregular.`, {
    details: [
      {
        column,
        expected: 'one distance between most rows, and gaps that are multiples of it',
        received: `distances of ${shares}`,
      },
    ],
    hint: 'Bring the rows to regular steps first, such as sums of an hour or a day.',
  });
}
