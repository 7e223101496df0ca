import { describe, expect, it } from '@jest/globals';
import { crossingRule, decisionProblems, eventRule } from './index.js';

const declared = {
  rule: 'alert',
  limit: 75,
  also: [35],
  costs: { falsePositive: 1, falseNegative: 3, review: 0.4 },
  actions: { negative: 'none', review: 'watch', positive: 'alert' },
};

describe('a rule about a limit', () => {
  it('decides by the probability and what it costs to be wrong', () => {
    const { rule, spec } = crossingRule(declared)!;
    expect(rule.limits(spec)).toEqual({ limits: [75, 35], side: 'above' });
    const decide = rule.decider(spec);
    expect([0.13, 0.14, 0.59, 0.6].map((probability) => decide(probability).action)).toEqual([
      'none',
      'watch',
      'watch',
      'alert',
    ]);
    expect(decide(0.9)).toEqual({
      action: 'alert',
      rule: 'probability of crossing a limit',
      thresholds: { lower: 0.133333333, upper: 0.6 },
    });
  });

  it('has one threshold where nobody watches', () => {
    const { rule, spec } = crossingRule({
      ...declared,
      costs: { falsePositive: 1, falseNegative: 3 },
      actions: { negative: 'none', positive: 'alert' },
    })!;
    const decide = rule.decider(spec);
    expect(decide(0.25)).toMatchObject({ action: 'alert', threshold: 0.25 });
    expect(decide(0.24).action).toBe('none');
    const rows = { labels: [0, 1, 1], probabilities: [0.9, 0.9, 0.1] };
    expect(rule.report(rows, spec)).toMatchObject({
      decided: { negative: { count: 1, positives: 1 }, positive: { count: 2, positives: 1 } },
      meanCost: 4 / 3,
    });
  });

  it('fits what has a distribution alone', () => {
    expect(decisionProblems(declared, 'crossing')).toEqual([]);
    expect(eventRule(declared)).toBeUndefined();
    expect(crossingRule(undefined)).toBeUndefined();
    expect(decisionProblems(declared, 'event')).toEqual([
      {
        pointer: '/decision/rule',
        expected: 'the task forecast or regression, of one target',
        received: 'a target without',
      },
    ]);
  });

  it.each<[string, object, string, string]>([
    ['a limit twice', { also: [35, 75] }, '/decision/also', 'each limit once'],
    ['an unknown side', { side: 'beside' }, '/decision/side', 'above'],
    ['no limit', { limit: undefined }, '/decision/limit', 'number'],
    [
      'an action of watching without a cost',
      { costs: { falsePositive: 1, falseNegative: 3 } },
      '/decision/actions/review',
      'an action for review exactly when watching has a cost',
    ],
  ])('is refused with %s', (_, changes, pointer, expected) => {
    const [problem] = decisionProblems({ ...declared, ...changes }, 'crossing');
    expect(problem.pointer).toBe(pointer);
    expect(problem.expected).toContain(expected);
  });
});
