import { z } from 'zod';
import { shown } from '../../core/errors.js';
import {
  CellProblem,
  type CellReader,
  type CellValue,
  type ColumnEncoder,
  type ColumnKind,
  type Feature,
} from './column-kind.js';
import { wholeNumber } from './category-text.js';
import { columnFields, reject } from './column-base.js';
import { parseColumnState } from './column-state.js';
import { missingNote } from './missing-note.js';
import { isMissingText } from './missing-tokens.js';
import { scaler } from './scaler.js';
import { textLookup } from './text-lookup.js';

const words: ReadonlyMap<string, number> = new Map([
  ...['true', 'yes', 'y', '1', 't', 'on', '是'].map((word) => [word, 1] as const),
  ...['false', 'no', 'n', '0', 'f', 'off', '否'].map((word) => [word, 0] as const),
]);

const findWord = textLookup(words);

const expected = 'true or false (also yes/no, y/n, 1/0, t/f, on/off, 是/否)';

const schema = z.strictObject({
  ...columnFields,
  kind: z.literal('boolean'),
  missing: z
    .union([reject, z.literal('most-frequent'), z.strictObject({ fill: z.boolean() })])
    .default('reject'),
});

export type BooleanColumnSpec = z.infer<typeof schema>;

const stateSchema = z.strictObject({
  /** Training rows with a value, and those of them that are true. */
  count: z.int().min(0),
  trueCount: z.int().min(0),
  hasMissing: z.boolean(),
  /** In place of a missing value: 0 or 1. */
  fill: z.union([z.literal(0), z.literal(1)]),
});

export type BooleanState = z.infer<typeof stateSchema>;

/** True or false. Features: `name` as 0 or 1, and the flag `name?` when the training rows had missing values. */
export const booleanColumn: ColumnKind<BooleanColumnSpec, BooleanState> = {
  name: 'boolean',
  schema,
  valueType: 'number',
  // Yes and no are numbers in a table.
  profiled: { as: 'text', tell: (value) => String(value === 1) },
  expressionValues: () => ({ type: 'condition' }),
  reader: () => readBoolean,
  fit: fitBoolean,
  parseState: (json, column) => parseColumnState(stateSchema, json, column),
  features: ({ hasMissing }, { name }) => {
    const features: Feature[] = [{ name, column: name, role: 'number' }];
    if (hasMissing) features.push({ name: `${name}?`, column: name, role: 'missing' });
    return features;
  },
  encoder: booleanEncoder,
  recipe: ({ fill, hasMissing }) => ({
    how: 'number',
    fill,
    ...scaler.told({ mean: 0, standardDeviation: 1, constant: false }),
    flag: hasMissing,
  }),
  jsonSchema: ({ missing }) => ({
    type: missing === 'reject' ? 'boolean' : ['boolean', 'null'],
    $comment: `Accepted too: yes/no, y/n, 1/0, t/f, on/off, 是/否.`,
    examples: [true, false],
  }),
};

const readBoolean: CellReader = (input) => {
  if (typeof input === 'string') {
    const value = findWord(input);
    return value === undefined ? unusualBoolean(input) : value;
  }
  if (typeof input === 'boolean') return input ? 1 : 0;
  if (input === null || input === undefined) return null;
  return input === 0 || input === 1 ? input : new CellProblem(expected, shown(input));
};

function unusualBoolean(input: string): CellValue | CellProblem {
  const text = input.trim();
  const value = words.get(wholeNumber(text.toLowerCase()));
  if (value !== undefined) return value;
  return isMissingText(text) ? null : new CellProblem(expected, shown(input));
}

function fitBoolean(values: readonly CellValue[], { missing }: BooleanColumnSpec): BooleanState {
  let count = 0;
  let trueCount = 0;
  for (const value of values) {
    if (value !== 0 && value !== 1) continue;
    count++;
    trueCount += value;
  }
  const fill = typeof missing === 'object' ? missing.fill : trueCount * 2 > count;
  return { count, trueCount, hasMissing: count < values.length, fill: fill ? 1 : 0 };
}

function booleanEncoder({ hasMissing, fill }: BooleanState, { name }: BooleanColumnSpec): ColumnEncoder {
  const missing = missingNote(name, `true or false (filled with ${fill === 1})`);
  return (values, { out, offset, width }, notes) => {
    let at = offset;
    for (let row = 0; row < values.length; row++, at += width) {
      const value = values[row];
      const present = value === 0 || value === 1;
      out[at] = present ? value : fill;
      if (hasMissing) out[at + 1] = present ? 0 : 1;
      if (!present) notes?.add(row, missing);
    }
  };
}
