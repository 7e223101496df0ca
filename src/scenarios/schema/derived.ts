import { z } from 'zod';
import { localisedText } from '../../core/text/localised-text.js';
import { columnName } from './common.js';

/** Longer ones are better written as several columns. */
const longestExpression = 2000;

const shared = {
  name: columnName,
  expression: z.string().min(1).max(longestExpression),
  meaning: localisedText,
};

/** A number, which needs no kind. */
export const derivedNumber = z.strictObject({
  ...shared,
  // Both ends, so that the kinds are told apart where none is named.
  kind: z.literal('numeric').optional().pipe(z.literal('numeric').default('numeric')),
  unit: z.string().min(1).optional(),
  range: z.tuple([z.number(), z.number()]).optional(),
  transform: z.enum(['none', 'log1p', 'quantile']).optional(),
  /** No row is refused for a derived value: the columns that it rests on have rules of their own. */
  missing: z
    .union([z.literal('median'), z.literal('mean'), z.strictObject({ fill: z.number() })])
    .default('median'),
});

/** A text, whose categories are those of the training rows. */
export const derivedCategory = z.strictObject({
  ...shared,
  kind: z.literal('categorical'),
  missing: z
    .union([z.literal('own-category'), z.literal('most-frequent'), z.strictObject({ fill: z.string() })])
    .default('own-category'),
});

/** A column that is worked out from others, see `tables/derived`. */
export const derivedColumn = z.discriminatedUnion('kind', [derivedNumber, derivedCategory]);
