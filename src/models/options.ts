import type { ZodError, ZodType } from 'zod';
import { InvalidSpecificationError, shown, type ErrorDetail } from '../core/errors.js';

type Issue = ZodError['issues'][number];

/** RFC 6901: `~` and `/` inside a key are escaped. */
function pointerOf(path: readonly PropertyKey[]): string {
  return path.map((key) => `/${String(key).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  return path.reduce<unknown>(
    (inside, key) => (inside as Record<PropertyKey, unknown> | undefined)?.[key],
    value,
  );
}

function expectation(issue: Issue): string {
  if (issue.code === 'invalid_type') return issue.expected;
  if (issue.code === 'invalid_value') return `one of ${issue.values.map((value) => shown(value)).join(', ')}`;
  if (issue.code === 'too_small') return `${issue.inclusive ? 'at least' : 'more than'} ${issue.minimum}`;
  if (issue.code === 'too_big') return `${issue.inclusive ? 'at most' : 'less than'} ${issue.maximum}`;
  return issue.message;
}

function detailsOf(issue: Issue, value: unknown, pointer: string): ErrorDetail[] {
  if (issue.code !== 'unrecognized_keys') {
    const received = shown(valueAt(value, issue.path));
    return [{ pointer: pointer + pointerOf(issue.path), expected: expectation(issue), received }];
  }
  return issue.keys.map((key) => ({
    pointer: pointer + pointerOf([...issue.path, key]),
    expected: 'no option of this name',
    received: shown(valueAt(value, [...issue.path, key])),
  }));
}

/**
 * `value` as `schema` reads it, defaults filled in.
 * @param subject What the options belong to, for the message, such as `the architecture "mlp"`.
 * @param pointer Where `value` stands in the user's file, put before each pointer.
 * @throws InvalidSpecificationError with one detail per wrong place.
 */
export function parseOptions<T>(schema: ZodType<T>, value: unknown, subject: string, pointer = ''): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const details = parsed.error.issues.flatMap((issue) => detailsOf(issue, value, pointer));
  const places = details.map(
    (detail) => `${detail.pointer || '/'}: expected ${detail.expected}, received ${detail.received}`,
  );
  throw new InvalidSpecificationError(`Options of ${subject} are wrong. ${places.join('; ')}.`, { details });
}
