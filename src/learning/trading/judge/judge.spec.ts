import { describe, expect, it } from '@jest/globals';
import { PhraseBook } from '../../../core/language/phrase-book.js';
import { createRandom } from '../../../core/random.js';
import { learningPhrases } from '../../phrases.js';
import { deflatedOf, figuresOf } from './figures.js';
import { beats, verdictText, type Verdict } from './verdict.js';

const verdict: Verdict = {
  beatsEqualWeight: false,
  from: '2014-12-01',
  to: '2024-11-01',
  periods: 118,
  sharpe: 0.7,
  equalWeight: 0.9,
  difference: { value: -0.2, lower: -0.69, upper: 0.18 },
  deflated: 0,
  trials: 9,
};

describe('the verdict', () => {
  const unknown = { value: null, lower: null, upper: null };

  it.each([
    ['did not beat equal weight', verdict, 'momentum', '未能优于等权'],
    ['it beat equal weight', { ...verdict, beatsEqualWeight: true }, 'network-10', '优于等权：'],
    ['Equal weight itself serves', { ...verdict, difference: unknown }, 'equal-weight', '由等权本身提供服务'],
    ['unknown to unknown', { ...verdict, difference: unknown }, 'momentum', 'unknown 至 unknown'],
  ])('says that %s, in both languages', (said, of, strategy, zh) => {
    const text = verdictText(of, strategy);
    expect(text).toContain(said);
    expect(new PhraseBook([learningPhrases]).say(text, 'zh')).toContain(zh);
  });

  it('is that of the whole interval', () => {
    expect(beats({ difference: { value: 0.4, lower: 0.01, upper: 0.8 } })).toBe(true);
    expect(beats({ difference: { value: 0.4, lower: -0.01, upper: 0.8 } })).toBe(false);
    expect(beats({ difference: { value: 0.4, lower: NaN, upper: NaN } })).toBe(false);
    expect(beats({})).toBe(false);
  });
});

describe('figures of a walk', () => {
  const random = createRandom(1);
  const returns = Float64Array.from({ length: 120 }, () => 0.01 + 0.04 * random.normal());
  const walked = (of: Float64Array) => ({
    returns: of,
    values: Float64Array.of(1, 1.2, 0.9),
    traded: new Float64Array(120).fill(0.1),
    costs: new Float64Array(120).fill(0.0001),
  });

  it('are those of a year', () => {
    const constant = new Float64Array(120).fill(0.01);
    const own = figuresOf(walked(constant), { perYear: 12, seed: 1 });
    expect(own.return).toBeCloseTo(1.01 ** 12 - 1, 12);
    expect(own.turnover).toBeCloseTo(0.6, 12);
    expect(own.costs).toBeCloseTo(0.012, 12);
    expect(own.drawdown).toBeCloseTo(0.25, 12);
  });

  it('differ from themselves by nothing, on every resample', () => {
    const { difference } = figuresOf(walked(returns), { perYear: 12, seed: 1, equalWeight: walked(returns) });
    expect(difference).toEqual({ value: 0, lower: 0, upper: 0 });
  });

  it('are deflated by every trial, those of other reports with them', () => {
    const equalWeight = returns.map((one, i) => one - 0.002 * (i % 2));
    const others = [0.5, 1, 1.5].map((factor) => returns.map((one, i) => one * factor + 0.001 * (i % 5)));
    const of = (earlier: number) => deflatedOf(returns, equalWeight, { all: [returns, ...others], earlier });
    expect(of(0).trials).toBe(4);
    expect(of(96).trials).toBe(100);
    expect(of(96).sharpe).toBeLessThan(of(0).sharpe);
    expect(of(96).active).toBeLessThan(of(0).active);
  });
});
