import { describe, expect, it } from '@jest/globals';
import { ConflictError, InvalidInputError } from '../../core/errors.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { categoricalSpec, category, numericSpec } from '../../tables/columns/columns.fixture.js';
import { readObjects } from '../../tables/reading/rows.js';
import { Table } from '../../tables/table.js';
import { DiseaseRiskPlugin } from './disease-risk.plugin.js';
import { marginalsOf } from '../../explanation/marginal-effects.js';
import { missingValues, parseMarginals } from './missing-values.js';

const columns: ColumnSpec[] = [
  numericSpec({ name: 'age', missing: 'reject' }),
  numericSpec({ name: 'vessels', optional: true }),
  categoricalSpec({
    name: 'scan',
    categories: [category('3', 'normal'), category('7', 'defect')],
    missing: 'most-frequent',
    optional: true,
  }),
  // What the model does not read is nothing to measure next.
  { ...numericSpec({ name: 'ward', optional: true }), role: 'context', missing: 'allow' },
];

const training = Table.fromColumns([
  { name: 'age', type: 'number', values: Array.from({ length: 101 }, (_, i) => i) },
  {
    name: 'vessels',
    type: 'number',
    values: [...Array<number>(75).fill(0), ...Array<number>(25).fill(2), null],
  },
  {
    name: 'scan',
    type: 'text',
    values: [...Array<string>(80).fill('7'), ...Array<string>(20).fill('3'), null],
  },
]);

const marginals = marginalsOf(training, ['age', 'vessels', 'scan']);

/** A model whose probability is (age + 10 vessels + 20 with a defect) / 100; what is missing counts nothing. */
const served = {
  columns,
  readRows: (rows: readonly unknown[]) => readObjects(columns, rows).table,
  answerRows: (rows: readonly unknown[]) =>
    rows.map((row) => {
      const { age, vessels, scan } = row as { age: number; vessels: number | null; scan: string | null };
      const probability = (age + 10 * (vessels ?? 0) + (scan === '7' ? 20 : 0)) / 100;
      const action = probability < 0.4 ? 'out' : 'in';
      return { prediction: { probability }, decision: { action, rule: 'rule out, rule in' } };
    }),
};

describe('plausible values', () => {
  it('are tenths of a number, and the values with their shares where there are few', () => {
    expect(marginals[0].values.map(({ value }) => value)).toEqual([5, 15, 25, 35, 45, 55, 65, 75, 85, 95]);
    expect(marginals[1].values).toEqual([
      { value: 0, share: 0.75 },
      { value: 2, share: 0.25 },
    ]);
    expect(marginals[2].values).toEqual([
      { value: '3', share: 0.2 },
      { value: '7', share: 0.8 },
    ]);
  });

  it('come back from the report, and are missed where it has none', () => {
    expect(parseMarginals(JSON.parse(JSON.stringify({ marginals })))).toEqual(marginals);
    expect(() => parseMarginals(undefined)).toThrow(ConflictError);
  });
});

describe('missing values of a patient', () => {
  it('are tried one by one, the one that can change most first, and all together', () => {
    const answer = missingValues({ features: { age: 30, scan: null } }, marginals, served);
    expect(answer).toEqual({
      answered: { probability: 0.3, action: 'out' },
      missing: [
        {
          column: 'vessels',
          meaning: 'a column of a test',
          values: [
            { value: 0, share: 0.75, probability: 0.3, action: 'out' },
            { value: 2, share: 0.25, probability: 0.5, action: 'in' },
          ],
          lowest: 0.3,
          highest: 0.5,
          mean: expect.closeTo(0.35, 12) as unknown,
          decisive: true,
        },
        {
          column: 'scan',
          meaning: 'a column of a test',
          values: [
            { value: '3', label: 'normal', share: 0.2, probability: 0.3, action: 'out' },
            { value: '7', label: 'defect', share: 0.8, probability: 0.5, action: 'in' },
          ],
          lowest: 0.3,
          highest: 0.5,
          mean: expect.closeTo(0.46, 12) as unknown,
          decisive: true,
        },
      ],
      range: { lowest: 0.3, highest: 0.7 },
    });
  });

  it('change nothing where none is missing', () => {
    const features = { age: 30, vessels: 1, scan: '7' };
    const { missing, range, answered } = missingValues({ features }, marginals, served);
    expect(missing).toEqual([]);
    expect(range).toEqual({ lowest: answered.probability, highest: answered.probability });
  });

  it('are asked of one patient', () => {
    expect(() => missingValues({ rows: [] }, marginals, served)).toThrow(InvalidInputError);
  });
});

describe('the section of the report', () => {
  it('asks about the declared inputs, not about a context, a derived column or the target', () => {
    const section = new DiseaseRiskPlugin().report({
      training: training.extended([
        { name: 'ward', type: 'number', values: training.column('age') },
        { name: 'age_squared', type: 'number', values: training.column('age') },
        { name: 'disease', type: 'text', values: Array.from({ length: training.rows }, () => '0') },
      ]),
      columns,
      derived: [{ name: 'age_squared' }],
      prepare: () => ({ data: new Float32Array(), width: 0 }),
    });
    expect(parseMarginals(section).map(({ column }) => column)).toEqual(['age', 'vessels', 'scan']);
  });
});
