import { describe, expect, it } from '@jest/globals';
import {
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
  UsageError,
} from '../core/errors.js';
import { packError, unpackError } from './worker-errors.js';

const options = {
  details: [{ column: 'age_years', row: 3, expected: 'a number', received: '"x"' }],
  hint: 'Correct the file.',
  cause: new RangeError('deep', { cause: new Error('deeper') }),
};

const plain = [
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
  StorageError,
  TooLargeError,
  UsageError,
];

const crossed = (error: unknown) => unpackError(structuredClone(packError(error)));

describe('an error that crosses to another thread', () => {
  it.each(plain.map((type) => [type.name, type] as const))('is a %s again', (_, type) => {
    const error = new type('what is wrong', options);
    const again = crossed(error);
    expect(again).toBeInstanceOf(type);
    const { name, message, stack, code, status, details, hint } = error;
    expect(again).toMatchObject({ name, message, stack, code, status, details, hint });
    expect(again.cause).toMatchObject({ name: 'RangeError', message: 'deep' });
    expect((again.cause as Error).cause).toMatchObject({ message: 'deeper' });
  });

  it('keeps when to come back', () => {
    const again = crossed(new NotReadyError('later', 7));
    expect(again).toBeInstanceOf(NotReadyError);
    expect(again).toMatchObject({ retryAfterSeconds: 7, status: 503 });
  });

  it('of a class unknown here becomes the nearest known one, with its own code', () => {
    class TooWideError extends InvalidInputError {
      override readonly code = 'too-wide';
      override readonly status = 413;
    }
    const again = crossed(new TooWideError('too much'));
    expect(again).toBeInstanceOf(InvalidInputError);
    expect(again).toMatchObject({ name: 'TooWideError', code: 'too-wide', status: 413 });
    class LonelyError extends SextantError {
      readonly code = 'lonely';
      readonly status = 418;
    }
    expect(crossed(new LonelyError('alone'))).toMatchObject({
      name: 'LonelyError',
      code: 'lonely',
      status: 418,
    });
    expect(crossed(new LonelyError('alone'))).toBeInstanceOf(SextantError);
  });

  it('keeps the code of a system or a library', () => {
    const missing = Object.assign(new Error('no such file'), { code: 'ENOENT' });
    expect(crossed(missing)).toMatchObject({ message: 'no such file', code: 'ENOENT' });
  });

  it('may be anything that was thrown', () => {
    expect(crossed(new TypeError('no'))).toMatchObject({ name: 'TypeError', message: 'no' });
    expect(crossed('just a text')).toMatchObject({ name: 'Error', message: 'just a text' });
  });
});
