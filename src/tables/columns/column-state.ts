import type { ZodType } from 'zod';
import { DamagedFileError } from '../../core/errors.js';
import { zodProblems } from '../../core/zod-problems.js';
import type { ColumnSpecBase } from './column-base.js';

/**
 * Check what a file holds as the state of a column.
 * @throws DamagedFileError naming the column and each wrong place.
 */
export function parseColumnState<State>(
  schema: ZodType<State>,
  json: unknown,
  column: ColumnSpecBase,
): State {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new DamagedFileError(`The stored state of the ${column.kind} column "${column.name}" is damaged.`, {
    details: zodProblems(parsed.error, json).map((problem) => ({ column: column.name, ...problem })),
    hint: 'Restore the file from a backup, or train the model again.',
  });
}
