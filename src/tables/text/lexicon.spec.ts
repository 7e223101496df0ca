import { describe, expect, it } from '@jest/globals';
import { learnLexicon, Lexicon, lexiconSchema, weighted } from './lexicon.js';
import { courseTexts } from './text.fixture.js';

describe('a lexicon', () => {
  it('weighs terms as the TfidfVectorizer of scikit-learn 1.9.1 does', () => {
    const { weight } = new Lexicon(learnLexicon(['stack keep item', 'queue keep order item', 'tree order']));
    expect(weight('item')).toBeCloseTo(1.2876820724517808, 12);
    expect(weight('stack')).toBeCloseTo(1.6931471805599454, 12);
    expect(weight('unheard')).toBeCloseTo(Math.log(4) + 1, 12);
  });

  it('gives words of grammar little weight', () => {
    const { weight } = new Lexicon(learnLexicon(courseTexts));
    expect(weight('the')).toBeLessThan(0.2 * weight('item'));
    expect(weight('的')).toBeLessThan(0.2 * weight('栈'));
  });

  it('learns which words go with the same others', () => {
    const ways = (verb: string) =>
      ['items', 'numbers', 'names'].map((what) => `${verb} ${what} safely below values of memory`);
    const others = ['loops', 'tests', 'loops again'].map((what) => `${what} while programs run slowly`);
    const lexicon = new Lexicon(learnLexicon([...ways('keeps'), ...ways('stores'), ...others]));
    expect(lexicon.similarity('keep', 'store')).toBeGreaterThan(0.8);
    expect(lexicon.similarity('keep', 'loop')).toBeLessThan(0.3);
    expect(lexicon.similarity('keep', 'unheard')).toBe(0);
  });

  it('is the same whatever the order and repetition of the texts, also through a file', () => {
    const learnt = learnLexicon(courseTexts);
    expect(learnLexicon([...courseTexts, ...courseTexts].reverse())).toStrictEqual(learnt);
    expect(lexiconSchema.parse(JSON.parse(JSON.stringify(learnt)))).toStrictEqual(learnt);
  });

  it('of nothing knows nothing', () => {
    const lexicon = new Lexicon(learnLexicon([]));
    expect(lexicon.dimensions).toBe(0);
    expect(lexicon.weight('stack')).toBe(1);
    expect([...lexicon.vector(new Map([['stack', 1]]))]).toEqual([]);
  });

  it('gives terms of a text a length of 1 together', () => {
    const terms = weighted(['a', 'b', 'a'], () => 2);
    const length = [...terms.values()].reduce((sum, value) => sum + value * value, 0);
    expect(length).toBeCloseTo(1, 12);
    expect(terms.get('a')).toBeGreaterThan(terms.get('b') ?? 0);
  });
});
