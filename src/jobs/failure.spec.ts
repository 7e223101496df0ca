import { describe, expect, it } from '@jest/globals';
import {
  DamagedFileError,
  InvalidInputError,
  NotFoundError,
  NotReadyError,
  SextantError,
  StorageError,
  type ErrorOptions,
} from '../core/errors.js';
import * as errors from '../core/errors.js';
import { packError, unpackError } from '../engine/worker-errors.js';
import { failureOf, isFinal, mayQuoteData, withInputName } from './failure.js';

const folder = '/home/jobs/1';
const input = { path: '/home/jobs/1/input.csv', name: 'mine.csv' };
const places = { folder, input };

const details = [
  { line: 3, row: 2, column: 'age', expected: 'a number: write 1234 without it', received: '"1.234"' },
];
const options: ErrorOptions = { details, hint: 'Mend it.', withoutData: true };
const wrong = new InvalidInputError('/home/jobs/1/input.csv, line 3: no.', options);

const stored = (thrown: unknown) => failureOf(thrown, places);

/** What doors alone throw, in words of their own. */
const ofDoors: readonly unknown[] = [errors.TooManyRequestsError, errors.UnauthorizedError];

/** Every other kind of error that the product has, of the constructor's own options. */
const kinds = Object.values(errors).filter(
  (one): one is typeof InvalidInputError =>
    typeof one === 'function' && one.prototype instanceof SextantError && !ofDoors.includes(one),
);

describe('the failure of a job', () => {
  it('says what was foreseen, by the name that the table has for its sender, but not what was received', () => {
    expect(stored(wrong)).toEqual({
      code: 'invalid-input',
      message: 'mine.csv, line 3: no.',
      hint: 'Mend it.',
      details: [{ line: 3, row: 2, column: 'age', expected: 'a number' }],
    });
    expect(stored(unpackError(structuredClone(packError(wrong))))).toEqual(stored(wrong));
    const unpacked = new InvalidInputError('/home/jobs/1/input.unpacked.csv, line 5: too long.', {
      withoutData: true,
    });
    expect(stored(unpacked).message).toBe('mine.csv, line 5: too long.');
  });

  it('quotes nothing of the data and names no path, whatever error nobody thought of', () => {
    const canary = 'CANARY';
    const details = [
      { line: 3, row: 2, pointer: '/a', column: canary, expected: canary, received: `"${canary}"` },
    ];
    expect(kinds.length).toBeGreaterThan(10);
    for (const Kind of kinds) {
      const message = `${canary} in /home/jobs/1/x`;
      const options = { details, hint: canary };
      const thrown = Object.is(Kind, NotReadyError)
        ? new NotReadyError(message, 1, options)
        : new Kind(message, options);
      const failure = stored(thrown);
      expect(JSON.stringify(failure)).not.toMatch(/CANARY|\/home/);
      expect(failure).toMatchObject({ code: thrown.code, details: [{ line: 3, row: 2, pointer: '/a' }] });
      expect(failure.message).not.toBe('The job failed.');
    }
    const secret = stored(new TypeError(`password of /etc ${canary}`));
    expect(JSON.stringify(secret)).not.toMatch(/CANARY|\/etc|password/);
    expect(secret.code).toBe('internal-error');
  });

  it('says what the system refused, and not where', () => {
    const full = Object.assign(new Error("ENOSPC: no space left on device, write '/home/jobs/1/x'"), {
      code: 'ENOSPC',
    });
    const wrapped = new StorageError('/home/jobs/1/part-0.csv cannot be written', { cause: full });
    const refused = new InvalidInputError('/home/jobs/1/part-0.csv cannot be written', { cause: full });
    for (const thrown of [full, wrapped, refused, unpackError(structuredClone(packError(wrapped)))]) {
      expect(stored(thrown)).toMatchObject({
        code: 'storage',
        message: 'The files of the job cannot be read or written: the disk is full.',
      });
      expect(JSON.stringify(stored(thrown))).not.toContain('/home');
      expect([isFinal(thrown), mayQuoteData(thrown)]).toEqual([false, false]);
    }
  });

  it('names a few of many places', () => {
    const many = Array.from({ length: 1000 }, (_, line) => ({ line, expected: 'x', received: 'y' }));
    expect(stored(new InvalidInputError('x', { details: many })).details).toHaveLength(20);
    expect(stored(new InvalidInputError('x', { details: many, withoutData: true })).details).toHaveLength(20);
  });

  it('is final when the same step would meet it again', () => {
    for (const final of [wrong, new NotFoundError('x')]) expect(isFinal(final)).toBe(true);
    for (const passing of [new TypeError('x'), new NotReadyError('x', 1), new DamagedFileError('x')]) {
      expect(isFinal(passing)).toBe(false);
    }
  });

  it('is not logged as it came where it may quote the data', () => {
    for (const about of [wrong, new InvalidInputError('x')]) expect(mayQuoteData(about)).toBe(true);
    for (const other of [new TypeError('x'), new DamagedFileError('x')]) {
      expect(mayQuoteData(other)).toBe(false);
    }
  });
});

describe('an error about a table', () => {
  it('calls it as its sender does, and stays what it is', () => {
    const named = withInputName(wrong, input) as InvalidInputError;
    expect(named).toBeInstanceOf(InvalidInputError);
    expect(named.message).toBe('mine.csv, line 3: no.');
    expect(named.details).toEqual(details);
    expect(wrong.message).toContain('/home/jobs');
    const other = new TypeError('x');
    expect(withInputName(other, { path: 'x', name: 'y' })).toBe(other);
  });
});
