import { z } from 'zod';
import { localisedText } from '../../core/text/localised-text.js';
import { columnRoleNames, type ColumnKindName } from './names.js';

/** The parts of a declaration that the kinds of columns share. */

/** Texts that mean "no value" besides the usual ones. */
export const declaredTokens = z.array(z.coerce.string().min(1)).max(100);

/** Names of columns: what a CSV header may hold, without surrounding blanks. */
export const columnName = z
  .string()
  .min(1)
  .refine((name) => name === name.trim(), 'a name without leading or trailing blanks');

/** A number that can be set. */
const settable = z
  .strictObject({
    /** Absent: as the column declares it. */
    range: z.tuple([z.number(), z.number()]).optional(),
    /** Only to multiples of it. */
    step: z.number().positive().optional(),
    /** What a unit costs. */
    cost: z.number().optional(),
    /** Absent: either. */
    direction: z.enum(['up', 'down', 'any']).optional(),
  })
  .refine(({ range }) => !range || range[0] < range[1], { path: ['range'], message: 'the lower end first' });

/** What every input column may say of itself. */
export const columnFields = {
  name: columnName,
  meaning: localisedText,
  /** What the column is for; absent: what its kind is for by itself, else an input. See `roles.ts`. */
  role: z
    .enum(columnRoleNames)
    .optional()
    .describe('What the column is for; absent: an input, or of the kind identifier an identifier'),
  /** May be absent from the header of a file and from a request; then every value is missing. */
  optional: z.boolean().optional(),
  missing_tokens: declaredTokens.optional(),
  /**
   * Whether those who decide can change the value of a case: to any other of its values (`true`: categories, yes and no), to
   * those of the list, to any number of a range, or (`up`, `down`) only one way along them. Absent: it is given.
   */
  actionable: z
    .union([
      z.literal(true),
      z.enum(['up', 'down', 'any']),
      z.strictObject({
        to: z.array(z.union([z.number(), z.string(), z.boolean()])).min(1),
        /** What the change costs. */
        cost: z.number().optional(),
      }),
      settable,
    ])
    .optional(),
};

/** What the column to predict says of itself. A row without it cannot be learnt from, so it has no missing-value rule. */
export const targetFields = {
  name: columnName,
  meaning: localisedText,
  missing_tokens: declaredTokens.optional(),
};

/** What the program may ask of a column whatever its kind. */
export type ColumnSpecBase = z.infer<z.ZodObject<typeof columnFields>> & { kind: ColumnKindName };

/** One category: the code that the data holds, and the label that people read. Both are accepted as input. */
export const category = z.strictObject({ code: z.coerce.string().min(1), label: localisedText });

export type Category = z.infer<typeof category>;

/** A row without the value is refused. */
export const reject = z.literal('reject');

/** Nothing happens to a row without the value: for what is never learnt from. */
export const allow = z.literal('allow');

/** A text in place of a missing one. */
export const fillText = z.strictObject({ fill: z.coerce.string().min(1) });
