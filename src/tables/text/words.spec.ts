import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { withoutTags, wordsOf } from './words.js';

const termsOf = (text: string) => wordsOf(text).map(({ term }) => term);

describe('words', () => {
  it('are stemmed, in lower case, with apostrophes inside and without possessives', () => {
    expect(termsOf("The Program's loops don’t stop, e.g. 3 times.")).toEqual([
      'the',
      'program',
      'loop',
      "don't",
      'stop',
      'e',
      'g',
      '3',
      'time',
    ]);
  });

  it('stand where the text has them', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string(), fc.constant('栈是<br>后进先出 LIFO 的、不是队列')), (text) => {
        let last = 0;
        for (const word of wordsOf(text)) {
          expect(text.slice(word.start, word.end)).toBe(word.text);
          expect(word.start).toBeGreaterThanOrEqual(last);
          last = word.end;
        }
      }),
    );
  });

  it('are not made of tags, while comparisons are no tags', () => {
    const text = 'first<br><BR/>second &amp; <p class="x">third</p> a < b and c > d';
    expect(termsOf(text)).toEqual(['first', 'second', 'third', 'a', 'b', 'and', 'c', 'd']);
    expect(withoutTags(text)).toHaveLength(text.length);
  });

  it('are found in Chinese, which has no blanks', () => {
    const words = wordsOf('链表可以动态地增长，数组不能。').map(({ text }) => text);
    expect(words.join('')).toBe('链表可以动态地增长数组不能');
    expect(words).toEqual(expect.arrayContaining(['可以', '动态', '增长', '不能']));
  });

  it('of both scripts stand side by side', () => {
    expect(termsOf('使用LIFO的stack结构')).toEqual(expect.arrayContaining(['使用', 'lifo', 'stack', '结构']));
  });

  it('of full width are those of half width', () => {
    expect(termsOf('ＳＴＡＣＫ１')).toEqual(termsOf('stack1'));
  });
});
