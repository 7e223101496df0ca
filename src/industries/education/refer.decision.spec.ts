import { describe, expect, it } from '@jest/globals';
import { refer } from './refer.decision.js';

const spec = {
  rule: 'refer' as const,
  widest: 2,
  signs: ['repeated-text' as const],
  low: 3,
  actions: { award: 'award', refer: 'person' },
};

describe('the rule refer', () => {
  const decide = refer.decider(spec);

  it('lets a mark stand whose interval is narrow enough', () => {
    const answered = decide({ value: 4, interval: [3, 5] }, []);
    expect(answered).toEqual({ action: 'award', rule: 'width of the interval', threshold: 2 });
    expect(decide({ value: 4, interval: [2.9, 5] }, []).action).toBe('person');
    expect(decide({ value: 4 }, []).action).toBe('person');
  });

  it('sends a row with a declared sign to a person, whatever its interval', () => {
    const figures = { value: 5, interval: [5, 5] as [number, number] };
    expect(decide(figures, ['repeated-text'])).toMatchObject({
      action: 'person',
      rule: 'sign of a text that is not to be trusted',
    });
    expect(decide(figures, ['negated-text']).action).toBe('award');
  });

  it('reports how many marks stand, how good these are, and how many low ones are found', () => {
    const figures = [
      { value: 5, interval: [4.5, 5] as [number, number] },
      { value: 4, interval: [3, 5] as [number, number] },
      { value: 3.5, interval: [1, 5] as [number, number] },
      { value: 2, interval: [0, 4] as [number, number] },
    ];
    expect(refer.report({ actual: [5, 2, 1, 2], figures }, spec)).toEqual({
      rule: 'refer',
      rows: 4,
      awarded: { share: 0.5, meanAbsoluteError: 1, withinOne: 0.5 },
      all: { meanAbsoluteError: 1.125, withinOne: 0.5 },
      low: { below: 3, rows: 3, recall: 1 / 3, recallWithReferred: 2 / 3 },
    });
  });

  it('says nothing of rows that there are none of', () => {
    expect(refer.report({ actual: [5], figures: [{ value: 5 }] }, spec)).toMatchObject({
      awarded: { share: 0, meanAbsoluteError: null, withinOne: null },
      low: { rows: 0, recall: null, recallWithReferred: null },
    });
  });

  it('refuses a sign that no text can have', () => {
    expect(refer.schema.safeParse({ ...spec, signs: ['bad-handwriting'] }).success).toBe(false);
  });
});
