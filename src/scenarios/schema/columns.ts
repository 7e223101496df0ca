import { z } from 'zod';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { datePartNames } from '../../tables/columns/names.js';
import { localisedText } from '../../core/text/localised-text.js';
import { columnName } from './common.js';

const base = {
  name: columnName,
  meaning: localisedText,
  optional: z.boolean().optional(),
  /** Whether those who decide can change the value of a case, and to what. */
  actionable: z
    .union([
      z.literal(true),
      z.strictObject({ to: z.array(z.union([z.number(), z.string(), z.boolean()])).min(1) }),
    ])
    .optional(),
};

const category = z.strictObject({ code: z.coerce.string().min(1), label: localisedText });
const reject = z.literal('reject');
const fillText = z.strictObject({ fill: z.coerce.string().min(1) });

const numericFields = {
  kind: z.literal('numeric'),
  unit: z.string().min(1).optional(),
  range: z.tuple([z.number(), z.number()]).optional(),
  integer: z.boolean().optional(),
};

const numeric = z.strictObject({
  ...base,
  ...numericFields,
  transform: z.enum(['none', 'log1p', 'quantile']).optional(),
  missing: z
    .union([reject, z.literal('median'), z.literal('mean'), z.strictObject({ fill: z.number() })])
    .default('reject'),
});

const categoricalFields = {
  kind: z.literal('categorical'),
  categories: z.array(category).min(2).optional(),
};

const categorical = z.strictObject({
  ...base,
  ...categoricalFields,
  missing: z
    .union([reject, z.literal('own-category'), z.literal('most-frequent'), fillText])
    .default('reject'),
  unknown: z.enum(['own-slot', 'reject']).optional(),
  encoding: z.enum(['one-hot', 'index']).optional(),
});

const ordinal = z.strictObject({
  ...base,
  kind: z.literal('ordinal'),
  categories: z.array(category).min(2),
  missing: z.union([reject, z.literal('median'), fillText]).default('reject'),
});

const boolean = z.strictObject({
  ...base,
  kind: z.literal('boolean'),
  missing: z
    .union([reject, z.literal('most-frequent'), z.strictObject({ fill: z.boolean() })])
    .default('reject'),
});

const date = z.strictObject({
  ...base,
  kind: z.literal('date'),
  parts: z.array(z.enum(datePartNames)).min(1).optional(),
  zone: z.string().min(1).optional(),
  missing: z.union([reject, z.literal('median')]).default('reject'),
});

const identifier = z.strictObject({
  ...base,
  kind: z.literal('identifier'),
  missing: z.union([reject, z.literal('allow')]).default('allow'),
});

const list = z.strictObject({
  ...base,
  kind: z.literal('list'),
  missing: z.union([reject, z.literal('allow')]).default('allow'),
});

/** One input column; the fields beside the common ones depend on the kind. */
export const columnSchema: z.ZodType<ColumnSpec> = z.discriminatedUnion('kind', [
  numeric,
  categorical,
  ordinal,
  boolean,
  date,
  identifier,
  list,
]);

const targetBase = { name: columnName, meaning: localisedText };

/** The column to predict. A row without it cannot be learnt from, so it has no missing-value rule. */
export const targetSchema = z.discriminatedUnion('kind', [
  z.strictObject({ ...targetBase, ...numericFields }),
  z.strictObject({
    ...targetBase,
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
  }),
  /** Several products or the like, as a task that recommends answers them. */
  z.strictObject({ ...targetBase, kind: z.literal('list') }),
]);

export type TargetSpec = z.infer<typeof targetSchema>;
