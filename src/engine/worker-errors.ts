import {
  asError,
  CancelledError,
  ConflictError,
  DamagedFileError,
  DownloadError,
  EngineError,
  ForbiddenError,
  GoneError,
  InvalidInputError,
  InvalidSpecificationError,
  MisdirectedError,
  NotFoundError,
  NotReadyError,
  SextantError,
  StorageError,
  TooLargeError,
  UnknownNameError,
  UsageError,
  type ErrorDetail,
  type ErrorOptions,
} from '../core/errors.js';

/** An error in a form that structured cloning keeps whole. */
export interface PackedError {
  name: string;
  message: string;
  stack?: string;
  /** Of a system or a library, such as `ENOENT`. */
  code?: string;
  /** Present for an error of the project. */
  sextant?: {
    /** Class names from the error's own up to SextantError. */
    classes: string[];
    code: string;
    status: number;
    details: ErrorDetail[];
    hint?: string;
    withoutData?: boolean;
    retryAfterSeconds?: number;
  };
  cause?: PackedError;
}

type Build = (
  message: string,
  options: ErrorOptions,
  packed: NonNullable<PackedError['sextant']>,
) => SextantError;

const builders: Readonly<Record<string, Build>> = {
  CancelledError: (message, options) => new CancelledError(message, options),
  ConflictError: (message, options) => new ConflictError(message, options),
  DamagedFileError: (message, options) => new DamagedFileError(message, options),
  DownloadError: (message, options) => new DownloadError(message, options),
  EngineError: (message, options) => new EngineError(message, options),
  ForbiddenError: (message, options) => new ForbiddenError(message, options),
  GoneError: (message, options) => new GoneError(message, options),
  InvalidInputError: (message, options) => new InvalidInputError(message, options),
  InvalidSpecificationError: (message, options) => new InvalidSpecificationError(message, options),
  MisdirectedError: (message, options) => new MisdirectedError(message, options),
  NotFoundError: (message, options) => new NotFoundError(message, options),
  NotReadyError: (message, options, { retryAfterSeconds }) =>
    new NotReadyError(message, retryAfterSeconds ?? 1, options),
  StorageError: (message, options) => new StorageError(message, options),
  TooLargeError: (message, options) => new TooLargeError(message, options),
  UnknownNameError: (message, options) => new UnknownNameError(message, options),
  UsageError: (message, options) => new UsageError(message, options),
};

/** A project's error of a class that this table does not know: code and status survive. */
class ForeignError extends SextantError {
  constructor(
    message: string,
    options: ErrorOptions,
    readonly code: string,
    readonly status: number,
  ) {
    super(message, options);
  }
}

export function packError(thrown: unknown, depth = 3): PackedError {
  const error = asError(thrown);
  const packed: PackedError = { name: error.name, message: error.message, stack: error.stack };
  if (error.cause !== undefined && depth > 0) packed.cause = packError(error.cause, depth - 1);
  if (error instanceof SextantError) {
    const { code, status, details, hint, withoutData } = error;
    const retryAfterSeconds = error instanceof NotReadyError ? error.retryAfterSeconds : undefined;
    packed.sextant = {
      classes: classNames(error),
      code,
      status,
      details,
      hint,
      withoutData,
      retryAfterSeconds,
    };
  } else if ('code' in error && typeof error.code === 'string') packed.code = error.code;
  return packed;
}

/** The error again: of its own class, or of the nearest known one with its name, code and status. */
export function unpackError(packed: PackedError): Error {
  const cause = packed.cause && unpackError(packed.cause);
  const error = packed.sextant
    ? unpackSextantError(packed.message, packed.sextant, cause)
    : new Error(packed.message, { cause });
  if (packed.code !== undefined) Object.assign(error, { code: packed.code });
  const own = { configurable: true, enumerable: false, writable: true };
  Object.defineProperty(error, 'name', { ...own, value: packed.name });
  Object.defineProperty(error, 'stack', { ...own, value: packed.stack });
  return error;
}

function unpackSextantError(
  message: string,
  packed: NonNullable<PackedError['sextant']>,
  cause: Error | undefined,
): SextantError {
  const { code, status, details, hint, withoutData } = packed;
  const options = { details, hint, withoutData, cause };
  const known = packed.classes.find((name) => name in builders);
  if (known === undefined) return new ForeignError(message, options, code, status);
  return Object.assign(builders[known](message, options, packed), { code, status });
}

function classNames(error: SextantError): string[] {
  const names: string[] = [];
  let prototype = Object.getPrototypeOf(error) as object | null;
  while (prototype && prototype !== Error.prototype) {
    names.push(prototype.constructor.name);
    prototype = Object.getPrototypeOf(prototype) as object | null;
  }
  return names;
}
