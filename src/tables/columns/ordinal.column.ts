import { z } from 'zod';
import { InvalidSpecificationError, shown } from '../../core/errors.js';
import { categorySchema } from './category-schema.js';
import { categoryReader, expectedCategories } from './category-text.js';
import type { CellValue, ColumnEncoder, ColumnKind, Feature } from './column-kind.js';
import { category, columnFields, fillText, reject } from './column-base.js';
import { parseColumnState } from './column-state.js';
import { missingNote } from './missing-note.js';

const schema = z.strictObject({
  ...columnFields,
  kind: z.literal('ordinal'),
  /** From lowest to highest. */
  categories: z.array(category).min(2),
  missing: z.union([reject, z.literal('median'), fillText]).default('reject'),
});

export type OrdinalColumnSpec = z.infer<typeof schema>;

const stateSchema = z
  .strictObject({
    /** From lowest to highest. */
    categories: z.array(z.string()).min(1),
    /** Training rows per category. */
    counts: z.array(z.int().min(0)),
    hasMissing: z.boolean(),
    /** The code in place of a missing value. */
    fill: z.string(),
  })
  .refine(({ categories, counts }) => categories.length === counts.length, 'one count per category')
  .refine(
    ({ categories, fill }) => categories.includes(fill),
    'a filling value that is one of the categories',
  );

export type OrdinalState = z.infer<typeof stateSchema>;

/**
 * Categories with an order. Features: the rank `name`, scaled to -1 for the lowest and 1 for the highest, and the flag
 * `name?` when the training rows had missing values.
 */
export const ordinalColumn: ColumnKind<OrdinalColumnSpec, OrdinalState> = {
  name: 'ordinal',
  schema,
  valueType: 'text',
  profiled: { as: 'text', isOrdered: true },
  expressionValues: ({ categories }) => ({ type: 'text', codes: categories.map(({ code }) => code) }),
  reader: ({ categories }) => categoryReader(categories, { unknown: 'reject' }),
  fit: fitOrdinal,
  parseState: (json, column) => parseColumnState(stateSchema, json, column),
  features: ({ hasMissing }, { name }) => {
    const features: Feature[] = [{ name, column: name, role: 'number' }];
    if (hasMissing) features.push({ name: `${name}?`, column: name, role: 'missing' });
    return features;
  },
  encoder: ordinalEncoder,
  recipe({ categories, fill, hasMissing }) {
    const ranks = scaledRanks(categories);
    return { how: 'rank', ranks: Object.fromEntries(ranks), fill: ranks.get(fill) ?? 0, flag: hasMissing };
  },
  jsonSchema: ({ categories, missing }) => categorySchema(categories, missing !== 'reject'),
};

function fitOrdinal(values: readonly CellValue[], column: OrdinalColumnSpec): OrdinalState {
  const categories = column.categories.map(({ code }) => code);
  const ranks = new Map(categories.map((code, rank) => [code, rank]));
  const counts = categories.map(() => 0);
  let present = 0;
  for (const value of values) {
    const rank = ranks.get(value as string);
    if (rank === undefined) continue;
    counts[rank]++;
    present++;
  }
  const fill =
    typeof column.missing === 'object' ? declaredFill(column) : categories[medianRank(counts, present)];
  return { categories, counts, hasMissing: present < values.length, fill };
}

/** The lower median, so that it is always a category; the middle of the scale without values. */
function medianRank(counts: readonly number[], present: number): number {
  if (present === 0) return Math.floor((counts.length - 1) / 2);
  let below = 0;
  return counts.findIndex((count) => (below += count) * 2 >= present);
}

/** @throws InvalidSpecificationError when the declared filling value is none of the categories. */
function declaredFill(column: OrdinalColumnSpec): string {
  const given = typeof column.missing === 'object' ? column.missing.fill : undefined;
  const code = categoryReader(column.categories, { unknown: 'reject' })(given);
  if (typeof code === 'string') return code;
  const expected = expectedCategories(column.categories.map(({ code: known }) => known));
  throw new InvalidSpecificationError(
    `The column "${column.name}" fills missing values with something that is no category.`,
    { details: [{ column: column.name, pointer: '/missing/fill', expected, received: shown(given) }] },
  );
}

/** Of each category its feature. */
function scaledRanks(categories: readonly string[]): Map<string, number> {
  const step = categories.length > 1 ? 2 / (categories.length - 1) : 0;
  return new Map(categories.map((code, rank) => [code, step === 0 ? 0 : rank * step - 1]));
}

function ordinalEncoder(state: OrdinalState, column: OrdinalColumnSpec): ColumnEncoder {
  const { categories, hasMissing } = state;
  const scaled = scaledRanks(categories);
  const filled = scaled.get(state.fill) ?? 0;
  const expected = expectedCategories(categories);
  const missing = missingNote(column.name, `${expected} (filled with ${state.fill})`);
  return (values, { out, offset, width }, notes) => {
    let at = offset;
    for (let row = 0; row < values.length; row++, at += width) {
      const value = values[row];
      const rank = scaled.get(value as string);
      out[at] = rank ?? filled;
      if (hasMissing) out[at + 1] = rank === undefined ? 1 : 0;
      if (rank !== undefined || notes === undefined) continue;
      if (value === null) notes.add(row, missing);
      else
        notes.add(row, { code: 'unknown-category', column: column.name, expected, received: shown(value) });
    }
  };
}
