import { describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import type { EventRule } from './decision.js';
import {
  checkDecisions,
  decisionProblems,
  decisionRules,
  eventRule,
  numberRule,
  registerDecisions,
} from './index.js';

const costly = {
  rule: 'expected-cost',
  costs: { falsePositive: 1, falseNegative: 5, review: 0.6 },
  actions: { negative: 'approve', positive: 'decline', review: 'refer' },
};

/** A rule of an industry: whoever is likelier than not gets the offer. */
const coin: EventRule<{ rule: 'coin'; offer: string }, { threshold: number; rate: number }> = {
  name: 'coin',
  decidesOn: 'event',
  hasCosts: false,
  schema: z.strictObject({ rule: z.literal('coin'), offer: z.string().min(1) }),
  learntSchema: z.strictObject({ threshold: z.number(), rate: z.number() }),
  learn: ({ labels }) => ({
    threshold: 0.5,
    rate: Array.from(labels).reduce((a, b) => a + b) / labels.length,
  }),
  decider:
    ({ threshold }, { offer }) =>
    (probability) => ({ action: probability >= threshold ? offer : 'nothing', rule: 'coin' }),
  report: ({ labels }, { rate }) => ({ rows: labels.length, rate }),
};

describe('the registry of decision rules', () => {
  it('holds every file of its folder under its name', () => {
    expect(() => checkDecisions()).not.toThrow();
    expect(() => checkDecisions(import.meta.dirname + '/..')).toThrow('registered without a file');
  });

  it('takes rules of industries, once each', () => {
    registerDecisions([coin]);
    registerDecisions([coin]);
    expect(decisionRules().filter(({ name }) => name === 'coin')).toEqual([coin]);
    expect(() => registerDecisions([{ ...coin }])).toThrow('Two decision rules are called coin.');
    const declared = eventRule({ rule: 'coin', offer: 'a voucher' });
    const learnt = declared?.rule.learn(
      { labels: [0, 1, 1, 1], probabilities: [0.1, 0.9, 0.8, 0.7] },
      declared.spec,
    );
    expect(learnt).toEqual({ threshold: 0.5, rate: 0.75 });
    expect(declared?.rule.decider({ threshold: 0.5 }, declared.spec)(0.6).action).toBe('a voucher');
  });

  it('gives a rule to what it decides on alone', () => {
    expect(eventRule(costly)?.rule.name).toBe('expected-cost');
    expect(numberRule(costly)).toBeUndefined();
    expect(eventRule(undefined)).toBeUndefined();
    expect(eventRule({ rule: 'unheard-of' })).toBeUndefined();
  });
});

it('a decision that a person may take tells the thresholds of the action beside that of the label', () => {
  const declared = eventRule(costly)!;
  const rows = { labels: [0, 1, 1, 0], probabilities: [0.1, 0.9, 0.8, 0.3] };
  const learnt = declared.rule.learn(rows, declared.spec);
  expect(declared.rule.decider(learnt, declared.spec)(0.3)).toEqual({
    action: 'refer',
    rule: 'expected cost',
    threshold: 0.166666667,
    thresholds: { lower: 0.12, upper: 0.4 },
  });
  const plain = eventRule({
    ...costly,
    costs: { falsePositive: 1, falseNegative: 5 },
    actions: { negative: 'a', positive: 'b' },
  })!;
  const alone = plain.rule.decider(plain.rule.learn(rows, plain.spec), plain.spec)(0.3);
  expect(alone).toEqual({ action: 'b', rule: 'expected cost', threshold: 0.166666667 });
});

describe('a declared decision', () => {
  it('that fits has no problem', () => {
    expect(decisionProblems(costly, 'event')).toEqual([]);
    expect(decisionProblems(undefined, undefined)).toEqual([]);
  });

  it.each<[string, Record<string, unknown> & { rule: string }, string, string]>([
    [
      'by an unknown rule',
      { ...costly, rule: 'by-feeling' },
      '/decision/rule',
      'one of expected-cost, rule-out-rule-in',
    ],
    ['with an unknown key', { ...costly, more: 1 }, '/decision/more', 'no such key'],
    ['without its actions', { rule: 'expected-cost', costs: costly.costs }, '/decision/actions', 'object'],
    [
      'with an action of review without a cost',
      { ...costly, costs: { falsePositive: 1, falseNegative: 5 } },
      '/decision/actions/review',
      'an action for review exactly when reviewing has a cost',
    ],
    [
      'with a cost of review without an action',
      { ...costly, actions: { negative: 'approve', positive: 'decline' } },
      '/decision/actions/review',
      'an action for review exactly when reviewing has a cost',
    ],
    [
      'with a share that keeps everything',
      { rule: 'rule-out-rule-in', sensitivity: 1, specificity: 0.9, actions: costly.actions },
      '/decision/sensitivity',
      'less than 1',
    ],
  ])('is refused %s', (_, decision, pointer, expected) => {
    const [problem] = decisionProblems(decision, 'event');
    expect(problem.pointer).toBe(pointer);
    expect(problem.expected).toContain(expected);
  });

  it('is refused where the answers do not tell what it decides on', () => {
    for (const subject of [undefined, 'time-left'] as const) {
      expect(decisionProblems(costly, subject)).toEqual([
        {
          pointer: '/decision/rule',
          expected: 'a target with a positive class',
          received: 'a target without',
        },
      ]);
    }
  });
});
