import type { z } from 'zod';
import { DamagedFileError, shown } from '../core/errors.js';

/** @throws DamagedFileError naming each place of a stored task state that is not of the schema. */
export function parseFitted<Schema extends z.ZodType>(schema: Schema, json: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new DamagedFileError('The stored state of the target is not of its form.', {
    details: parsed.error.issues.map((issue) => ({
      pointer: `/${issue.path.join('/')}`,
      expected: issue.message,
      received: shown(json),
    })),
  });
}
