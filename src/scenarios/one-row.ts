import { InvalidInputError, shown } from '../core/errors.js';

/**
 * The row of a request to an endpoint that is about one case.
 * @param what one of them in words: "one applicant".
 * @throws InvalidInputError for a request without features.
 */
export function featuresOf(body: unknown, what: string): unknown {
  if (typeof body === 'object' && body !== null && 'features' in body) return body.features;
  throw new InvalidInputError(`The request must hold ${what}.`, {
    details: [{ pointer: '', expected: '{"features": {...}}', received: shown(body ?? null) }],
  });
}
