import { z } from 'zod';
import { shown } from '../../core/errors.js';
import { furthestInstant, millisecondsPerDay, parseIsoDate } from './calendar.js';
import {
  CellProblem,
  type CellNote,
  type CellReader,
  type CellValue,
  type ColumnEncoder,
  type ColumnKind,
  type ExpressionValues,
} from './column-kind.js';
import { columnFields, reject } from './column-base.js';
import { parseColumnState } from './column-state.js';
import { declaredRange, isoText, learntRange, rangeOf, type DateRange } from './date-range.js';
import { compileDateFormat, dateFormat } from './date-format.js';
import { datePartFeatures, datePartWriter } from './date-parts.js';
import { datePartNames, type DatePart } from './names.js';
import { mixedOffsets } from './mixed-offsets.js';
import { missingNote } from './missing-note.js';
import { isMissingText } from './missing-tokens.js';
import { outsideRange } from './outside-range.js';
import { placeholderFindings } from './placeholder-dates.js';
import { scaler } from './scaler.js';
import { sortedNumbers, summarise } from './statistics.js';
import { instantOnClock, localClock } from './zone.js';

const schema = z.strictObject({
  ...columnFields,
  kind: z.literal('date'),
  /** What the features say of an instant; default trend, month and weekday. */
  parts: z.array(z.enum(datePartNames)).min(1).optional(),
  /** How the dates are written; default ISO 8601. */
  format: dateFormat.optional(),
  /** Whose clock and calendar the parts follow, and times without an offset are on (IANA, such as America/Chicago); default UTC. */
  zone: z.string().min(1).optional(),
  /** Plausible dates, both ends included. Others are scored and flagged. */
  range: declaredRange.optional(),
  missing: z.union([reject, z.literal('median')]).default('reject'),
});

export type DateColumnSpec = z.infer<typeof schema>;

const stateSchema = z.strictObject({
  count: z.int().min(0),
  hasMissing: z.boolean(),
  /** In place of a missing value, and the first and last training value: milliseconds since 1970 UTC. */
  fill: z.number().min(-furthestInstant).max(furthestInstant),
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  /** Of the days since 1970, fractions included. */
  mean: z.number(),
  standardDeviation: z.number().min(0),
  constant: z.boolean(),
  /** First and last training value without placeholders, where `trend` is among the parts; versions from before it was kept have none. */
  range: z.tuple([z.number(), z.number()]).optional(),
});

export type DateState = z.infer<typeof stateSchema>;

function clockOf(zone: string | undefined): ExpressionValues['clock'] {
  if (zone === undefined) return undefined;
  // Made when it is needed: a zone that does not exist is an error of the column, not of an expression.
  let clock: ExpressionValues['clock'];
  return (instant) => (clock ??= localClock(zone))(instant);
}

const defaultParts: DatePart[] = ['trend', 'month', 'weekday'];

/**
 * Days and instants. Features by the declared parts: `name`, the standardised days since 1970 (trend); the month, the weekday
 * and the time of day as points on a circle, so that December is next to January and Sunday next to Monday (`name month
 * sine`, `name month cosine`, ...); hour and weekday as an index for an embedding; the flag `name?` when the training rows had
 * missing values. Without a zone the clock is that of UTC.
 */
export const dateColumn: ColumnKind<DateColumnSpec, DateState> = {
  name: 'date',
  schema,
  valueType: 'number',
  profiled: { as: 'number' },
  expressionValues: ({ zone }) => ({ type: 'date', clock: clockOf(zone) }),
  reader: ({ zone, format }) => {
    const onClock = zone === undefined ? undefined : instantOnClock(zone);
    return dateReader(format === undefined ? isoForm(onClock) : formOf(format, onClock));
  },
  review: (cells, { range, zone }) => [
    ...(range ? outsideRange(cells.values, rangeOf(range, zone)) : []),
    ...placeholderFindings(cells.values),
    ...mixedOffsets(cells, zone),
  ],
  fit: fitDate,
  parseState: (json, column) => parseColumnState(stateSchema, json, column),
  features: ({ hasMissing }, { name, parts = defaultParts }) => {
    const features = datePartFeatures(parts, name);
    if (hasMissing) features.push({ name: `${name}?`, column: name, role: 'missing' });
    return features;
  },
  encoder: dateEncoder,
  recipe({ fill, hasMissing, ...scale }, { parts = defaultParts, zone }) {
    const told = parts.filter(isTold);
    if (told.length < parts.length) return undefined;
    const { mean, deviation, constant, largest } = scaler.told(scale);
    return {
      how: 'date',
      parts: told,
      ...(zone !== undefined && { zone }),
      fill,
      ...{ mean, deviation, constant, largest },
      flag: hasMissing,
    };
  },
  jsonSchema: ({ missing, range, format }) => ({
    type: missing === 'reject' ? 'string' : ['string', 'null'],
    ...(format === undefined && {
      anyOf: [
        { format: 'date' },
        { format: 'date-time' },
        ...(missing === 'reject' ? [] : [{ type: 'null' }]),
      ],
    }),
    // Dates outside are scored and flagged.
    ...(range && { 'x-plausible-range': range }),
    examples: format === undefined ? isoExamples : [compileDateFormat(format).example],
  }),
};

const isoExamples = ['2024-12-31', '2024-12-31T18:30:00Z'];

/** How a text of a column is read, and the words for what is expected of it. */
interface WrittenForm {
  name: string;
  example: string;
  parse: (text: string) => number | 'form' | 'value';
}

/** @param onClock whose clock a text without an offset is on; absent: that of UTC. */
function isoForm(onClock?: (shown: number) => number): WrittenForm {
  const parse = (text: string) => parseIsoDate(text, onClock);
  return { name: 'YYYY-MM-DD', example: '(ISO 8601), for instance 2024-12-31', parse };
}

function formOf(format: string, onClock?: (shown: number) => number): WrittenForm {
  const { parse, example } = compileDateFormat(format);
  return {
    name: format,
    example: `as declared, for instance ${example}`,
    parse(text) {
      const value = parse(text);
      return typeof value === 'number' && onClock ? onClock(value) : value;
    },
  };
}

function dateReader({ name, example, parse }: WrittenForm): CellReader {
  return (input) => {
    if (input === null || input === undefined) return null;
    if (typeof input !== 'string') return new CellProblem(`a date as text, ${name}`, shown(input));
    const text = input.trim();
    if (isMissingText(text)) return null;
    const value = parse(text);
    if (value === 'form') return new CellProblem(`a date written ${name} ${example}`, shown(input));
    if (value === 'value') return new CellProblem(`a day and time that exist, written ${name}`, shown(input));
    return value;
  };
}

function fitDate(values: readonly CellValue[], { parts = defaultParts }: DateColumnSpec): DateState {
  const sorted = sortedNumbers(values).filter(isInstant);
  const { count, minimum, maximum, median } = summarise(sorted);
  const days = sorted.map((milliseconds) => milliseconds / millisecondsPerDay);
  return {
    count,
    hasMissing: count < values.length,
    fill: Math.round(median ?? 0) || 0,
    minimum,
    maximum,
    ...scaler.fit(days),
    ...(parts.includes('trend') && learntRange(values)),
  };
}

/** Parts that a recipe tells; the others are places in calendars. */
const toldParts = ['trend', 'month', 'weekday', 'time-of-day'] as const;

function isTold(part: DatePart): part is (typeof toldParts)[number] {
  return toldParts.some((told) => told === part);
}

function isInstant(value: CellValue): value is number {
  return typeof value === 'number' && Math.abs(value) <= furthestInstant;
}

function dateEncoder(state: DateState, column: DateColumnSpec): ColumnEncoder {
  const { name, parts = defaultParts, zone } = column;
  const { hasMissing, fill } = state;
  const clock = zone === undefined ? undefined : localClock(zone);
  const write = datePartWriter(parts, { clock, scale: scaler.of(state) });
  const missing = missingNote(name, `a date (filled with ${isoText(fill, clock)}, the training median)`);
  const { low, high, expected } = plausible(state, column);
  const outside = (value: number): CellNote => ({
    code: 'out-of-range',
    column: name,
    expected,
    received: isoText(value, clock),
  });
  return (values, { out, offset, width }, notes) => {
    let at = offset;
    for (let row = 0; row < values.length; row++, at += width) {
      const value = values[row];
      const present = isInstant(value);
      const written = write(out, at, present ? value : fill);
      if (hasMissing) out[at + written] = present ? 0 : 1;
      if (notes === undefined) continue;
      if (!present) notes.add(row, missing);
      else if (value < low || value > high) notes.add(row, outside(value));
    }
  };
}

/**
 * The declared range, or else what the training rows held: only a trend is carried on beyond that, the month and the like come back every
 * year.
 */
function plausible(
  { range: learnt }: DateState,
  { range, parts = defaultParts, zone }: DateColumnSpec,
): DateRange {
  const carriedOn = parts.includes('trend') ? ' (the trend is carried on beyond)' : '';
  if (range) {
    const declared = rangeOf(range, zone);
    return { ...declared, expected: declared.expected + carriedOn };
  }
  if (!learnt) return { low: -Infinity, high: Infinity, expected: 'a date' };
  const [low, high] = learnt;
  const [from, to] = [low, high].map((instant) =>
    isoText(instant, zone === undefined ? undefined : localClock(zone)),
  );
  return { low, high, expected: `${from} to ${to}, as in the training rows${carriedOn}` };
}
