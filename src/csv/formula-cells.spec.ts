import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { bytesRunAsFormula, mayRunAsFormula, runsAsFormula } from './formula-cells.js';

const inBytes = (text: string) => {
  const bytes = Buffer.from(`=${text}=`);
  return bytesRunAsFormula(bytes, 1, bytes.length - 1);
};

/** Every character but the halves of pairs, which UTF-8 does not have. */
function* characters(): Generator<string> {
  for (let code = 0; code <= 0x10ffff; code++)
    if (code < 0xd800 || code > 0xdfff) yield String.fromCodePoint(code);
}

describe('a cell that a spreadsheet would run', () => {
  it.each([
    ...[
      '=1+1',
      '+A1',
      '-A1',
      '@SUM(A1)',
      '--1',
      '-5+cmd',
      '\tx',
      '\rx',
      '\nx',
      '＝1+1',
      '＋A1',
      '－A1',
      '＠x',
    ],
    ...[
      ' =1+1',
      '\u00a0=1',
      '\u3000＝1',
      '\u2028@x',
      '\v-A1',
      '\0=1',
      '\x1b=1',
      '\x7f=1',
      '\u0085+A1',
      '\u009f=1',
    ],
    ...[
      '\ufeff=1',
      '\u200b=1',
      '\u200e@x',
      '\u00ad=1',
      '\u2060+A1',
      '\u{e0020}=1',
      ' \0\u200b\ufeff =1',
      ' \tx',
    ],
    ...['\t-5', '\0-5', '\u200b-5', ' -5+cmd', ' -A1', '=', '+', '@', ' ='],
  ])('%j', (text) => {
    expect([runsAsFormula(text), inBytes(text)]).toEqual([true, true]);
  });

  it.each([
    ...['', ' ', '\0', 'a=b', "'=1", '1', ' x', '\u200bx', '中=1', 'あ=1', 'é', '(=1)', '"=1'],
    ...['-5', ' -5', '-5 ', '\u00a0-5\u3000', '+3.2e-4', '  +3.2e4', '-.5', '-5.', '-', ' - ', '-1E10'],
  ])('is not %j', (text) => {
    expect([runsAsFormula(text), inBytes(text)]).toEqual([false, false]);
  });

  it('begins with a byte that is looked at more closely, whatever its first character', () => {
    const missed = [...characters()].filter(
      (one) => runsAsFormula(`${one}=1`) && !(mayRunAsFormula(Buffer.from(one)[0]) && inBytes(`${one}=1`)),
    );
    expect(missed).toEqual([]);
  });

  it('is the same one in its text and in its bytes', () => {
    const unit = fc.constantFrom(...' \t\r\n\0\x1b=+-@15.ex中あé＝－\u00a0\u0085\ufeff\u200b\u3000');
    const text = fc.oneof(fc.string({ unit }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(text, (one) => {
        expect(inBytes(one)).toBe(runsAsFormula(one));
      }),
      { numRuns: 2000 },
    );
  });

  it.each(['1', ' ', '\u00a0', '.'])('is told from a number in one pass over a million %j', (sign) => {
    const long = sign.repeat(1_000_000);
    expect(runsAsFormula(`-${long}x`)).toBe(true);
    expect(runsAsFormula(`${long}x`)).toBe(false);
    expect(inBytes(`${long}-x`)).toBe(runsAsFormula(`${long}-x`));
  });
});
