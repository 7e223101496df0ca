import { z } from 'zod';
import { localisedText } from '../../core/text/localised-text.js';
import { columnName } from './common.js';

/** `lower <= sum of coefficient x column <= upper`, over columns that can be set and columns that are given. */
export const linearLimit = z
  .strictObject({
    name: z.string().min(1),
    meaning: localisedText.optional(),
    /** Coefficients by the name of their column. */
    terms: z
      .record(columnName, z.number())
      .refine((terms) => Object.keys(terms).length > 0, 'at least one column'),
    lower: z.number().optional(),
    upper: z.number().optional(),
  })
  .refine(({ lower, upper }) => lower !== undefined || upper !== undefined, 'lower, upper or both')
  .refine(({ lower = -Infinity, upper = Infinity }) => lower <= upper, 'lower at most upper');

export type LinearLimit = z.infer<typeof linearLimit>;

const amount = z.number();

/** What is wanted of the predicted number. */
export const goalSchema = z.union(
  [
    z.enum(['maximise', 'minimise']),
    z.strictObject({ reach: amount }),
    /** The least cost of the settings with which the lower end of the interval is so high, or the upper one so low. */
    z.strictObject({
      cheapest: z.union([z.strictObject({ atLeast: amount }), z.strictObject({ atMost: amount })]),
    }),
  ],
  {
    error: ({ input }) =>
      typeof input === 'object' && input !== null
        ? undefined
        : 'maximise, minimise, { reach: … } or { cheapest: … }',
  },
);

export type Goal = z.infer<typeof goalSchema>;

/** How settings of a process are proposed. Which columns can be set, and how, they say themselves (`actionable`). */
export const optimisationSchema = z.strictObject({
  /** Where a request names none. */
  goal: goalSchema,
  /** Beside the ranges of the settings. */
  limits: z.array(linearLimit).default([]),
  /** Where the data support an answer. */
  support: z
    .strictObject({
      /** Proposals lie no further from training rows than this share of other training rows. */
      distance: z.number().gt(0).lte(1).default(0.95),
      /** Widest interval of a proposal, in the unit of the target; absent: any. */
      width: z.number().positive().optional(),
    })
    .prefault({}),
});

export type OptimisationSpec = z.infer<typeof optimisationSchema>;
