import { z } from 'zod';

/** Names of columns: what a CSV header may hold, without surrounding blanks. */
export const columnName = z
  .string()
  .min(1)
  .refine((name) => name === name.trim(), 'a name without leading or trailing blanks');

/** `finance/credit-scoring`: an industry and a scenario in kebab case. */
export const scenarioId = z.string().regex(/^[a-z0-9]+(-[a-z0-9]+)*\/[a-z0-9]+(-[a-z0-9]+)*$/, {
  message: 'an id like finance/credit-scoring (lower case, digits and hyphens)',
});
