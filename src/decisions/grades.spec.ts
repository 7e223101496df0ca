import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../core/random.js';
import { decisionProblems, eventRule, hasCosts } from './index.js';

const declared = {
  rule: 'grades',
  scale: [{ grade: 'A', below: 0.02 }, { grade: 'B', below: 0.08 }, { grade: 'C' }], // prettier-ignore
  baseRate: 0.05,
};

function rows(count: number) {
  const random = createRandom(2);
  const probabilities = Array.from({ length: count }, () => random.next() ** 1.5);
  return { probabilities, labels: probabilities.map((p) => Number(random.next() < p)) };
}

describe('a rule that puts rows into grades', () => {
  const { rule, spec } = eventRule(declared)!;
  const learnt = rule.learn(rows(1500), spec);
  const decide = rule.decider(learnt, spec);

  it('keeps what it has learnt as plain JSON', () => {
    expect(rule.learntSchema.parse(JSON.parse(JSON.stringify(learnt)))).toEqual(learnt);
    expect(learnt.threshold).toBe(0.5);
    expect(hasCosts(declared)).toBe(false);
  });

  it('tells the grade with its probability, and that of the row at the base rate', () => {
    const [best, worst] = [decide(0.01), decide(0.99)];
    expect(best).toMatchObject({ action: 'A', rule: 'grades', grade: { name: 'A', rank: 1, of: 3 } });
    expect(worst).toMatchObject({ action: 'C', grade: { name: 'C', rank: 3, of: 3 } });
    const { probability, interval, rows: count } = worst.grade!;
    expect(probability).toBeGreaterThanOrEqual(0.08);
    expect(interval[0]).toBeLessThan(probability);
    expect(interval[1]).toBeGreaterThan(probability);
    expect(count).toBeGreaterThanOrEqual(30);
    expect(best.probability).toBeLessThan(0.01);
  });

  it('gives a CSV the same figures, and without a base rate no probability of the row', () => {
    const decision = decide(0.4);
    const columns = rule.columns!(spec);
    expect(columns.map(({ name }) => name)).toEqual(['grade_probability', 'base_rate_probability']);
    expect(columns.map(({ cell }) => cell(decision))).toEqual([
      String(decision.grade?.probability),
      String(decision.probability),
    ]);
    const plain = eventRule({ ...declared, baseRate: undefined })!;
    expect(plain.rule.columns!(plain.spec).map(({ name }) => name)).toEqual(['grade_probability']);
    const alone = plain.rule.decider(plain.rule.learn(rows(1500), plain.spec), plain.spec)(0.4);
    expect(alone).not.toHaveProperty('probability');
  });

  it('leaves one grade of too few rows, and its report tells the names without one', () => {
    const few = rule.learn(rows(20), spec);
    expect(rule.decider(few, spec)(0.9).grade).toMatchObject({ rank: 1, of: 1, rows: 20 });
    const { unused } = rule.report(rows(20), few) as { unused: string[] };
    expect(unused).toHaveLength(2);
  });
});

it.each<[string, object, string, string]>([
  ['a scale of one step', { scale: [{ grade: 'A' }] }, '/decision/scale', '2'],
  [
    'limits that do not rise',
    { scale: [{ grade: 'A', below: 0.2 }, { grade: 'B', below: 0.1 }, { grade: 'C' }] }, // prettier-ignore
    '/decision/scale',
    '`below` rising from grade to grade, and none of the last',
  ],
  [
    'a limit of the last grade',
    { scale: [{ grade: 'A', below: 0.1 }, { grade: 'B', below: 0.2 }] }, // prettier-ignore
    '/decision/scale',
    '`below` rising from grade to grade, and none of the last',
  ],
  [
    'a name twice',
    { scale: [{ grade: 'A', below: 0.1 }, { grade: 'A' }] }, // prettier-ignore
    '/decision/scale',
    'each grade once',
  ],
  ['a base rate in percent', { baseRate: 5 }, '/decision/baseRate', '1'],
  ['an unknown key', { grades: 7 }, '/decision/grades', 'no such key'],
])('grades are refused with %s', (_, changes, pointer, expected) => {
  const [problem] = decisionProblems({ ...declared, ...changes }, 'event');
  expect(problem.pointer).toBe(pointer);
  expect(problem.expected).toContain(expected);
});
