import { expect, it } from '@jest/globals';
import { Table } from '../../../tables/table.js';
import { knowledgeModel } from '../fit/knowledge-tracing.js';
import { tracerOf } from '../fit/tracer.js';
import { Vocabulary } from '../load/vocabulary.js';
import { learnerReasons } from './learner-reasons.js';

const skill = { known: 0.2, learnt: 0.1, guess: 0.2, slip: 0.1 };
const tracer = tracerOf(knowledgeModel([skill, skill, skill]));

function reasonsOf(skills: readonly number[], right: readonly number[]) {
  const record = { skills: Int32Array.from(skills), right: Uint8Array.from(right) };
  const giver = learnerReasons({
    tracer,
    vocabulary: new Vocabulary(['adding', 'taking away']),
    name: { unit: 'probability', of: 'right' },
    questionsOf: () => [{ record, skill: 1 }],
  });
  const [{ figures, evaluations }] = giver.explain(
    Table.fromColumns([{ name: 'x', type: 'number', values: [1] }]),
  );
  return { ...figures[0], evaluations };
}

it('of skills that are followed each by itself only answers to the asked one count, and right ones raise', () => {
  const { reasons, residual, base, output, evaluations } = reasonsOf([1, 2, 1, 2, 1], [1, 1, 0, 1, 1]);
  expect(reasons.map(({ feature }) => feature)).toEqual(['adding', 'adding', 'adding']);
  expect(reasons.filter(({ value }) => value === 'right').every(({ contribution }) => contribution > 0)).toBe(
    true,
  );
  expect(reasons.find(({ value }) => value === 'wrong')!.contribution).toBeLessThan(0);
  expect(reasons.map(({ steps }) => steps!.from).sort()).toEqual([1, 3, 5]);
  expect(Math.abs(residual)).toBeLessThan(1e-12);
  // Nothing known: who knows the skill does not slip, who does not guesses.
  expect(base).toBeCloseTo(0.2 * 0.9 + 0.8 * 0.2, 12);
  expect(output).toBeGreaterThan(base);
  expect(evaluations).toBe(32);
});

it('tells earlier answers of a long record by skill', () => {
  const length = 40;
  const { reasons, residual } = reasonsOf(
    Array.from({ length }, (_, i) => 1 + (i % 2)),
    Array.from({ length }, (_, i) => Number(i % 4 < 2)),
  );
  const [earlier] = reasons.filter(({ steps }) => steps!.to > 8);
  expect(earlier).toMatchObject({ feature: 'adding', value: '8 of 16 right', steps: { from: 10, to: 40 } });
  expect(earlier.text).toMatch(
    /^adding, 10 to 40 answers before: 8 of 16 right (raises|lowers) the probability of right by [\d.]+ points$/,
  );
  expect(Math.abs(residual)).toBeLessThan(1e-9);
});
