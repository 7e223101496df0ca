import { describe, expect, it } from '@jest/globals';
import {
  decisionSchema,
  type ClassRule,
  type CrossingRule,
  type Decision,
  type DecisionRule,
  type EventRule,
  type ValueRule,
} from '../../src/decisions/decision.js';
import { decisionProblems, decisionRules, hasCosts, registerDecisions } from '../../src/decisions/index.js';
import { industryRules } from '../../src/industries/industries.module.js';
import { ruleSubjects } from './rule-subjects.js';

/** What every decision rule must do. A newcomer is tested by being registered, with a declaration in `rule-subjects.ts`. */

registerDecisions(industryRules);
const kinds: readonly DecisionRule['decidesOn'][] = ['event', 'class', 'time-left', 'value', 'crossing'];
const classes = ['g', 'x', 'm'];

type RowRule = (typeof rules)[number];

/** Cells of a grid from 0 to 1. */
const grid = Array.from({ length: 21 }, (_, i) => i / 20);

/** Those that decide on one row; what they do with whole files is told by another contract. */
const rules = decisionRules().filter((rule) => rule.decidesOn !== 'batch');

it.each(rules)('the rule $name has a declaration to be tested with', ({ name }) => {
  expect(Object.keys(ruleSubjects)).toContain(name);
});

const cases = rules.filter(({ name }) => Object.hasOwn(ruleSubjects, name));

/** As a version keeps it. */
const stored = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value;

function decideEvents(rule: EventRule, spec: unknown) {
  const labels = grid.map((_, i) => (i % 5 < i / 5 ? 1 : 0));
  const rows = { labels, probabilities: grid };
  const learnt = rule.learn(rows, spec);
  expect(rule.learntSchema.parse(stored(learnt))).toEqual(learnt);
  const decide = rule.decider(rule.learntSchema.parse(stored(learnt)), spec);
  return { decisions: grid.map(decide), report: rule.report(rows, learnt) };
}

function decideClasses(rule: ClassRule, spec: unknown) {
  const learnt = rule.learn(classes, spec);
  expect(rule.learntSchema.parse(stored(learnt))).toEqual(learnt);
  const decide = rule.decider(rule.learntSchema.parse(stored(learnt)), spec);
  const likely = grid.map((first) => [first, (1 - first) / 4, (3 * (1 - first)) / 4]);
  const rows = {
    labels: grid.map((_, i) => i % 3),
    probabilities: Float32Array.from(likely.flat()),
    classes: classes.length,
    names: classes,
  };
  return { decisions: likely.map(decide), report: rule.report(rows, learnt) };
}

function decideCrossings(rule: CrossingRule, spec: unknown) {
  const labels = grid.map((_, i) => (i % 5 < i / 5 ? 1 : 0));
  const { limits } = rule.limits(spec);
  expect(limits.length).toBeGreaterThan(0);
  const report = rule.report({ labels, probabilities: grid }, spec);
  return { decisions: grid.map(rule.decider(spec)), report };
}

/** By the figures alone, and with every remark that a row could have. */
function decideValues(rule: ValueRule, spec: unknown) {
  const figures = grid.map((at) => ({ value: 20 * at, interval: [15 * at, 30 * at] as [number, number] }));
  const decide = rule.decider(spec);
  const decisions = [...figures, { value: 3 }].flatMap((one) => [
    decide(one, []),
    decide(one, ['missing', 'unheard-of']),
  ]);
  return { decisions, report: rule.report({ actual: grid.map((at) => 19 * at), figures }, spec) };
}

function decided(rule: RowRule): { decisions: Decision[]; report: unknown } {
  const spec = rule.schema.parse(ruleSubjects[rule.name]);
  if (rule.decidesOn === 'event') return decideEvents(rule, spec);
  if (rule.decidesOn === 'class') return decideClasses(rule, spec);
  if (rule.decidesOn === 'crossing') return decideCrossings(rule, spec);
  if (rule.decidesOn === 'value') return decideValues(rule, spec);
  const decide = rule.decider(spec);
  const figures = grid.map((at) => ({ value: 20 * at, interval: [15 * at, 30 * at] as [number, number] }));
  return { decisions: [...figures, { value: 3 }].map(decide), report: {} };
}

describe.each(cases)('the rule $name', (rule) => {
  const declared = ruleSubjects[rule.name];

  it('is declared by its own schema, which knows no other key', () => {
    expect(decisionProblems(declared, rule.decidesOn, classes)).toEqual([]);
    expect(hasCosts(declared)).toBe(rule.hasCosts ?? false);
    const wrong = decisionProblems({ ...declared, unheardOf: 1 }, rule.decidesOn, classes);
    expect(wrong.map(({ pointer }) => pointer)).toEqual(['/decision/unheardOf']);
  });

  it('fits what it decides on, and nothing else', () => {
    for (const kind of [undefined, ...kinds.filter((one) => one !== rule.decidesOn)]) {
      const [problem] = decisionProblems(declared, kind, classes);
      expect(problem).toMatchObject({ pointer: '/decision/rule', expected: expect.any(String) });
    }
  });

  it('decides whatever row there is, in the form of every door', () => {
    const { decisions } = decided(rule);
    for (const decision of decisions) {
      expect(decisionSchema.strict().parse(stored(decision))).toEqual(decision);
      expect(decision.action).not.toBe('');
      expect(decision.rule).not.toBe('');
    }
    expect(new Set(decisions.map(({ action }) => action)).size).toBeGreaterThan(1);
    for (const { action } of decisions) expect(JSON.stringify(declared)).toContain(`"${action}"`);
  });

  it('decides the same row the same, and reports in plain JSON', () => {
    const [first, second] = [decided(rule), decided(rule)];
    expect(second).toEqual(first);
    expect(stored(first.report)).toEqual(first.report);
  });
});
