import { SextantError, asError, type ErrorDetail } from '../core/errors.js';
import type { JobInput } from './kinds/job-kind.js';
import type { JobFailure } from './job.js';

/** How an error appears in a job: what nobody foresaw is in the log alone. */
export function failureOf(thrown: unknown): JobFailure {
  if (!(thrown instanceof SextantError)) {
    return { code: 'internal-error', message: 'The job failed for a reason that nobody foresaw.' };
  }
  const { code, message, hint, details } = thrown;
  return { code, message, ...(hint && { hint }), ...(details.length > 0 && { details }) };
}

/** An error that the same step would meet again: the data or the order is wrong. */
export function isFinal(thrown: unknown): boolean {
  return thrown instanceof SextantError && thrown.status < 500;
}

/** Readers call a file by its path; whoever sent it knows it by its name and need not learn where it was stored. */
export function withInputName(thrown: unknown, input: Pick<JobInput, 'path' | 'name'> | undefined): unknown {
  if (!input || !(thrown instanceof SextantError)) return thrown;
  const named = (text: string) => text.replaceAll(input.path, input.name);
  const details = thrown.details.map((detail): ErrorDetail => ({
    ...detail,
    expected: named(detail.expected),
    received: named(detail.received),
  }));
  const renamed = Object.create(
    Object.getPrototypeOf(thrown) as object,
    Object.getOwnPropertyDescriptors(thrown),
  ) as SextantError;
  return Object.assign(renamed, {
    message: named(asError(thrown).message),
    details,
    hint: thrown.hint && named(thrown.hint),
  });
}
