import { z } from 'zod';
import type { ColumnSpec } from '../columns/column-spec.js';
import { isInput } from '../columns/roles.js';
import { binEdges, binCounts } from '../profile/number-profile.js';
import type { ColumnProfile } from '../profile/profile-schema.js';

const count = z.int().min(0);

const numberBins = z.strictObject({
  type: z.literal('number'),
  name: z.string(),
  /** Ascending, one more than there are bins; values beyond count in the first and the last bin. */
  edges: z.array(z.number()).min(2),
  counts: z.array(count),
  missing: count,
});

interface TextBins {
  type: 'text';
  name: string;
  values: string[];
  counts: number[];
  /** Rows with any other value. */
  others: number;
  missing: number;
}

export type NumberBins = z.infer<typeof numberBins>;

/** Bins of a column of numbers that a version learnt from. */
interface InputBins extends NumberBins {
  /** Where each different value has a bin of its own: the values. */
  values?: number[];
}

/** Rows of a column counted in bins; no value of a single row. */
export type ColumnBins = InputBins | TextBins;

/** What was said of the rows held out, figure by figure: `outputs.json`. */
export const outputsSchema = z.strictObject({
  format: z.literal(1),
  rows: count,
  columns: z.array(numberBins),
});

export type OutputBins = z.infer<typeof outputsSchema>;

/** What later rows are compared with: the rows that a version learnt from, and its answers to those held out. */
export interface Reference {
  rows: number;
  inputs: ColumnBins[];
  outputs?: Pick<OutputBins, 'rows' | 'columns'>;
}

/** Bins of a column of numbers at most: tenths of the values, unless there are few different ones. */
const mostBins = 10;

/** More figures of an answer are not counted. */
const mostOutputs = 8;

/** The inputs among the columns of a profile, in bins. Columns of which a profile tells no values are left out. */
export function inputBins(columns: readonly ColumnSpec[], profiles: readonly ColumnProfile[]): ColumnBins[] {
  const inputs = new Set(columns.filter(isInput).map(({ name }) => name));
  return profiles.flatMap((profile): ColumnBins[] => {
    const { name, type } = profile;
    if (!inputs.has(name) || type === 'counts') return [];
    if (type === 'number') {
      if (profile.edges.length < 2) return [];
      const values = valuesBetween(profile);
      return [{ type, name, missing: profile.missing, ...joined(profile), ...(values && { values }) }];
    }
    const { frequencies, others, missing } = profile;
    const values = frequencies.map(({ value }) => value);
    return [
      { type, name, values, counts: frequencies.map((one) => one.count), others: others.count, missing },
    ];
  });
}

/** Digits of a number of a table; the last ones of what is worked out from edges are rounding. */
const digits = 12;

/** The values of a column where each has a bin of its own: the edges lie halfway between them, see `binEdges`. Undefined where there are more. */
function valuesBetween({ edges, histogram, distinct }: Extract<ColumnProfile, { type: 'number' }>) {
  if (distinct !== histogram.length) return undefined;
  const values = [edges[0]];
  for (const edge of edges.slice(1, -1))
    values.push(Number((2 * edge - values[values.length - 1]).toPrecision(digits)));
  return values;
}

/** A profile has twentieths: two neighbours make a tenth. */
function joined({ edges, histogram, distinct }: Extract<ColumnProfile, { type: 'number' }>) {
  if (histogram.length <= mostBins || distinct <= histogram.length) return { edges, counts: histogram };
  const kept = edges.filter((_, i) => i % 2 === 0 || i === edges.length - 1);
  const counts = kept.slice(1).map((_, i) => histogram[2 * i] + (histogram.at(2 * i + 1) ?? 0));
  return { edges: kept, counts };
}

/** @param values `[rows, width]`, row-major, of which those that are no numbers count as missing. */
export function outputBins({ values, width }: { values: Float64Array; width: number }): OutputBins {
  const rows = width === 0 ? 0 : values.length / width;
  const columns = outputNames(width).map((name, place): NumberBins => {
    const own = Float64Array.from({ length: rows }, (_, row) => values[row * width + place]);
    const sorted = own.filter(Number.isFinite).sort();
    const edges = tenths(sorted);
    const counts = binCounts(sorted, edges);
    return { type: 'number', name, edges, counts, missing: rows - sorted.length };
  });
  return { format: 1, rows, columns: columns.filter(({ edges }) => edges.length > 1) };
}

/** What the figures of an answer are called. */
export function outputNames(width: number): string[] {
  if (width === 1) return ['answer'];
  return Array.from({ length: Math.min(width, mostOutputs) }, (_, place) => `answer ${place + 1}`);
}

function tenths(sorted: Float64Array): number[] {
  const edges = binEdges(sorted);
  return edges.length - 1 <= mostBins ? edges : edges.filter((_, i) => i % 2 === 0 || i === edges.length - 1);
}
