import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { comparedParts } from './compared-parts.js';
import { compared, courseLexicon } from './text.fixture.js';

const partsOf = (own: string, reference: string, apart?: string) =>
  comparedParts({ own, reference }, compared(own, reference, apart).texts, courseLexicon);

const reference = 'A stack keeps items. The last item leaves first, and the compiler never sees it.';

describe('the parts of a reference', () => {
  const own = 'It keeps all items safely;<br>the compiler never sees them.';
  const { parts, beyond } = partsOf(own, reference, 'What is a stack?');

  it('are told as there or missing, with their places in both texts', () => {
    expect(parts.map(({ text, status }) => [text, status])).toEqual([
      ['A stack keeps items', 'matched'],
      ['The last item leaves first', 'missing'],
      ['and the compiler never sees it', 'matched'],
    ]);
    expect(parts[0].by.map(({ text }) => text)).toEqual(['keeps all items']);
    expect(parts[2].by.map(({ text }) => text)).toEqual(['compiler never sees']);
    expect(parts[1].missing.map(({ text }) => text)).toEqual(['last', 'leaves first']);
    expect(parts[0].how).toEqual(['exact']);
  });

  it('leave over what the text has beside', () => {
    expect(beyond.map(({ text }) => text)).toEqual(['all', 'safely']);
  });

  it('lie where they say, whatever the texts', () => {
    const text = fc.oneof(
      fc.string(),
      fc.constantFrom(own, reference, '栈保存元素，并且最后放入的最先取出。'),
    );
    fc.assert(
      fc.property(text, text, (answer, wanted) => {
        const found = partsOf(answer, wanted);
        for (const { start, end, text: piece } of found.parts.flatMap((part) => [part, ...part.missing]))
          expect(wanted.slice(start, end)).toBe(piece);
        for (const { start, end, text: piece } of [...found.parts.flatMap(({ by }) => by), ...found.beyond])
          expect(answer.slice(start, end)).toBe(piece);
        for (const { covered } of found.parts) expect(covered >= 0 && covered <= 1).toBe(true);
      }),
    );
  });

  it('are clauses in Chinese, too', () => {
    const { parts: chinese } = partsOf('它保存元素。', '栈保存元素，最后放入的元素最先取出。');
    expect(chinese.map(({ text }) => text)).toEqual(['栈保存元素', '最后放入的元素最先取出']);
    expect(chinese[0].covered).toBeGreaterThan(chinese[1].covered);
    expect(chinese[1].status).not.toBe('matched');
  });
});
