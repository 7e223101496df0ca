import type { z } from 'zod';
import { DamagedFileError, InvalidSpecificationError } from '../core/errors.js';
import { zodProblems } from '../core/zod-problems.js';
import type { TaskSpec } from './rows/tasks/task.js';

/** @throws DamagedFileError naming each place of a stored task state that is not of the schema. */
export function parseFitted<Schema extends z.ZodType>(schema: Schema, json: unknown): z.infer<Schema> {
  const parsed = schema.safeParse(json);
  if (parsed.success) return parsed.data;
  throw new DamagedFileError('The stored state of the task is not of its form.', {
    details: zodProblems(parsed.error, json),
  });
}

/**
 * The task's options as its schema reads them, defaults filled in.
 * @throws InvalidSpecificationError naming each wrong option by its JSON pointer in the specification.
 */
export function parseTaskOptions<Schema extends z.ZodType>(
  schema: Schema,
  { options = {} }: Pick<TaskSpec, 'options'>,
): z.infer<Schema> {
  const parsed = schema.safeParse(options);
  if (parsed.success) return parsed.data;
  throw new InvalidSpecificationError("The task's options are wrong.", {
    details: zodProblems(parsed.error, options, { under: '/task/options' }),
  });
}
