import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { zodProblems } from '../zod-problems.js';
import { localisedText } from './localised-text.js';

const schema = z.strictObject({ title: localisedText, notice: localisedText.optional() });

const problemsOf = (value: unknown) => zodProblems(schema.safeParse(value).error!, value);

describe('a text in two languages', () => {
  it('may be one text for both', () => {
    expect(schema.parse({ title: 'Returns' })).toEqual({ title: { en: 'Returns', zh: 'Returns' } });
    const both = { title: { en: 'Returns', zh: '退货' }, notice: { en: 'a', zh: 'b' } };
    expect(schema.parse(both)).toEqual(both);
  });

  it.each([
    [undefined, 'nothing'],
    [2024, '2024'],
    ['', '""'],
    [['a'], '["a"]'],
  ])('is not %j, and the message shows its form', (title, received) => {
    const expected = 'a text, or one in each language: { en: …, zh: … }';
    expect(problemsOf({ title })).toEqual([{ pointer: '/title', expected, received }]);
  });

  it('with one language alone lacks the other by its name', () => {
    expect(problemsOf({ title: { en: 'Returns' } })).toMatchObject([
      { pointer: '/title/zh', received: 'nothing' },
    ]);
  });
});
