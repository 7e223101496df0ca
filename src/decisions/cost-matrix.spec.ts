import { describe, expect, it } from '@jest/globals';
import { classRule, decisionProblems, eventRule, hasCosts } from './index.js';

const declared = {
  rule: 'cost-matrix',
  costs: {
    release: { good: 0, scratched: 5, cracked: 80 },
    rework: { good: 3, scratched: 1, cracked: 60 },
    scrap: { good: 10, scratched: 8, cracked: 2 },
  },
  refer: { action: 'ask a person', cost: 2.5 },
};
const classes = ['good', 'scratched', 'cracked'];

describe('a rule over more than two classes', () => {
  it('decides by what its actions are expected to cost, and tells it', () => {
    const { rule, spec } = classRule(declared)!;
    const learnt = rule.learn(classes, spec);
    expect(rule.learntSchema.parse(JSON.parse(JSON.stringify(learnt)))).toEqual(learnt);
    const decide = rule.decider(learnt, spec);
    expect(decide([1, 0, 0])).toEqual({
      action: 'release',
      rule: 'expected cost',
      costs: { release: 0, rework: 3, scrap: 10, 'ask a person': 2.5 },
    });
    expect(decide([0, 1, 0]).action).toBe('rework');
    // Released for 3.6, reworked for 4.9, scrapped for 8.8.
    expect(decide([0.72, 0.24, 0.04]).action).toBe('ask a person');
    expect(decide([0.5, 0.5, 0]).action).toBe('rework');
  });

  it('has its costs in the order of the classes, however they are written', () => {
    const { rule, spec } = classRule({ ...declared, refer: undefined })!;
    const costs = rule.learn(['cracked', 'good', 'scratched'], spec).actions?.map((one) => one.costs);
    expect(costs).toEqual([[80, 0, 5], [60, 3, 1], [2, 10, 8]]); // prettier-ignore
  });

  it('fits classes alone', () => {
    expect(hasCosts(declared)).toBe(true);
    expect(eventRule(declared)).toBeUndefined();
    expect(classRule(undefined)).toBeUndefined();
    expect(decisionProblems(declared, 'class', classes)).toEqual([]);
    expect(decisionProblems(declared, 'event', classes)).toEqual([
      {
        pointer: '/decision/rule',
        expected: 'a target of more than two classes that are no kinds of an event',
        received: 'a target without',
      },
    ]);
  });

  it.each<[string, object, [string, string][]]>([
    [
      'a class of which a cost is missing, and one that is none',
      { costs: { ...declared.costs, rework: { good: 3, scratched: 1, craked: 60 } } },
      [
        ['/decision/costs/rework/cracked', 'what "rework" costs where "cracked" happens'],
        ['/decision/costs/rework/craked', 'one of the classes good, scratched, cracked'],
      ],
    ],
    [
      'one action',
      { costs: { release: declared.costs.release }, refer: undefined },
      [['/decision/costs', 'at least two actions, that to refer among them']],
    ],
    [
      'an action twice',
      { refer: { action: 'scrap', cost: 1 } },
      [['/decision/refer/action', 'an action that costs does not have']],
    ],
    [
      'a cost that is no number',
      { costs: { ...declared.costs, scrap: { good: 'much', scratched: 1, cracked: 2 } } },
      [['/decision/costs/scrap/good', 'number']],
    ],
  ])('is refused with %s', (_, changes, expected) => {
    const problems = decisionProblems({ ...declared, ...changes }, 'class', classes);
    expect(problems.map(({ pointer }) => pointer)).toEqual(expected.map(([pointer]) => pointer));
    problems.forEach((problem, i) => expect(problem.expected).toContain(expected[i][1]));
  });
});
