import { z } from 'zod';
import { shown } from '../../core/errors.js';
import { furthestInstant, millisecondsPerDay, monthOfDay, parseIsoDate, weekdayOfDay } from './calendar.js';
import {
  CellProblem,
  type CellReader,
  type CellValue,
  type ColumnEncoder,
  type ColumnKind,
  type Feature,
} from './column-kind.js';
import type { DateColumnSpec } from './column-spec.js';
import { parseColumnState } from './column-state.js';
import { missingNote } from './missing-note.js';
import { isMissingText } from './missing-tokens.js';
import { scaler } from './scaler.js';
import { sortedNumbers, summarise } from './statistics.js';

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
});

export type DateState = z.infer<typeof stateSchema>;

const roles = ['', ' month sine', ' month cosine', ' weekday sine', ' weekday cosine'] as const;

/**
 * Days and instants. Features: `name`, the standardised days since 1970; the month and the weekday as points on a circle,
 * so that December is next to January and Sunday next to Monday (`name month sine`, `name month cosine`, `name weekday
 * sine`, `name weekday cosine`, in UTC); the flag `name?` when the training rows had missing values.
 */
export const dateColumn: ColumnKind<DateColumnSpec, DateState> = {
  name: 'date',
  valueType: 'number',
  reader: () => readDate,
  fit: fitDate,
  parseState: (json, column) => parseColumnState(stateSchema, json, column),
  features: ({ hasMissing }, { name }) => {
    const features = roles.map((role): Feature => ({ name: `${name}${role}`, column: name, role: 'number' }));
    if (hasMissing) features.push({ name: `${name}?`, column: name, role: 'missing' });
    return features;
  },
  encoder: dateEncoder,
  jsonSchema: ({ missing }) => ({
    type: missing === 'reject' ? 'string' : ['string', 'null'],
    anyOf: [{ format: 'date' }, { format: 'date-time' }, ...(missing === 'reject' ? [] : [{ type: 'null' }])],
    examples: ['2024-12-31', '2024-12-31T18:30:00Z'],
  }),
};

const readDate: CellReader = (input) => {
  if (input === null || input === undefined) return null;
  if (typeof input !== 'string') return new CellProblem('a date as text, YYYY-MM-DD', shown(input));
  const text = input.trim();
  if (isMissingText(text)) return null;
  const value = parseIsoDate(text);
  if (value === 'form') {
    return new CellProblem('a date written YYYY-MM-DD (ISO 8601), for instance 2024-12-31', shown(input));
  }
  return value === 'value'
    ? new CellProblem('a day and time that exist, written YYYY-MM-DD', shown(input))
    : value;
};

function fitDate(values: readonly CellValue[]): DateState {
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
  };
}

function isInstant(value: CellValue): value is number {
  return typeof value === 'number' && Math.abs(value) <= furthestInstant;
}

/** Sine and cosine of each step of a circle, one after the other. */
function circle(steps: number): Float32Array {
  return Float32Array.from({ length: steps * 2 }, (_, i) => {
    const angle = (2 * Math.PI * Math.floor(i / 2)) / steps;
    return i % 2 === 0 ? Math.sin(angle) : Math.cos(angle);
  });
}

const months = circle(12);
const weekdays = circle(7);

function dateEncoder(state: DateState, { name }: DateColumnSpec): ColumnEncoder {
  const { hasMissing, fill } = state;
  const scale = scaler.of(state);
  const missing = missingNote(name, `a date (filled with ${isoText(fill)}, the training median)`);
  return (values, { out, offset, width }, notes) => {
    let at = offset;
    for (let row = 0; row < values.length; row++, at += width) {
      const value = values[row];
      const present = isInstant(value);
      const days = (present ? value : fill) / millisecondsPerDay;
      const day = Math.floor(days);
      const month = monthOfDay(day) * 2;
      const weekday = weekdayOfDay(day) * 2;
      out[at] = scale(days);
      out[at + 1] = months[month];
      out[at + 2] = months[month + 1];
      out[at + 3] = weekdays[weekday];
      out[at + 4] = weekdays[weekday + 1];
      if (hasMissing) out[at + 5] = present ? 0 : 1;
      if (!present) notes?.add(row, missing);
    }
  };
}

function isoText(milliseconds: number): string {
  const text = new Date(milliseconds).toISOString();
  return milliseconds % millisecondsPerDay === 0 ? text.slice(0, 10) : text;
}
