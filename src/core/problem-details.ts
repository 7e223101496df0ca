import { z } from 'zod';

/** One wrong place in some input. Fields that do not apply are left out. */
export const errorDetailSchema = z.object({
  pointer: z.string().optional().describe('JSON pointer (RFC 6901) into the request body or the file'),
  column: z.string().optional(),
  row: z.number().optional().describe('Data row from 1; the header is not counted'),
  line: z.number().optional().describe('Line of the file, from 1'),
  /** A way to write what was received stands behind `: `; only that may quote the data. */
  expected: z.string(),
  received: z.string().describe('May quote the data'),
});

export type ErrorDetail = z.infer<typeof errorDetailSchema>;

/** RFC 9457. `errors` has one entry per wrong place. */
export const problemSchema = z.object({
  type: z.string(),
  title: z.string(),
  status: z.int().min(400).max(599),
  detail: z.string().optional(),
  instance: z.string().optional(),
  hint: z.string().optional().describe('What can be done about it'),
  errors: z.array(errorDetailSchema).optional().describe('One entry per wrong place'),
});

export type ProblemDetails = z.infer<typeof problemSchema>;
