import type { DecisionSpec } from '../../src/decisions/decision.js';

const threeActions = { negative: 'pass', review: 'look', positive: 'stop' };

/** How each rule is declared, by its name: a rule without a declaration fails the contract. That about classes is for `g`, `x` and `m`. */
export const ruleSubjects: Readonly<Record<string, DecisionSpec>> = {
  'expected-cost': {
    rule: 'expected-cost',
    costs: { falsePositive: 1, falseNegative: 5, review: 0.6 },
    actions: threeActions,
  },
  'rule-out-rule-in': {
    rule: 'rule-out-rule-in',
    sensitivity: 0.9,
    specificity: 0.8,
    actions: threeActions,
  },
  'cost-matrix': {
    rule: 'cost-matrix',
    costs: { keep: { g: 0, x: 5, m: 2 }, return: { g: 2, x: 0, m: 1 } },
  },
  budget: {
    rule: 'budget',
    cost: 1,
    margin: 10,
    effect: 0.5,
    actions: { offer: 'offer', none: 'nothing' },
  },
  grades: {
    rule: 'grades',
    scale: [{ grade: 'A', below: 0.3 }, { grade: 'B', below: 0.6 }, { grade: 'C' }],
    least: { rows: 3, events: 1 },
    significance: 0.5,
  },
  alert: {
    rule: 'alert',
    limit: 8,
    also: [5],
    costs: { falsePositive: 1, falseNegative: 20, review: 0.5 },
    actions: { negative: 'none', review: 'watch', positive: 'warn' },
  },
  treat: {
    rule: 'treat',
    benefit: 2,
    cost: 1,
    harm: 0.5,
    actions: { treat: 'treat', withhold: 'withhold', review: 'discuss' },
  },
  refer: {
    rule: 'refer',
    widest: 4,
    signs: ['missing'],
    low: 3,
    actions: { award: 'award', refer: 'look' },
  },
  'lead-time': { rule: 'lead-time', lead: 10, stop: 2, actions: { run: 'run', plan: 'plan', stop: 'stop' } },
};
