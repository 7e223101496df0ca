import type { ZodType } from 'zod';
import { DamagedFileError, shown } from '../../core/errors.js';
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
    details: parsed.error.issues.map((issue) => ({
      column: column.name,
      pointer: issue.path.map((key) => `/${String(key)}`).join(''),
      expected: issue.message,
      received: shown(valueAt(json, issue.path)),
    })),
    hint: 'Restore the file from a backup, or train the model again.',
  });
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json;
  for (const key of path) {
    if (typeof value !== 'object' || value === null) return undefined;
    value = (value as Record<PropertyKey, unknown>)[key];
  }
  return value;
}
