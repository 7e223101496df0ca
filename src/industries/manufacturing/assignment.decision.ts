import { z } from 'zod';
import { decimal } from '../../core/text/numbers.js';
import type { BatchColumn } from '../../decisions/batch.js';
import type { BatchRule } from '../../decisions/decision.js';
import { decideAssignment } from './assignment-answer.js';
import { alternativesOf, choicesSchema, columnsSet, type Assignment } from './assignment-choices.js';

const column = z.string('the name of a column').min(1);

const schema = z.strictObject({
  rule: z.literal('assignment'),
  /** What a late order costs, in the unit of the prices. */
  lateCost: z.number().min(0),
  choices: choicesSchema,
  /** Number column of which `rate` is the price of a unit. */
  amount: column.optional(),
  /** Text column with the options that an order may have, separated by `|`; of a choice that none is named of, any. */
  allowed: column.optional(),
});

type Spec = z.infer<typeof schema>;

function optionsSchema({ choices, lateCost, amount, allowed }: Spec): z.ZodType<Assignment> {
  return z.strictObject({
    choices: choicesSchema.default(choices),
    lateCost: decimal({ least: 0 }).default(lateCost),
    amount: amount === undefined ? column.optional() : column.default(amount),
    allowed: allowed === undefined ? column.optional() : column.default(allowed),
    timeLimit: decimal({ most: 600, unit: 'seconds' }).default(60),
  });
}

/**
 * Which mode, vendor or other option each order of a file gets: the plan of least price and expected lateness that keeps every capacity.
 * Lateness is expected as of orders like this one that had the option; that changing it would change lateness was not observed.
 */
export const assignment: BatchRule<Spec> = {
  name: 'assignment',
  decidesOn: 'batch',
  schema,
  batch: {
    kinds: ['binary'],
    options: optionsSchema,
    alternatives: (_spec, options) => alternativesOf((options as Assignment).choices),
    columns: (_spec, options) => columnsOf(options as Assignment),
    decide: (rows, _spec, options) => decideAssignment(rows, options as Assignment),
  },
};

/** What was planned is read, too, so that the plan can be compared with it. */
function columnsOf({ choices, amount, allowed }: Assignment): BatchColumn[] {
  const read = [amount, allowed];
  return [
    ...(amount === undefined ? [] : [{ name: amount, kind: 'number', least: 0 } as const]),
    ...(allowed === undefined ? [] : [{ name: allowed, kind: 'text', optional: true } as const]),
    ...columnsSet(choices)
      .filter((name) => !read.includes(name))
      .map((name) => ({ name, kind: 'text', optional: true }) as const),
  ];
}
