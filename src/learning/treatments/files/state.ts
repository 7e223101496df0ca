import { z } from 'zod';
import { numberStateSchema } from '../../rows/tasks/regression/number-target.js';
import { effectForms } from '../effect-model.js';

const coefficients = z.array(z.number()).min(1);

/** Where the numbers of the arms come from: a network among the files, or the coefficients of each member and arm. */
const sourceSchema = z.union([
  z.strictObject({ network: z.string() }),
  z.strictObject({ coefficients: z.array(z.array(coefficients).min(1)).min(1) }),
]);

export type StoredSource = z.infer<typeof sourceSchema>;

/** What a version knows besides its networks: `target` of `preparation.json`. */
export const effectStateSchema = z.strictObject({
  outcome: numberStateSchema,
  /** Of each member the logit of being treated: the weights of the features, then the constant. */
  propensity: z.array(coefficients).min(1),
  /** The model of outcomes in both arms. */
  means: sourceSchema,
  /** The models of the effect with their shares. */
  effects: z
    .array(
      z.strictObject({
        name: z.string(),
        form: z.enum(effectForms),
        weight: z.number().gt(0).max(1),
        source: sourceSchema,
      }),
    )
    .min(1),
  /** In the unit of the outcome. */
  spread: z.strictObject({ typical: z.number().min(0), factor: z.number().min(1) }),
  /** Average effect over the rows that were learnt from, in the unit of the outcome. */
  average: z.number(),
});

export type EffectState = z.infer<typeof effectStateSchema>;
