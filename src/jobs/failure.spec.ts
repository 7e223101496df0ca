import { describe, expect, it } from '@jest/globals';
import { DamagedFileError, InvalidInputError, NotReadyError } from '../core/errors.js';
import { failureOf, isFinal, withInputName } from './failure.js';

const details = [{ line: 3, expected: 'a number in /home/jobs/1/input.csv', received: '"x"' }];
const wrong = new InvalidInputError('/home/jobs/1/input.csv, line 3: no.', { details, hint: 'Mend it.' });

describe('the failure of a job', () => {
  it('says what was foreseen, and nothing of what was not', () => {
    expect(failureOf(wrong)).toEqual({
      code: 'invalid-input',
      message: wrong.message,
      hint: 'Mend it.',
      details,
    });
    const secret = failureOf(new TypeError('password of /etc'));
    expect(JSON.stringify(secret)).not.toContain('password');
  });

  it('is final when the same step would meet it again', () => {
    expect(isFinal(wrong)).toBe(true);
    for (const passing of [new TypeError('x'), new NotReadyError('x', 1), new DamagedFileError('x')]) {
      expect(isFinal(passing)).toBe(false);
    }
  });

  it('calls the table as its sender does, and stays what it is', () => {
    const named = withInputName(wrong, { path: '/home/jobs/1/input.csv', name: 'mine.csv' });
    expect(named).toBeInstanceOf(InvalidInputError);
    expect(failureOf(named)).toEqual({
      code: 'invalid-input',
      message: 'mine.csv, line 3: no.',
      hint: 'Mend it.',
      details: [{ line: 3, expected: 'a number in mine.csv', received: '"x"' }],
    });
    expect(wrong.message).toContain('/home/jobs');
    const other = new TypeError('x');
    expect(withInputName(other, { path: 'x', name: 'y' })).toBe(other);
  });
});
