import { z } from 'zod';
import { parseOptions } from '../../options.js';
import { binaryCrossEntropy } from './binary-cross-entropy.js';
import { categoricalCrossEntropy } from './categorical-cross-entropy.js';
import { factualOutcome } from './factual-outcome.js';
import { huber } from './huber.js';
import type { Loss } from './loss.js';
import { meanAbsoluteError } from './mean-absolute-error.js';
import { meanSquaredError } from './mean-squared-error.js';
import { multinomial } from './multinomial.js';
import type { LossName } from './names.js';
import { quantile } from './quantile.js';
import { studentT } from './student-t.js';

export type { Loss, LossBatch, LossValues } from './loss.js';
export { lossNames, type LossName } from './names.js';

/** True: a target may be unknown (NaN). */
const masked = { masked: z.boolean().default(false) };

/** A loss by name, with its options. */
export const lossSchema = z.discriminatedUnion('name', [
  z.strictObject({ name: z.literal('binary-cross-entropy'), ...masked }),
  z.strictObject({ name: z.literal('categorical-cross-entropy') }),
  z.strictObject({ name: z.literal('mean-squared-error'), ...masked }),
  z.strictObject({ name: z.literal('mean-absolute-error') }),
  z.strictObject({ name: z.literal('huber'), delta: z.number().positive().default(1) }),
  z.strictObject({
    name: z.literal('quantile'),
    levels: z.array(z.number().gt(0).lt(1)).min(1).default([0.1, 0.5, 0.9]),
  }),
  z.strictObject({ name: z.literal('multinomial') }),
  z.strictObject({
    name: z.literal('factual-outcome'),
    propensity: z.number().min(0).default(1),
    targeted: z.number().min(0).default(1),
  }),
  z.strictObject({ name: z.literal('student-t') }),
]);

export type LossSpec = z.input<typeof lossSchema>;

type Chosen<Name extends LossName> = Extract<z.output<typeof lossSchema>, { name: Name }>;

const builders: { [Name in LossName]: (chosen: Chosen<Name>) => Loss } = {
  'binary-cross-entropy': ({ masked }) => binaryCrossEntropy(masked),
  'categorical-cross-entropy': () => categoricalCrossEntropy,
  'mean-squared-error': ({ masked }) => meanSquaredError(masked),
  'mean-absolute-error': () => meanAbsoluteError,
  huber: ({ delta }) => huber(delta),
  quantile: ({ levels }) => quantile(levels),
  multinomial: () => multinomial,
  'factual-outcome': factualOutcome,
  'student-t': () => studentT,
};

/**
 * The loss that `spec` names.
 * @throws InvalidSpecificationError for an unknown name or a wrong option.
 */
export function createLoss(spec: LossSpec): Loss {
  const chosen = parseOptions(lossSchema, spec, 'the loss');
  const build = builders[chosen.name] as (options: typeof chosen) => Loss;
  return build(chosen);
}
