import { z } from 'zod';

/** The most outcomes of one request. */
export const mostOutcomes = 10_000;

const told = z.union([z.string().min(1), z.number(), z.boolean()]);

const outcome = told.describe('What came of it: the class (its code or label), or the number in its unit');

const row = z.union([
  z.strictObject({ answer: z.string().min(1).describe('The `id` of the answer'), outcome }),
  z.strictObject({
    key: told.describe('A value of the column that `log.key` names: the latest answer with it'),
    outcome,
  }),
]);

export type OutcomeRow = z.infer<typeof row>;

/** What came of answers: a list of rows, each of one answer. */
export const outcomesRequestSchema = z.strictObject({
  rows: z.array(row).min(1).max(mostOutcomes),
});

export const toldOutcomesSchema = z.object({
  scenario: z.string(),
  told: z.int().min(0).describe('Outcomes that were not known before'),
  known: z.int().min(0).describe('Outcomes that had been told before, with the same value'),
});

export type ToldOutcomes = z.infer<typeof toldOutcomesSchema>;
