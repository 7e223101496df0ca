import { z } from 'zod';
import { InvalidInputError, InvalidSpecificationError, shown } from '../../core/errors.js';
import { localisedText } from '../../core/text/localised-text.js';
import { categoryReader, expectedCategories, spelling, spellingReader } from './category-text.js';
import {
  CellProblem,
  type CellNote,
  type CellReader,
  type CellValue,
  type ColumnEncoder,
  type ColumnKind,
  type Feature,
} from './column-kind.js';
import { category, columnFields, fillText, reject, targetFields } from './column-base.js';
import { parseColumnState } from './column-state.js';
import { categorySchema } from './category-schema.js';
import { missingNote } from './missing-note.js';
import { namesOfRows } from './names-of-rows.js';
import type { ColumnRecipe } from './recipe.js';

/** More distinct values than this are names, not categories: each would cost a feature. */
const mostLearntCategories = 1000;

const schema = z.strictObject({
  ...columnFields,
  kind: z.literal('categorical'),
  /** Absent: the categories are those of the training rows. */
  categories: z.array(category).min(2).optional(),
  /** `own-category` gives missing values a slot of their own. */
  missing: z
    .union([reject, z.literal('own-category'), z.literal('most-frequent'), fillText])
    .default('reject'),
  /** A value that is no category: into the slot of unknowns and counted, or refused. */
  unknown: z.enum(['own-slot', 'reject']).optional(),
  /** NA, N/A, null, None and the like are categories, as codes of regions are; only an empty text is missing. */
  na_is_text: z.boolean().optional(),
  /**
   * `one-hot` (the default) is a feature per category; `index` one feature that numbers them from 1 (0: missing or unknown), for
   * networks with an embedding.
   */
  encoding: z.enum(['one-hot', 'index']).optional(),
});

export type CategoricalColumnSpec = z.infer<typeof schema>;

const target = z.strictObject({
  ...targetFields,
  kind: z.literal('categorical'),
  categories: z.array(category).min(2),
  /** The code of the class whose probability is asked for; two classes only. */
  positive: z.coerce.string().optional(),
  /**
   * Of more than two classes the code of the one in which nothing happens: the others are kinds of one event, the answer's
   * probability is that of the event, and the likeliest kind stands beside it.
   */
  negative: z.coerce.string().optional(),
  /** What the event is called, whatever its kind; exactly where there is a `negative` class. */
  event: localisedText.optional(),
});

type CategoricalTarget = z.infer<typeof target>;

const stateSchema = z
  .strictObject({
    /** One feature each, in this order: as declared, or by frequency and then by name. */
    categories: z.array(z.string()),
    /** Training rows per category. */
    counts: z.array(z.int().min(0)),
    /** Training rows whose value is none of these. */
    unknown: z.int().min(0),
    hasMissing: z.boolean(),
    /** The code in place of a missing value; null where missing values have a slot of their own. */
    fill: z.string().nullable(),
    missingSlot: z.boolean(),
    unknownSlot: z.boolean(),
  })
  .refine(({ categories, counts }) => categories.length === counts.length, 'one count per category')
  .refine(({ categories }) => new Set(categories).size === categories.length, 'categories that differ');

export type CategoricalState = z.infer<typeof stateSchema>;

/**
 * Learnt categories of fewer training rows than this are unknown ones: too few to learn from, and they teach what to expect of those
 * that are still to come. In a small table every row counts.
 */
const fewestRows = 5;
const smallTable = 100;

/**
 * Categories without an order. Features, one-hot: `name=code` for each category, then `name?` (missing: with the rule
 * `own-category`, or when the training rows had missing values) and `name*` (a value that is no category). Encoded as an index:
 * the one feature `name`.
 */
export const categoricalColumn: ColumnKind<CategoricalColumnSpec, CategoricalState, CategoricalTarget> = {
  name: 'categorical',
  schema,
  target,
  valueType: 'text',
  profiled: { as: 'text' },
  expressionValues: ({ categories }) =>
    categories ? { type: 'text', codes: categories.map(({ code }) => code) } : { type: 'text', spelling },
  reader: (column) => readerOf(column, column.unknown ?? 'own-slot'),
  review: (cells, { categories }) => (categories ? [] : namesOfRows(cells)),
  fit: fitCategorical,
  parseState: (json, column) => parseColumnState(stateSchema, json, column),
  features: ({ categories, missingSlot, unknownSlot }, { name, encoding }) => {
    if (encoding === 'index') return [{ name, column: name, role: 'index', size: categories.length + 1 }];
    const features = categories.map((code): Feature => ({
      name: `${name}=${code}`,
      column: name,
      role: 'category',
      code,
    }));
    if (missingSlot) features.push({ name: `${name}?`, column: name, role: 'missing' });
    if (unknownSlot) features.push({ name: `${name}*`, column: name, role: 'unknown' });
    return features;
  },
  encoder: (state, column) =>
    column.encoding === 'index' ? categoryIndexEncoder(state, column) : categoricalEncoder(state, column),
  recipe: (state, { encoding }) =>
    encoding === 'index' ? { how: 'index', categories: state.categories } : oneHotRecipe(state),
  jsonSchema: ({ categories, missing }) => categorySchema(categories, missing !== 'reject'),
};

function readerOf(
  { categories, na_is_text: naIsText }: CategoricalColumnSpec,
  unknown: 'own-slot' | 'reject',
): CellReader {
  return categories ? categoryReader(categories, { unknown, naIsText }) : spellingReader(naIsText);
}

function fitCategorical(values: readonly CellValue[], column: CategoricalColumnSpec): CategoricalState {
  const seen = new Map<string, number>();
  let present = 0;
  for (const value of values) {
    if (typeof value !== 'string') continue;
    present++;
    seen.set(value, (seen.get(value) ?? 0) + 1);
  }
  const byFrequency = [...seen.keys()].sort((a, b) => seen.get(b)! - seen.get(a)! || (a < b ? -1 : 1));
  const fewest = column.encoding === 'index' || present < smallTable ? 1 : fewestRows;
  const frequent = byFrequency.filter((code) => seen.get(code)! >= fewest);
  const rows = frequent.reduce((sum, code) => sum + seen.get(code)!, 0);
  // Where most rows hold a value of their own, these are names, however few are frequent.
  const learnt = rows < present / 2 ? byFrequency : frequent;
  const categories = column.categories?.map(({ code }) => code) ?? learntCategories(learnt, column);
  const counts = categories.map((code) => seen.get(code) ?? 0);
  const known = new Set(categories);
  const hasMissing = present < values.length;
  return {
    categories,
    counts,
    unknown: present - counts.reduce((sum, count) => sum + count, 0),
    hasMissing,
    fill: fillCode(column, byFrequency.find((code) => known.has(code)) ?? null),
    missingSlot: hasMissing || column.missing === 'own-category',
    unknownSlot: column.categories === undefined || column.unknown !== 'reject',
  };
}

function learntCategories(byFrequency: string[], { name }: CategoricalColumnSpec): string[] {
  if (byFrequency.length <= mostLearntCategories) return byFrequency;
  throw new InvalidInputError(`The categorical column "${name}" holds too many different values.`, {
    details: [
      {
        column: name,
        expected: `at most ${mostLearntCategories} categories`,
        received: `${byFrequency.length} different values`,
      },
    ],
    hint: 'Declare its categories, or declare it as an identifier when it names rows.',
    withoutData: true,
  });
}

/** @throws InvalidSpecificationError when the declared filling value is none of the declared categories. */
function fillCode(column: CategoricalColumnSpec, mostFrequent: string | null): string | null {
  const { name, missing } = column;
  if (missing === 'own-category') return null;
  if (typeof missing !== 'object') return mostFrequent;
  const code = readerOf(column, 'reject')(missing.fill);
  if (typeof code === 'string') return code;
  const expected = code instanceof CellProblem ? code.expected : 'a category';
  throw new InvalidSpecificationError(
    `The column "${name}" fills missing values with something that is no category.`,
    {
      details: [{ column: name, pointer: '/missing/fill', expected, received: shown(missing.fill) }],
    },
  );
}

function unknownNote({ name }: CategoricalColumnSpec, expected: string): (value: CellValue) => CellNote {
  return (value) => ({ code: 'unknown-category', column: name, expected, received: shown(value) });
}

/** The place of each category. One that an earlier version learnt in another spelling is found by today's, too. */
function slotsOf(categories: readonly string[]): Map<string, number> {
  const slots = new Map<string, number>();
  categories.forEach((code, slot) => {
    const spelt = spelling(code);
    if (!slots.has(spelt)) slots.set(spelt, slot);
  });
  categories.forEach((code, slot) => slots.set(code, slot));
  return slots;
}

/** The number of the category, from 1; 0 for what is missing or unknown. */
function categoryIndexEncoder(
  { categories }: CategoricalState,
  column: CategoricalColumnSpec,
): ColumnEncoder {
  const slots = slotsOf(categories);
  const expected = expectedCategories(categories);
  const missing = missingNote(column.name, expected);
  const unknown = unknownNote(column, expected);
  return (values, { out, offset, width }, notes) => {
    let at = offset;
    for (let row = 0; row < values.length; row++, at += width) {
      const value = values[row];
      const slot = slots.get(value as string);
      out[at] = slot === undefined ? 0 : slot + 1;
      if (slot === undefined) notes?.add(row, value === null ? missing : unknown(value));
    }
  };
}

/** Slots of a one-hot column; -1 for what has none. */
function placesOf(
  { categories, missingSlot, unknownSlot, fill }: CategoricalState,
  slots: Map<string, number>,
) {
  const taken = categories.length + Number(missingSlot) + Number(unknownSlot);
  const missingAt = missingSlot ? categories.length : -1;
  const unknownAt = unknownSlot ? taken - 1 : -1;
  return { taken, missingAt, unknownAt, fillAt: fill === null ? -1 : (slots.get(fill) ?? unknownAt) };
}

function oneHotRecipe(state: CategoricalState): ColumnRecipe {
  const { categories } = state;
  const { taken, missingAt, unknownAt, fillAt } = placesOf(state, slotsOf(categories));
  return {
    how: 'one-hot',
    categories,
    slots: taken,
    ...(missingAt >= 0 && { missing: missingAt }),
    ...(fillAt >= 0 && { fill: fillAt }),
    ...(unknownAt >= 0 && { unknown: unknownAt }),
  };
}

function categoricalEncoder(state: CategoricalState, column: CategoricalColumnSpec): ColumnEncoder {
  const { categories } = state;
  const slots = slotsOf(categories);
  const { taken, missingAt, unknownAt, fillAt } = placesOf(state, slots);
  const expected = expectedCategories(categories);
  const missing = missingNote(
    column.name,
    state.fill === null ? expected : `${expected} (filled with ${state.fill})`,
  );
  // A missing value in its own slot is nothing unusual once the training rows had some.
  const missingIsUnusual = column.missing !== 'own-category' || !state.hasMissing;
  const unknown = unknownNote(column, expected);
  return (values, { out, offset, width }, notes) => {
    let at = offset;
    for (let row = 0; row < values.length; row++, at += width) {
      const value = values[row];
      for (let slot = 0; slot < taken; slot++) out[at + slot] = 0;
      if (value === null) {
        if (missingAt >= 0) out[at + missingAt] = 1;
        if (fillAt >= 0) out[at + fillAt] = 1;
        if (missingIsUnusual) notes?.add(row, missing);
        continue;
      }
      const slot = slots.get(value as string);
      if (slot !== undefined) out[at + slot] = 1;
      else {
        if (unknownAt >= 0) out[at + unknownAt] = 1;
        notes?.add(row, unknown(value));
      }
    }
  };
}
