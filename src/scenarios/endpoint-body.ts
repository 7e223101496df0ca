import { type z } from 'zod';
import { InvalidInputError } from '../core/errors.js';
import { zodProblems } from '../core/zod-problems.js';

/** So many wrong fields are listed. */
const mostDetails = 1000;

/** Entries of lists that a body may hold in all: a day of rows for each of many streets, but no million. */
const mostEntries = 100_000;

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
  checkEntries(body);
  const parsed = schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new InvalidInputError(message, {
    details: zodProblems(parsed.error, body, { most: mostDetails }),
    hint,
  });
}

/** What is wrong with each of very many entries would be more than fits into memory. */
function checkEntries(body: unknown): void {
  let left = mostEntries;
  const count = (value: unknown): void => {
    if (typeof value !== 'object' || value === null || left < 0) return;
    if (Array.isArray(value)) left -= value.length;
    if (left >= 0) for (const inside of Object.values(value)) count(inside);
  };
  count(body);
  if (left >= 0) return;
  throw new InvalidInputError('The request holds too much.', {
    details: [
      { pointer: '', expected: `lists with at most ${mostEntries} entries in all`, received: 'more' },
    ],
  });
}
