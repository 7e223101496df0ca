import type { ZodType } from 'zod';
import { InvalidSpecificationError } from '../core/errors.js';
import { zodProblems } from '../core/zod-problems.js';

/**
 * `value` as `schema` reads it, defaults filled in.
 * @param subject What the options belong to, for the message, such as `the architecture "mlp"`.
 * @param pointer Where `value` stands in the user's file, put before each pointer.
 * @throws InvalidSpecificationError with one detail per wrong place.
 */
export function parseOptions<T>(schema: ZodType<T>, value: unknown, subject: string, pointer = ''): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const details = zodProblems(parsed.error, value, { under: pointer });
  const places = details.map(
    (detail) => `${detail.pointer || '/'}: expected ${detail.expected}, received ${detail.received}`,
  );
  throw new InvalidSpecificationError(`Options of ${subject} are wrong. ${places.join('; ')}.`, { details });
}
