import { z } from 'zod';
import { windowFields } from '../../examples/window-options.js';

export const remainingLifeOptions = z.strictObject({
  ...windowFields,
  /**
   * Nothing is learnt above so many cycles: a new machine does not show yet how long it will last (Heimes, 2008). Predictions
   * stay below it.
   */
  cap: z.number().positive().optional(),
  /** What the report is about: every row held out, or of each series the last one alone, where the question is asked. */
  report: z.enum(['rows', 'last']).default('rows'),
});

export type RemainingLifeOptions = z.output<typeof remainingLifeOptions>;
