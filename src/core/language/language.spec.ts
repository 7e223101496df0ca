import { describe, expect, it } from '@jest/globals';
import { acceptedLanguage } from './accepted-language.js';
import { catalogue } from './catalogue.js';
import { environmentLanguage } from './environment-language.js';
import { textIn, type Language } from './language.js';
import { PhraseBook } from './phrase-book.js';

describe('Accept-Language', () => {
  it.each([
    [undefined, 'en'],
    ['', 'en'],
    ['zh', 'zh'],
    ['zh-CN', 'zh'],
    ['ZH-hans-cn', 'zh'],
    ['zh-TW,zh;q=0.9,en;q=0.8', 'zh'],
    ['en-GB, zh;q=0.9', 'en'],
    ['en;q=0.5, zh;q=0.7', 'zh'],
    ['zh;q=0.7, en;q=0.7', 'zh'],
    ['en, zh', 'en'],
    ['fr', 'en'],
    ['fr, zh;q=0.2', 'zh'],
    ['*', 'en'],
    ['zh;q=0, *', 'en'],
    ['en;q=0, *', 'zh'],
    ['*;q=0.1, zh;q=0.5', 'zh'],
    ['zh;q=0', 'en'],
    ['zh-CN ; q=0.9 , en ; q=0.1', 'zh'],
    ['zh;q=2, en;q=0.1', 'en'],
    ['zh;level=1, en;q=0.1', 'en'],
    ['zha', 'en'],
    [`${'fr,'.repeat(60)}zh`, 'en'],
  ])('%p asks for %s', (header, language) => {
    expect(acceptedLanguage(header)).toBe(language);
  });
});

describe('the environment', () => {
  it.each<[Record<string, string>, Language]>([
    [{}, 'en'],
    [{ LANG: 'zh_CN.UTF-8' }, 'zh'],
    [{ LANG: 'zh-Hant' }, 'zh'],
    [{ LANG: 'zh' }, 'zh'],
    [{ LANG: 'zha_CN' }, 'en'],
    [{ LANG: 'C' }, 'en'],
    [{ LANG: 'zh_CN.UTF-8', LC_MESSAGES: 'POSIX' }, 'en'],
    [{ LANG: 'en_US.UTF-8', LC_MESSAGES: 'zh_TW' }, 'zh'],
    [{ LANG: 'zh_CN', LC_MESSAGES: 'zh_CN', LC_ALL: 'de_DE@euro' }, 'en'],
    [{ LANG: 'zh_CN', LC_ALL: '' }, 'zh'],
  ])('%p speaks %s', (environment, language) => {
    expect(environmentLanguage(environment)).toBe(language);
  });
});

it('a text in both languages is read in the one asked for', () => {
  expect(textIn({ en: 'good', zh: '好' }, 'zh')).toBe('好');
});

it('a catalogue speaks the language of the moment', () => {
  let spoken: Language = 'en';
  const say = catalogue(
    { done: { en: 'done', zh: '完成' }, rows: { en: '{count} rows of {name}', zh: '{name} 的 {count} 行' } },
    () => spoken,
  );
  expect([say.done, say.rows({ count: 3, name: 'a.csv' })]).toEqual(['done', '3 rows of a.csv']);
  spoken = 'zh';
  expect([say.done, say.rows({ count: 3, name: 'a.csv' })]).toEqual(['完成', 'a.csv 的 3 行']);
  // @ts-expect-error -- the places of both texts are the same
  catalogue({ wrong: { en: '{count} rows', zh: '{number} 行' } }, () => spoken);
});

describe('a phrase book', () => {
  const book = new PhraseBook([
    {
      phrases: [
        ['a number', '数字'],
        ['{number} to {number2}', '{number} 至 {number2}'],
        ['{saidRange}, as in the training rows', '{saidRange}（训练行的范围）'],
        [
          '{column}: expected {saidExpected}, received {receivedValue}.',
          '{column}：应为{saidExpected}，实际为{receivedValue}。',
        ],
      ],
      received: [['nothing (missing)', '空（缺失）']],
    },
  ]);

  it('says whole phrases, and those with places, one inside the other', () => {
    expect(book.say('a number', 'zh')).toBe('数字');
    expect(book.say('-1.5 to 2e+21, as in the training rows', 'zh')).toBe('-1.5 至 2e+21（训练行的范围）');
    expect(book.say('age: expected a number, received nothing (missing).', 'zh')).toBe(
      'age：应为数字，实际为空（缺失）。',
    );
  });

  it('leaves what it does not know, what was given and English alone', () => {
    expect(book.say('from here to there', 'zh')).toBe('from here to there');
    expect(book.sayReceived('a number', 'zh')).toBe('a number');
    expect(book.say('x: expected a number, received a number.', 'zh')).toBe('x：应为数字，实际为a number。');
    expect(book.say('a number', 'en')).toBe('a number');
    expect(book.say('a (strange) [text] {', 'zh')).toBe('a (strange) [text] {');
  });
});
