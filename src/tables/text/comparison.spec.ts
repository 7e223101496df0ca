import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { formSimilarity } from './alignment.js';
import { learnLexicon, Lexicon } from './lexicon.js';
import { compared, courseLexicon, courseTexts } from './text.fixture.js';
import { signsOf } from './text-signs.js';

const question = 'What does a stack do?';
const reference = 'It keeps items, so that the last one is taken out first.';
const codes = (own: string, given = reference, asked = question, lexicon = courseLexicon) => {
  const { texts, figures } = compared(own, given, asked, lexicon);
  return signsOf('answer', texts, figures, lexicon).map(({ code }) => code);
};

describe('a text beside its reference', () => {
  it('that is the reference covers it whole and in order', () => {
    const { figures } = compared(reference, reference, question);
    const whole = [
      'coverage',
      'precision',
      'new_coverage',
      'exact_coverage',
      'cosine',
      'latent',
      'grams',
    ] as const;
    for (const name of whole) expect(figures[name]).toBeCloseTo(1, 10);
    expect(figures).toMatchObject({ order: 1, length: 0, negation: 0 });
  });

  it('covers the more the more points it has, whatever it says beside', () => {
    const coverages = [
      'I do not know.',
      'It keeps items.',
      'It keeps items and the last one comes first.',
      'It keeps items and, as I learnt in school, the last one that came is taken out first, I think.',
    ].map((own) => compared(own, reference, question).figures.new_coverage);
    expect([...coverages].sort((a, b) => a - b)).toEqual(coverages);
    expect(new Set(coverages).size).toBe(4);
  });

  it('earns nothing by the words of the question', () => {
    const { figures } = compared(question, `A stack does this: ${reference}`, question);
    expect(figures.coverage).toBeGreaterThan(0.05);
    expect(figures.exact_coverage).toBe(0);
    expect(figures.new_coverage).toBeLessThan(0.2);
    expect(figures.repeated).toBeCloseTo(1, 10);
  });

  it('gains nothing by repeating a word', () => {
    const [once, often] = ['items', 'items items items items'].map(
      (own) => compared(own, reference, question).figures,
    );
    expect(often.coverage).toBe(once.coverage);
  });

  it.each([
    ['recurs', 'return', 0],
    ['initialize', 'initilaize', 0.9],
    ['function', 'funktion', 0.9],
    ['stack', 'slack', 0.9],
    ['loop', 'pool', 0],
    ['declarat', 'declare', 0.8],
    ['2011', '2012', 0],
    ['数据结构', '数据的结构', 0.79],
    ['栈', '树', 0],
  ])('takes %s for %s by %f', (a, b, least) => {
    const similarity = formSimilarity(a, b);
    expect(similarity).toBe(formSimilarity(b, a));
    if (least === 0) expect(similarity).toBe(0);
    else expect(similarity).toBeGreaterThanOrEqual(least);
  });

  it('has finite figures, whatever the texts', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.option(fc.string(), { nil: undefined }), (...texts) => {
        const { figures } = compared(...texts);
        expect(Object.values(figures).every(Number.isFinite)).toBe(true);
      }),
    );
  });
});

describe('the signs of a text that is not to be trusted', () => {
  const shuffled = 'first items taken one out last the is that so keeps it';

  it('are none for answers', () => {
    for (const own of [reference, 'The last item is taken out first.', 'It keeps items.', ''])
      expect(codes(own)).toEqual([]);
  });

  it('tell a copied question', () => expect(codes('What a stack does')).toEqual(['repeated-text']));

  it('tell words out of their order', () => expect(codes(shuffled)).toEqual(['unordered-text']));

  it('tell a negated reference', () => {
    expect(codes('It never keeps items, so that the last one is taken out first.')).toEqual(['negated-text']);
    const denied = 'It does not return its argument.';
    expect(codes('It returns its argument.', denied)).toEqual(['negated-text']);
    expect(codes('It does not return the argument.', denied)).toEqual([]);
  });

  it('tell words that no training text has', () => {
    expect(codes('Bananas ripen quicker near apples.')).toEqual(['unknown-words']);
    expect(codes('栈是一种数据结构。')).toEqual(['unknown-words']);
  });
});

describe('Chinese texts', () => {
  const chinese = ['栈是后进先出的数据结构', '队列是先进先出的数据结构', '数组把元素依次保存在内存中'];
  const lexicon = new Lexicon(learnLexicon([...chinese, ...courseTexts]));
  const asked = '栈的作用是什么？';
  const given = '栈保存元素，最后放入的元素最先取出。';
  const figuresOf = (own: string) => compared(own, given, asked, lexicon).figures;

  it('are compared like others', () => {
    expect(figuresOf(given).new_coverage).toBeCloseTo(1, 10);
    const [none, some, most] = ['我不知道', '它保存元素', '它保存元素，最后放入的最先取出'].map(
      (own) => figuresOf(own).new_coverage,
    );
    expect(none).toBeLessThan(0.1);
    expect(some).toBeGreaterThan(none);
    expect(most).toBeGreaterThan(some);
  });

  it('have the same signs', () => {
    expect(codes('栈的作用是什么', given, asked, lexicon)).toEqual(['repeated-text']);
    expect(codes('栈不保存元素，最后放入的元素最先取出。', given, asked, lexicon)).toEqual(['negated-text']);
    expect(codes(given, given, asked, lexicon)).toEqual([]);
  });
});
