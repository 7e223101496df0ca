import { InvalidInputError, shown } from '../core/errors.js';

/**
 * The row of a request to an endpoint that is about one case.
 * @param what one of them in words: "one applicant".
 * @throws InvalidInputError for a request that holds anything but features.
 */
export function featuresOf(body: unknown, what: string): unknown {
  // The keys of a long list would be as many texts.
  const isObject = typeof body === 'object' && body !== null && !Array.isArray(body);
  const keys = isObject ? Object.keys(body) : [];
  if (keys.length === 1 && keys[0] === 'features') return (body as { features: unknown }).features;
  throw new InvalidInputError(`The request must hold ${what}.`, {
    details: [{ pointer: '', expected: '{"features": {...}}', received: shown(body ?? null) }],
  });
}
