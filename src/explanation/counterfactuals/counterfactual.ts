import { z } from 'zod';

/** How counterfactuals are asked and answered, once: the program's types and the description of the API come from these schemas. */

const value = z.union([z.string(), z.number(), z.boolean()]);

export const changeSchema = z.object({
  feature: z.string().describe('A declared column'),
  from: value,
  to: value,
  text: z.string().describe('The same in words'),
});

export const counterfactualRequestSchema = z.strictObject({
  features: z.record(z.string(), z.unknown()).describe('One row, as for `predict`'),
  want: z
    .string()
    .min(1)
    .optional()
    .describe(
      'An action or a class, or of a number `<= 20`, `>= 5`; absent: any other action than now, or where nothing is decided any other class',
    ),
});
