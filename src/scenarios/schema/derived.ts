import { z } from 'zod';
import { localisedText } from '../../core/text/localised-text.js';
import { columnName } from './common.js';

/** Longer ones are better written as several columns. */
const longestExpression = 2000;

/** A column that is worked out from others, see `tables/derived`. */
export const derivedColumn = z.strictObject({
  name: columnName,
  expression: z.string().min(1).max(longestExpression),
  meaning: localisedText,
  kind: z.literal('numeric').default('numeric'),
  unit: z.string().min(1).optional(),
  range: z.tuple([z.number(), z.number()]).optional(),
  transform: z.enum(['none', 'log1p', 'quantile']).optional(),
  /** No row is refused for a derived value: the columns that it rests on have rules of their own. */
  missing: z
    .union([z.literal('median'), z.literal('mean'), z.strictObject({ fill: z.number() })])
    .default('median'),
});
