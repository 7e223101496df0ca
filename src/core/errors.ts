import { types } from 'node:util';
import type { ErrorDetail } from './problem-details.js';

export type { ErrorDetail } from './problem-details.js';
export { shown } from './text/shown.js';

/**
 * Every failure that a user can meet, as a value with a stable code, an HTTP status (RFC 9457) and, for each wrong
 * place, what was expected and what was received. Doors map these; nothing else decides a status or an exit code.
 */

export interface ErrorOptions {
  details?: ErrorDetail[];
  /** What the user can do about it, one sentence. */
  hint?: string;
  /**
   * True where message, hint, names of columns and what was expected quote nothing of a user's table: then they may be stored, as with a
   * job that failed. Of other errors only the kind and the places are.
   */
  withoutData?: boolean;
  cause?: unknown;
}

export abstract class SextantError extends Error {
  abstract readonly code: string;
  abstract readonly status: number;
  readonly details: ErrorDetail[];
  readonly hint?: string;
  readonly withoutData?: boolean;

  constructor(message: string, options: ErrorOptions = {}) {
    super(message, { cause: options.cause });
    this.name = new.target.name;
    this.details = options.details ?? [];
    this.hint = options.hint;
    if (options.withoutData) this.withoutData = true;
  }
}

/** The caller's data or file is wrong: HTTP 422. */
export class InvalidInputError extends SextantError {
  readonly code: string = 'invalid-input';
  readonly status: number = 422;
}

/** A specification (scenario.yaml, dataset.yaml, environment variable) is wrong. */
export class InvalidSpecificationError extends SextantError {
  readonly code = 'invalid-specification';
  readonly status = 500;
}

/** The command or request is not of the documented form: HTTP 400, exit status 2. */
export class UsageError extends SextantError {
  readonly code = 'wrong-usage';
  readonly status = 400;
}

/** Who asks must say who it is: HTTP 401 with `WWW-Authenticate`. */
export class UnauthorizedError extends SextantError {
  readonly code = 'unauthorized';
  readonly status = 401;

  constructor(readonly problem: 'missing' | 'unknown') {
    super(problem === 'missing' ? 'This server wants a key.' : 'This server does not know this key.', {
      details: [
        {
          expected: 'the header Authorization: Bearer KEY',
          received: problem === 'missing' ? 'none' : 'another key',
        },
      ],
      hint: 'Whoever runs the server makes keys: `sextant keys add`.',
    });
  }
}

/** Whoever asks may not ask this: HTTP 403. */
export class ForbiddenError extends SextantError {
  readonly code = 'forbidden';
  readonly status = 403;
}

/** The request names a server that this one is not: HTTP 421. */
export class MisdirectedError extends SextantError {
  readonly code = 'misdirected';
  readonly status = 421;
}

export class NotFoundError extends SextantError {
  readonly code = 'not-found';
  readonly status = 404;
}

/** A name that can never be found as it is written: a scenario, a dataset, an endpoint. Exit status 2. */
export class UnknownNameError extends NotFoundError {}

/** The state of things does not allow the call now: HTTP 409. */
export class ConflictError extends SextantError {
  readonly code = 'conflict';
  readonly status = 409;
}

/** It was there and has been removed for good: HTTP 410. */
export class GoneError extends SextantError {
  readonly code = 'gone';
  readonly status = 410;
}

/** The caller sends more than may be sent: HTTP 413. */
export class TooLargeError extends SextantError {
  readonly code = 'too-large';
  readonly status = 413;
}

/** The same call will work later: HTTP 503 with `Retry-After`. */
export class NotReadyError extends SextantError {
  readonly code = 'not-ready';
  readonly status = 503;

  constructor(
    message: string,
    readonly retryAfterSeconds: number,
    options: ErrorOptions = {},
  ) {
    super(message, options);
  }
}

/** The caller asks more often than it may: HTTP 429 with `Retry-After`. */
export class TooManyRequestsError extends SextantError {
  readonly code = 'too-many-requests';
  readonly status = 429;

  constructor(readonly retryAfterSeconds: number) {
    super('Too many requests in a short time.', {
      hint: 'Whoever runs the server may allow more: SEXTANT_REQUESTS_PER_MINUTE.',
    });
  }
}

/** A stored file cannot be read, or does not match its checksum or its form. */
export class DamagedFileError extends SextantError {
  readonly code = 'damaged-file';
  readonly status = 500;
  /** Where it lies, for the log: no answer names a place of this machine. */
  readonly path?: string;

  constructor(message: string, { path, ...options }: ErrorOptions & { path?: string } = {}) {
    super(message, options);
    if (path !== undefined) this.path = path;
  }
}

/** The chosen TensorFlow.js engine is not there or does not load. */
export class EngineError extends SextantError {
  readonly code = 'engine-unavailable';
  readonly status = 500;
}

/** A disk is full, or a file of the product's own cannot be written any more: HTTP 507. */
export class StorageError extends SextantError {
  readonly code = 'storage';
  readonly status = 507;
}

/** A public source could not be read, or sent other bytes than expected. */
export class DownloadError extends SextantError {
  readonly code = 'download-failed';
  readonly status = 502;
}

/** The caller asked to stop. */
export class CancelledError extends SextantError {
  readonly code = 'cancelled';
  readonly status = 499;
}

/** `Error` for anything thrown; also those of another realm, which `instanceof` does not know. */
export function asError(thrown: unknown): Error {
  return thrown instanceof Error || types.isNativeError(thrown) ? thrown : new Error(String(thrown));
}
