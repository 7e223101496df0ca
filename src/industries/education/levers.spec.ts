import { describe, expect, it } from '@jest/globals';
import { booleanSpec, numericSpec, ordinalSpec } from '../../tables/columns/columns.fixture.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { Table } from '../../tables/table.js';
import type { ServedView } from '../../scenarios/scenario-plugin.js';
import { leversOf } from './levers.js';
import { StudentOutcomePlugin } from './student-outcome.plugin.js';

const columns: ColumnSpec[] = [
  numericSpec({ name: 'age' }),
  numericSpec({ name: 'absences', actionable: { to: [0] } }),
  ordinalSpec({ name: 'study', actionable: true }),
  booleanSpec({ name: 'support', actionable: { to: [true] } }),
];
const row = { age: 17, absences: 10, study: 'low', support: 'no' };

/** Risk by absences and study time; support goes with a higher risk. */
const served: ServedView = {
  columns,
  model: 'education/student-outcome@1',
  section: undefined,
  prepareRows: () => ({ data: new Float32Array(0), width: 0, features: [] }),
  readRows: () => Table.fromColumns([]),
  answerHistory: () => [],
  pathsOfHistory: () => [],
  answerRows: (rows) =>
    rows.map((given) => {
      const { absences, study, support } = given as typeof row;
      const rank = ['low', 'mid', 'high'].indexOf(study);
      const probability = 0.1 + 0.02 * absences - 0.03 * rank + ((support as unknown) === true ? 0.05 : 0);
      return { prediction: { label: 'x', probability, value: 20 * (1 - probability) } };
    }),
};

describe('levers', () => {
  const answer = leversOf(row, served);

  it('are the allowed changes, one at a time, the most helpful first', () => {
    expect(answer.levers.map(({ column, from, to }) => [column, from, to])).toEqual([
      ['absences', 10, 0],
      ['study', 'low', 'high'],
      ['study', 'low', 'mid'],
      ['support', false, true],
    ]);
    const [first] = answer.levers;
    expect(first.probability).toBeCloseTo(0.1, 12);
    expect(first.change).toEqual({ probability: -0.2, value: 4 });
    expect(answer.now.prediction.probability).toBeCloseTo(0.3, 12);
  });

  it('include what the model holds for harmful, with a word of caution', () => {
    expect(answer.levers.at(-1)).toMatchObject({
      column: 'support',
      change: { probability: 0.05, value: -1 },
    });
    expect(answer.caution.en).toContain('no promise of what a change causes');
    expect(answer.caution.zh).not.toBe('');
  });

  it('never touch a column that is not declared, an unknown value or one that is as it could be', () => {
    const { levers } = leversOf({ ...row, absences: 0, study: null, support: 'yes' }, served);
    expect(levers).toEqual([]);
    expect(leversOf({ ...row, study: 'Middle' }, served).levers.map(({ to }) => to)).not.toContain('mid');
  });
});

describe('the endpoint levers', () => {
  const [endpoint] = new StudentOutcomePlugin().endpoints;

  it('takes the body of predict', () => {
    expect(endpoint).toMatchObject({ name: 'levers', method: 'POST' });
    expect(endpoint.handle({ features: row }, served)).toEqual(leversOf(row, served));
  });

  it.each([undefined, {}, { features: 3 }, { features: [row] }, { rows: [row] }])('refuses %j', (body) => {
    expect(() => endpoint.handle(body, served)).toThrow('The request must hold one student.');
  });
});
