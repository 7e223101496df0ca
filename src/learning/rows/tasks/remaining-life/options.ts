import { z } from 'zod';
import { windowFields } from '../../examples/window-options.js';

const action = z.string().min(1);

export const remainingLifeOptions = z.strictObject({
  ...windowFields,
  /**
   * Nothing is learnt above so many cycles: a new machine does not show yet how long it will last (Heimes, 2008). Predictions
   * stay below it.
   */
  cap: z.number().positive().optional(),
  /** What the report is about: every row held out, or of each series the last one alone, where the question is asked. */
  report: z.enum(['rows', 'last']).default('rows'),
  /** When to act, in the unit of the target: at the earliest time at which the machine may be at its end. */
  maintenance: z
    .strictObject({
      /** Time that a visit takes from order to end; when the interval's lower end comes down to it, it is planned. */
      lead: z.number().positive(),
      /** When the lower end is down to it, the machine is stopped. */
      stop: z.number().min(0).default(0),
      actions: z.strictObject({ run: action, plan: action, stop: action }),
    })
    .refine(({ lead, stop }) => stop < lead, { path: ['stop'], message: 'expected less than lead' })
    .optional(),
});

export type RemainingLifeOptions = z.output<typeof remainingLifeOptions>;
export type MaintenanceRule = NonNullable<RemainingLifeOptions['maintenance']>;
