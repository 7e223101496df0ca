import { describe, expect, it } from '@jest/globals';
import type { TableDraft } from '../../api/types';
import { costOf, decidedColumns, firstDecisions, specificationOf } from './decisions';

const column = (name: string, kinds: string[], values = 10): TableDraft['columns'][number] => ({
  name,
  kind: kinds[0] as 'numeric',
  why: '',
  examples: [],
  values,
  missing: 10 - values,
  different: 3,
  questions: [],
  declarations: kinds.map((kind) => ({ name, kind, meaning: name })),
});

const draft: TableDraft = {
  source: { name: 'customers.csv', rows: 10 },
  specification: {
    id: 'own/customers',
    title: 'customers',
    question: 'What will churned be?',
    data: { file: 'rows.csv' },
    columns: [
      { name: 'fee', kind: 'numeric', meaning: 'fee', decimal: ',' },
      { name: 'age', kind: 'numeric', meaning: 'age' },
      { name: 'remarks', kind: 'identifier', meaning: 'remarks' },
    ],
    target: {
      name: 'churned',
      kind: 'categorical',
      categories: [{ code: 'no' }, { code: 'yes' }],
      positive: 'yes',
    },
    task: { name: 'classification' },
  },
  yaml: '',
  columns: [
    column('fee', ['numeric', 'identifier']),
    column('age', ['numeric', 'categorical']),
    column('remarks', ['identifier'], 0),
    column('churned', ['boolean']),
  ],
  notes: [],
};
const actions = { positive: 'call', negative: 'wait' };
const first = firstDecisions(draft, 'Will they leave?', actions);

describe('what is decided about a draft', () => {
  it('is at first what was found, without columns that hold nothing', () => {
    expect(decidedColumns(draft).map(({ name }) => name)).toEqual(['fee', 'age', 'remarks']);
    const { columns, ...others } = specificationOf(draft, first);
    expect(columns).toEqual((draft.specification.columns as object[]).slice(0, 2));
    expect(others).toEqual({
      id: 'own/customers',
      title: 'customers',
      question: 'Will they leave?',
      data: { file: 'rows.csv' },
      target: draft.specification.target,
      task: { name: 'classification' },
    });
  });

  it('changes kinds, uses, units, the class asked about, and what errors cost', () => {
    const decided = {
      ...first,
      positive: 'no',
      costs: { falsePositive: '1', falseNegative: '2,5' },
      columns: {
        ...first.columns,
        fee: { ...first.columns.fee, unit: ' EUR ', meaning: 'Monthly fee', use: 'context' as const },
        age: { ...first.columns.age, declaration: 1, unit: 'years', use: 'sensitive' as const },
      },
    };
    expect(specificationOf(draft, decided)).toMatchObject({
      columns: [
        {
          name: 'fee',
          kind: 'numeric',
          meaning: 'Monthly fee',
          decimal: ',',
          unit: 'EUR',
          role: 'context',
        },
        { name: 'age', kind: 'categorical', meaning: 'age' },
      ],
      sensitive: ['age'],
      target: { positive: 'no' },
      decision: {
        rule: 'expected-cost',
        costs: { falsePositive: 1, falseNegative: 2.5 },
        actions,
      },
    });
  });

  it('declares no decision with one cost alone', () => {
    const decided = { ...first, costs: { falsePositive: '1', falseNegative: '' } };
    expect(specificationOf(draft, decided)).not.toHaveProperty('decision');
    expect(['', ' ', '0', '-1', 'x', '1e999'].map(costOf)).toEqual(Array(6).fill(undefined));
  });

  it('is kept where the table is looked at anew for another target', () => {
    const decided = { ...first, title: 'Churn', columns: { fee: { ...first.columns.fee, unit: 'EUR' } } };
    const again = firstDecisions(draft, 'What will it be?', actions, decided);
    expect([again.title, again.question, again.columns.fee.unit]).toEqual([
      'Churn',
      'What will it be?',
      'EUR',
    ]);
    expect(again.columns.age).toEqual(first.columns.age);
  });
});
