import { type z } from 'zod';
import { InvalidInputError, shown } from '../core/errors.js';

interface Refusal {
  /** What is wrong, in a sentence. */
  message: string;
  hint?: string;
}

/**
 * The body of a request to an endpoint of its own form. It comes bare or, as the command line sends a bare one, under `features`.
 * @throws InvalidInputError naming each wrong field with what it held.
 */
export function parseEndpointBody<Schema extends z.ZodType>(
  schema: Schema,
  sent: unknown,
  { message, hint }: Refusal,
): z.infer<Schema> {
  const body = typeof sent === 'object' && sent !== null && 'features' in sent ? sent.features : sent;
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(message, {
    details: parsed.error.issues.map((issue) => ({
      pointer: issue.path.map((key) => `/${String(key)}`).join(''),
      expected: issue.message,
      received: shown(valueAt(body, issue.path) ?? null),
    })),
    hint,
  });
}

function valueAt(body: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>((inside, key) => (inside as Record<PropertyKey, unknown> | null)?.[key], body);
}
