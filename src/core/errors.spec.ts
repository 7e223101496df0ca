import vm from 'node:vm';
import { describe, expect, it } from '@jest/globals';
import { asError, InvalidInputError, NotReadyError, SextantError, shown, UsageError } from './errors.js';

describe('a value in a message', () => {
  it.each<[unknown, string]>([
    ['a "text"', '"a \\"text\\""'],
    [1.5, '1.5'],
    [NaN, 'NaN'],
    [-Infinity, '-Infinity'],
    [null, 'null'],
    [undefined, 'undefined'],
    [true, 'true'],
    [{ a: [1] }, '{"a":[1]}'],
    [10n, '10'],
  ])('%p is shown as %s', (value, text) => {
    expect(shown(value)).toBe(text);
  });

  it('is cut where it is long, and says how long it was', () => {
    expect(shown('x'.repeat(200))).toBe(`"${'x'.repeat(79)}… (202 characters)`);
    expect(shown('12345678', 10)).toBe('"12345678"');
    expect(shown('123456789', 10)).toBe('"123456789… (11 characters)');
  });

  it('is written as JSON would write it', () => {
    const value = {
      a: [undefined, NaN, () => 1, 'x"'],
      b: undefined,
      at: new Date(0),
      'c"': { d: null, e: [[], {}] },
    };
    expect(shown(value, 200)).toBe(JSON.stringify(value));
  });

  it('is shown even when JSON cannot hold it', () => {
    const circle: { self?: unknown } = {};
    circle.self = circle;
    expect(shown(circle)).toMatch(/^({"self":)+.*… \(\d+ characters\)$/);
    expect(shown([10n])).toBe('[10]');
  });

  it('is not opened where it is nested very deep', () => {
    let deep: unknown = [];
    for (let level = 0; level < 50_000; level++) deep = [deep];
    expect(shown(deep)).toBe(`${'['.repeat(32)}[…]${']'.repeat(32)}`);
    expect(shown({ deep }, 10_000)).toContain('[…]');
  });

  it('is never written beyond what is kept of it', () => {
    let asked = 0;
    const zeros = new Proxy(new Array<number>(1_000_000).fill(0), {
      get: (list, key) => {
        asked++;
        return Reflect.get(list, key) as unknown;
      },
    });
    expect(shown(zeros)).toBe(`[${'0,'.repeat(39)}0… (more than 10000 characters)`);
    expect(asked).toBeLessThan(50_000);
    expect(shown('x'.repeat(1_000_000))).toBe(`"${'x'.repeat(79)}… (1000002 characters)`);
    expect(shown(['x'.repeat(1_000_000)])).toBe(`["${'x'.repeat(78)}… (more than 10000 characters)`);
  });
});

describe('an error of the product', () => {
  it('has a name, a code, a status and no details unless given', () => {
    const error = new UsageError('Wrong.');
    expect(error).toBeInstanceOf(SextantError);
    expect(error).toBeInstanceOf(Error);
    expect(error).toMatchObject({ name: 'UsageError', code: 'wrong-usage', status: 400, details: [] });
    expect(error.hint).toBeUndefined();
  });

  it('keeps details, hint and cause', () => {
    const cause = new Error('below');
    const details = [{ pointer: '/a', expected: 'b', received: 'c' }];
    const error = new InvalidInputError('Wrong.', { details, hint: 'Try d.', cause });
    expect(error).toMatchObject({ status: 422, details, hint: 'Try d.', cause });
  });

  it('says when to come back where it is not ready', () => {
    expect(new NotReadyError('Later.', 5)).toMatchObject({ status: 503, retryAfterSeconds: 5 });
  });
});

describe('anything thrown', () => {
  it('is an error as it is, also one of another realm', () => {
    const own = new TypeError('own');
    const foreign = vm.runInNewContext('new TypeError("foreign")') as Error;
    expect(foreign).not.toBeInstanceOf(Error);
    expect(asError(own)).toBe(own);
    expect(asError(foreign)).toBe(foreign);
  });

  it.each<[unknown, string]>([
    ['a text', 'a text'],
    [undefined, 'undefined'],
    [7, '7'],
  ])('%p becomes an error', (thrown, message) => {
    expect(asError(thrown)).toBeInstanceOf(Error);
    expect(asError(thrown).message).toBe(message);
  });
});
