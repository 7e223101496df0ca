import { z } from 'zod';
import { shown } from '../../core/errors.js';
import { rangeText } from '../../core/text/range-text.js';
import {
  CellProblem,
  type CellNote,
  type CellReader,
  type ColumnEncoder,
  type ColumnKind,
  type Feature,
} from './column-kind.js';
import { columnFields, reject, targetFields } from './column-base.js';
import { parseColumnState } from './column-state.js';
import { outsideRange } from './outside-range.js';
import { missingNote } from './missing-note.js';
import { isMissingText } from './missing-tokens.js';
import { expectedNumber, plainNumber } from './number-text.js';
import { placeholderNumberFindings } from './placeholder-numbers.js';
import { scaler, transforms } from './scaler.js';
import { sortedNumbers, summarise } from './statistics.js';
import { ambiguousNumbers, expectedForm, isPlain, plainText, readsPlainText } from './written-number.js';

const rising = z
  .array(z.number())
  .min(1)
  .refine((numbers) => numbers.every((one, i) => i === 0 || one > numbers[i - 1]), 'rising numbers');

const ownFields = {
  kind: z.literal('numeric'),
  unit: z.string().min(1).optional(),
  /** Plausible values, both ends included. Values outside are scored and flagged. */
  range: z.tuple([z.number(), z.number()]).optional(),
  /** Only whole numbers are accepted. */
  integer: z.boolean().optional(),
  /** How numbers are written in texts; JSON numbers are what they are. */
  decimal: z.enum(['.', ',']).optional(),
  thousands: z.enum([',', '.', ' ', "'"]).optional(),
};

const schema = z.strictObject({
  ...columnFields,
  ...ownFields,
  /**
   * Applied before standardising; `log1p` suits skewed amounts (values above -1), `quantile` gives any distribution the shape of the
   * normal.
   */
  transform: z.enum(transforms).optional(),
  missing: z
    .union([reject, z.literal('median'), z.literal('mean'), z.strictObject({ fill: z.number() })])
    .default('reject'),
});

export type NumericColumnSpec = z.infer<typeof schema>;

const end = z.number().nullable();

const target = z.strictObject({
  ...targetFields,
  ...ownFields,
  /** Answers keep to it; null: no end on that side. */
  range: z
    .tuple([end, end])
    .refine((ends) => ends.some((one) => one !== null), 'at least one end')
    .optional(),
  /** The scale on which it is learnt; `log1p` for amounts, whose errors grow with them (values above -1). */
  transform: z.enum(['none', 'log1p']).optional(),
});

type NumericTarget = z.infer<typeof target>;

const stateSchema = z.strictObject({
  /** Values present in the training rows. */
  count: z.int().min(0),
  /** Whether a training row had no value: then the column has a flag feature. */
  hasMissing: z.boolean(),
  /** In place of a missing value, in the column's unit. */
  fill: z.number(),
  /** Smallest and largest training value; null without values. */
  minimum: z.number().nullable(),
  maximum: z.number().nullable(),
  /** After the transform. */
  mean: z.number(),
  standardDeviation: z.number().min(0),
  /** The training rows do not vary: the feature is 0. */
  constant: z.boolean(),
  /** For the transform `quantile`: normal scores at training values. */
  landmarks: z
    .strictObject({ values: rising, scores: z.array(z.number()).min(1) })
    .refine(({ values, scores }) => values.length === scores.length, 'as many scores as values')
    .optional(),
});

export type NumericState = z.infer<typeof stateSchema>;

/**
 * Numbers. Features: the standardised value `name` and, when the training rows had missing values, the flag `name?`.
 */
export const numericColumn: ColumnKind<NumericColumnSpec, NumericState, NumericTarget> = {
  name: 'numeric',
  schema,
  target,
  valueType: 'number',
  profiled: { as: 'number' },
  expressionValues: () => ({ type: 'number' }),
  reader: (column) => (isPlain(column) ? numberReader : formReader(column))(column.integer ?? false),
  readsPlainText,
  review: (cells, column) => [
    ...(column.range ? outsideRange(cells.values, declared(column.range)) : []),
    ...placeholderNumberFindings(cells.values),
    ...(isPlain(column) ? ambiguousNumbers(cells) : []),
  ],
  fit: fitNumeric,
  parseState: (json, column) => parseColumnState(stateSchema, json, column),
  features: ({ hasMissing }, { name }) => {
    const features: Feature[] = [{ name, column: name, role: 'number' }];
    if (hasMissing) features.push({ name: `${name}?`, column: name, role: 'missing' });
    return features;
  },
  encoder: numericEncoder,
  numberFeature(state, column) {
    const { mean, standardDeviation: deviation, constant, landmarks } = state;
    const isStraight = !constant && !landmarks && column.transform !== 'log1p';
    const { low, high } = plausible(state, column);
    const scale = isStraight ? undefined : scaler.of(state, column.transform);
    return { mean, deviation, scale, low, high, whole: column.integer ?? false };
  },
  recipe: (state, column) => ({
    how: 'number',
    fill: state.fill,
    ...scaler.told(state, column.transform),
    flag: state.hasMissing,
  }),
  jsonSchema: ({ integer, missing, range, unit }) => {
    const type = integer ? 'integer' : 'number';
    return {
      type: missing === 'reject' ? type : [type, 'null'],
      ...(unit !== undefined && { 'x-unit': unit }),
      // Not `minimum` and `maximum`: values outside are scored and flagged.
      ...(range && { 'x-plausible-range': range }),
      examples: [exampleNumber(range, integer)],
    };
  },
};

function exampleNumber(range: [number, number] | undefined, integer = false): number {
  if (!range) return 1;
  const middle = range[0] / 2 + range[1] / 2;
  return integer ? Math.floor(middle) : middle;
}

/** Plainly written numbers take the short way; everything unusual goes to `unusualNumber`. */
function numberReader(integer: boolean): CellReader {
  return (input) => {
    if (typeof input === 'string') {
      const value = plainNumber(input);
      return Number.isNaN(value) || (integer && !Number.isInteger(value))
        ? unusualNumber(input, integer)
        : value;
    }
    if (typeof input === 'number') return checkedNumber(input, integer, input);
    if (input === null || input === undefined) return null;
    return new CellProblem('a number', shown(input));
  };
}

/** Spaces around it, an exponent or very many digits; JavaScript's other forms (0x1F, Infinity, 1_000) are no table's. */
const decimalText = /^[+-]?(?:\d+\.?\d*|\.\d+)(?:e[+-]?\d+)?$/iu;

function unusualNumber(input: string, integer: boolean): number | null | CellProblem {
  const text = input.trim();
  if (isMissingText(text)) return null;
  if (!decimalText.test(text)) return new CellProblem(expectedNumber(text), shown(input));
  return checkedNumber(Number(text), integer, input);
}

/** For a column that declares how its numbers are written. */
function formReader(column: NumericColumnSpec): (integer: boolean) => CellReader {
  const toPlain = plainText(column);
  const expected = expectedForm(column);
  return (integer) => (input) => {
    if (typeof input === 'number') return checkedNumber(input, integer, input);
    if (input === null || input === undefined) return null;
    if (typeof input !== 'string') return new CellProblem('a number', shown(input));
    const text = input.trim();
    if (isMissingText(text)) return null;
    const plain = toPlain(text);
    return plain === undefined
      ? new CellProblem(expected, shown(input))
      : checkedNumber(Number(plain), integer, input);
  };
}

function checkedNumber(value: number, integer: boolean, input: unknown): number | CellProblem {
  if (!Number.isFinite(value)) {
    return new CellProblem('a finite number', typeof input === 'number' ? String(input) : shown(input));
  }
  if (integer && !Number.isInteger(value)) return new CellProblem('a whole number', shown(input));
  return value;
}

function fitNumeric(values: Parameters<ColumnKind['fit']>[0], column: NumericColumnSpec): NumericState {
  const sorted = sortedNumbers(values);
  const { count, minimum, maximum, mean, median } = summarise(sorted);
  const fill =
    typeof column.missing === 'object' ? column.missing.fill : column.missing === 'mean' ? mean : median;
  return {
    count,
    hasMissing: count < values.length,
    fill: fill ?? 0,
    minimum,
    maximum,
    ...scaler.fit(sorted, column.transform),
  };
}

function numericEncoder(state: NumericState, column: NumericColumnSpec): ColumnEncoder {
  const scale = scaler.of(state, column.transform);
  const filled = scale(state.fill);
  const withFlag = state.hasMissing;
  const { low, high, expected } = plausible(state, column);
  const rule =
    typeof column.missing === 'object' ? 'the declared value' : `the training ${meanOrMedian(column)}`;
  const missing = missingNote(column.name, `a number (filled with ${state.fill}, ${rule})`);
  const outside = (value: number): CellNote => ({
    code: 'out-of-range',
    column: column.name,
    expected,
    received: String(value),
  });
  return (values, { out, offset, width }, notes) => {
    let at = offset;
    for (let row = 0; row < values.length; row++, at += width) {
      const value = values[row];
      const present = typeof value === 'number' && value - value === 0;
      out[at] = present ? scale(value) : filled;
      if (withFlag) out[at + 1] = present ? 0 : 1;
      if (notes === undefined) continue;
      if (!present) notes.add(row, missing);
      else if (value < low || value > high) notes.add(row, outside(value));
    }
  };
}

function meanOrMedian({ missing }: NumericColumnSpec): string {
  return missing === 'mean' ? 'mean' : 'median';
}

/** The declared range, or else what the training rows held. */
function plausible({ minimum, maximum }: NumericState, { range }: NumericColumnSpec) {
  if (range) return declared(range);
  if (minimum === null || maximum === null) return { low: -Infinity, high: Infinity, expected: 'a number' };
  return { low: minimum, high: maximum, expected: `${minimum} to ${maximum}, as in the training rows` };
}

function declared([low, high]: readonly [number, number]) {
  return { low, high, expected: rangeText(low, high) };
}
