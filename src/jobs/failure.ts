import { InvalidInputError, SextantError, asError, type ErrorDetail } from '../core/errors.js';
import type { JobInput } from './kinds/job-kind.js';
import type { FailurePlace, JobFailure } from './job.js';

/** More places say nothing more; each try of a step stores them again. */
const mostPlaces = 20;

const seeLog = 'Whoever runs the server finds more in its log.';

/**
 * What is stored of an error whose own message may not be, by its code: it quotes the data, or says where files lie. The log has all
 * of it but what quotes the data.
 */
const messages: Readonly<Record<string, string>> = {
  'invalid-input':
    'The table cannot be used. What is wrong with it is not stored here, because that may quote it.',
  'invalid-specification': 'The scenario or a setting of the server cannot be used.',
  'wrong-usage': 'The order cannot be used.',
  forbidden: 'What the job asked for is not allowed.',
  misdirected: 'What the job asked for is not here.',
  'not-found': 'Something that the job needs is not there.',
  conflict: 'Something else had changed what the job needs.',
  gone: 'Something that the job needs has been removed.',
  'too-large': 'Something is larger than it may be.',
  'not-ready': 'Something that the job needs was not ready.',
  'damaged-file': 'A stored file that the job needs is damaged.',
  'engine-unavailable': 'The engine that computes cannot be used.',
  storage: 'The files of the job cannot be written.',
  'download-failed': 'The data could not be downloaded.',
  cancelled: 'The work on the job was stopped.',
  'internal-error': 'The job failed for a reason that nobody foresaw.',
};

const hints: Readonly<Record<string, string>> = {
  'invalid-input': 'The command line says more: `sextant score` or `sextant train` with the same table.',
  'internal-error': '',
};

/** What the system says when files cannot be read or written. */
const systemProblems: Readonly<Record<string, string>> = {
  ENOSPC: 'the disk is full',
  EDQUOT: 'there is no more room for this user',
  EROFS: 'the disk can only be read',
  EACCES: 'the server may not',
  EPERM: 'the server may not',
  EIO: 'the disk does not work',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open',
};

/** Where the files of a job are. */
export interface JobPlaces {
  folder: string;
  input?: Pick<JobInput, 'path' | 'name'>;
}

/**
 * What is stored of an error: nothing of the data, and nothing of where files lie. What nobody foresaw is in the log alone.
 * This is the one way to a `JobFailure` of an error.
 */
export function failureOf(thrown: unknown, places: JobPlaces): JobFailure {
  const problem = systemProblem(thrown);
  if (problem !== undefined) {
    return {
      code: 'storage',
      message: `The files of the job cannot be read or written: ${problem}.`,
      hint: seeLog,
    };
  }
  const code = thrown instanceof SextantError ? thrown.code : 'internal-error';
  if (!(thrown instanceof SextantError) || !thrown.withoutData) return plainFailure(code, thrown);
  const { message, hint, details } = withoutPlaces(thrown, places) as SextantError;
  return withParts({ code, message }, hint, details.map(placeOf));
}

/** The kind of an error and the places that it names. */
function plainFailure(code: string, thrown: unknown): JobFailure {
  const details = thrown instanceof SextantError ? thrown.details : [];
  const found = details
    .map(({ pointer, row, line }): FailurePlace => ({ pointer, row, line }))
    .filter((place) => Object.values(place).some((value) => value !== undefined));
  return withParts({ code, message: messages[code] ?? 'The job failed.' }, hints[code] ?? seeLog, found);
}

function withParts(failure: JobFailure, hint: string | undefined, details: FailurePlace[]): JobFailure {
  return {
    ...failure,
    ...(hint && { hint }),
    ...(details.length > 0 && { details: details.slice(0, mostPlaces) }),
  };
}

function placeOf({ received: _quotes, expected, ...place }: ErrorDetail): FailurePlace {
  return { ...place, expected: expected.split(': ', 1)[0] };
}

/** An error that the same step would meet again: the data or the order is wrong. */
export function isFinal(thrown: unknown): boolean {
  return thrown instanceof SextantError && thrown.status < 500 && systemProblem(thrown) === undefined;
}

/** Whether an error may quote the data, be it in what was received, so that it is not logged as it is. */
export function mayQuoteData(thrown: unknown): boolean {
  return thrown instanceof InvalidInputError && systemProblem(thrown) === undefined;
}

/** What the system said when it refused to read or write, in words; undefined where something else is the matter. */
function systemProblem(thrown: unknown): string | undefined {
  for (let error = thrown, depth = 0; error !== undefined && depth < 4; depth++) {
    const { code, message, cause } = asError(error) as NodeJS.ErrnoException;
    // An error that comes out of a thread has lost its code; the text always begins with it.
    const found = [code, /^(E[A-Z0-9]{2,}): /.exec(message)?.[1]].find(
      (name) => name && name in systemProblems,
    );
    if (found) return systemProblems[found];
    error = cause;
  }
  return undefined;
}

/** Readers call a file by its path; whoever sent it knows it by its name and need not learn where it was stored. */
export function withInputName(thrown: unknown, input: Pick<JobInput, 'path' | 'name'> | undefined): unknown {
  return input ? renamed(thrown, (text) => text.replaceAll(input.path, input.name)) : thrown;
}

/** Other files of the job, such as the text of a packed table, go by the name of its input, too. */
function withoutPlaces(thrown: unknown, { folder, input }: JobPlaces): unknown {
  const name = input?.name ?? 'a file of the job';
  return renamed(withInputName(thrown, input), (text) =>
    text
      .split(folder)
      .map((part, i) => (i === 0 ? part : part.replace(/^[/\\][\w.-]*/, name)))
      .join(''),
  );
}

function renamed(thrown: unknown, named: (text: string) => string): unknown {
  if (!(thrown instanceof SextantError)) return thrown;
  const details = thrown.details.map((detail): ErrorDetail => ({
    ...detail,
    expected: named(detail.expected),
    received: named(detail.received),
  }));
  const copy = Object.create(
    Object.getPrototypeOf(thrown) as object,
    Object.getOwnPropertyDescriptors(thrown),
  ) as SextantError;
  return Object.assign(copy, {
    message: named(asError(thrown).message),
    details,
    hint: thrown.hint && named(thrown.hint),
  });
}
