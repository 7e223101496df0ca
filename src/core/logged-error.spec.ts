import { describe, expect, it } from '@jest/globals';
import { DamagedFileError, StorageError } from './errors.js';
import { loggedError } from './logged-error.js';

describe('an error in the log', () => {
  it('that nobody foresaw has its stack, and nothing of what it quotes', () => {
    const logged = loggedError(
      new TypeError("Cannot create property 'x' on string 'CANARY'\nCANARY at a line"),
    );
    expect(logged).toMatchObject({ type: 'TypeError', message: 'an error that nobody foresaw' });
    expect(logged.stack).toMatch(/^TypeError: an error that nobody foresaw\n\s+at .*logged-error\.spec\.ts/);
    expect(JSON.stringify(logged)).not.toContain('CANARY');
  });

  it('of the product keeps its words and places, without what was received', () => {
    const details = [{ pointer: '/a', expected: 'a number', received: '"CANARY"' }];
    const error = new DamagedFileError('It is damaged.', { details, hint: 'Restore it.', path: '/home/x' });
    expect(loggedError(error)).toMatchObject({
      message: 'It is damaged.',
      code: 'damaged-file',
      hint: 'Restore it.',
      details: [{ pointer: '/a', expected: 'a number' }],
      path: '/home/x',
    });
    expect(JSON.stringify(loggedError(error))).not.toContain('CANARY');
  });

  it('keeps what the system said, also as the cause', () => {
    const cause = Object.assign(new Error("ENOSPC: no space left, write '/home/part'"), { code: 'ENOSPC' });
    const logged = loggedError(new StorageError('The table cannot be stored.', { cause }));
    expect(logged.cause).toMatchObject({
      code: 'ENOSPC',
      message: "ENOSPC: no space left, write '/home/part'",
    });
  });

  it('may be anything that was thrown', () => {
    expect(loggedError('CANARY')).toMatchObject({ type: 'Error', message: 'an error that nobody foresaw' });
  });
});
