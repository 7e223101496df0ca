import { asError, DamagedFileError, SextantError, type ErrorDetail } from './errors.js';

/** An error as it is logged. */
export interface LoggedError {
  type: string;
  message: string;
  code?: string;
  hint?: string;
  /** Without what was received. */
  details?: Omit<ErrorDetail, 'received'>[];
  /** Where a damaged file lies. */
  path?: string;
  stack: string;
  cause?: LoggedError;
}

/** So deep causes are followed. */
const mostCauses = 4;

/**
 * An error for the log, without what a request held: of what the product throws its own words, of what the system says its words, and of
 * anything else the kind alone, since messages of JavaScript itself may quote values. The stack says where it happened in any case.
 */
export function loggedError(thrown: unknown, depth = 0): LoggedError {
  const error = asError(thrown) as Error & { code?: unknown };
  const message = isKnown(error) ? error.message : 'an error that nobody foresaw';
  const logged: LoggedError = {
    type: error.name,
    message,
    stack: `${error.name}: ${message}\n${framesOf(error)}`,
  };
  if (typeof error.code === 'string') logged.code = error.code;
  if (error instanceof SextantError) {
    if (error.hint !== undefined) logged.hint = error.hint;
    if (error.details.length > 0)
      logged.details = error.details.map(({ received: _quotes, ...rest }) => rest);
  }
  if (error instanceof DamagedFileError && error.path !== undefined) logged.path = error.path;
  if (error.cause !== undefined && depth < mostCauses) logged.cause = loggedError(error.cause, depth + 1);
  return logged;
}

/** Errors of the system are named like `ENOSPC`. */
function isKnown(error: Error & { code?: unknown }): boolean {
  return error instanceof SextantError || (typeof error.code === 'string' && /^E[A-Z0-9]+$/.test(error.code));
}

/** The lines of the stack below the message, which may have lines of its own. */
function framesOf({ stack = '' }: Error): string {
  return stack
    .split('\n')
    .filter((line) => /^\s+at /.test(line))
    .join('\n');
}
