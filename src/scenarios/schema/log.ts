import { z } from 'zod';
import { columnName } from './common.js';

/** So long answers are kept where nobody says otherwise. */
export const usualDays = 90;

/** More than ten years are no retention. */
export const mostDays = 3660;

/** Whether answers are kept, to be judged when it is known what came of them. Absent: they are not. */
export const logSchema = z.strictObject({
  /** Days until an answer and its outcome are removed. */
  days: z.number().int().min(1).max(mostDays).default(usualDays),
  /** A column by whose value outcomes may be told, too; stored as a keyed hash. */
  key: columnName.optional(),
  /** Whether what was asked is kept beside the answer. */
  inputs: z.boolean().default(false),
  /** Columns that are stored as keyed hashes only, beside those that are sensitive or name a row. */
  personal: z.array(columnName).default([]),
});

export type LogSpec = z.infer<typeof logSchema>;
