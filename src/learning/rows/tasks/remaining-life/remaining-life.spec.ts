import { z } from 'zod';
import { describe, expect, it } from '@jest/globals';
import type { ColumnSpec } from '../../../../tables/columns/column-spec.js';
import { Table } from '../../../../tables/table.js';
import { DamagedFileError } from '../../../../core/errors.js';
import type { TaskSpec } from '../task.js';
import type { NumberRule } from '../../../../decisions/decision.js';
import { registerDecisions } from '../../../../decisions/index.js';
import { remainingLife } from './index.js';

const meaning = { en: 'a column of a test', zh: '测试列' };
const columns: ColumnSpec[] = [
  { name: 'unit', kind: 'identifier', meaning, missing: 'reject' },
  { name: 'cycle', kind: 'numeric', meaning, missing: 'reject' },
  { name: 'heat', kind: 'numeric', meaning, missing: 'median' },
];
const spec: TaskSpec = {
  target: { name: 'left', kind: 'numeric', meaning, unit: 'cycles', missing: 'reject' },
  options: {
    group: 'unit',
    order: 'cycle',
    window: 2,
    history: ['heat'],
    cap: 125,
    report: 'last',
  },
  columns,
  decision: { rule: 'before-the-end', from: 30 },
};
const table = Table.fromColumns([
  { name: 'unit', type: 'text', values: ['1', '1', '2', '2', '2'] },
  { name: 'cycle', type: 'number', values: [1, 2, 1, 2, 2] },
  { name: 'heat', type: 'number', values: [0, 1, 2, 3, 4] },
  { name: 'left', type: 'number', values: [200, 199, 31, 30, 30] },
]);

/** A rule of a test: learning knows none of an industry's. */
const beforeTheEnd: NumberRule = {
  name: 'before-the-end',
  decidesOn: 'time-left',
  schema: z.strictObject({ rule: z.literal('before-the-end'), from: z.number() }),
  decider: () => (figures) => ({
    action: (figures.interval?.[0] ?? figures.value) <= 30 ? 'look' : 'wait',
    rule: 'a rule of a test',
  }),
};
registerDecisions([beforeTheEnd]);

describe('remaining life', () => {
  const examples = remainingLife.examples(spec);
  const state = remainingLife.fitTarget([200, 199, 31, 30], spec);

  it('learns from each moment of each unit once, up to the cap', () => {
    expect(examples.targets(table)).toEqual([200, 199, 31, null, 30]);
    expect(state.mean).toBe((125 + 125 + 31 + 30) / 4);
    const { data } = remainingLife.encodeTargets([200, 125], state);
    expect(data[0]).toBe(data[1]);
  });

  it('is reported for the last row of each unit', () => {
    expect(examples.reported?.(table, Int32Array.of(0, 1, 2, 4))).toEqual(Int32Array.of(1, 4));
    const all = remainingLife.examples({ ...spec, options: { ...spec.options, report: 'rows' } });
    expect(all.reported?.(table, Int32Array.of(0, 2))).toEqual(Int32Array.of(0, 2));
  });

  it('looks ahead of no row', () => expect(examples.lookAhead).toBeUndefined());

  it('gives figures against what was left as it was and capped', () => {
    const policy = { coverage: 0.9, bands: [{ from: null, halfWidth: 10 }] };
    const outputs = remainingLife.encodeTargets([125, 40], state).data;
    const details = remainingLife.details(outputs, remainingLife.encodeTargets([145, 30], state), {
      state,
      policy,
      values: [145, 30],
    });
    expect(details).toMatchObject({ units: 2, cap: 125, interval: { covered: 1 } });
    const { capped, uncapped } = details as Record<string, { rmse: number; phm_score: number }>;
    expect(capped.rmse).toBeCloseTo(Math.sqrt(100 / 2), 4);
    expect(uncapped.rmse).toBeCloseTo(Math.sqrt((400 + 100) / 2), 4);
    expect(capped.phm_score).toBeCloseTo(Math.E - 1, 4);
    expect(uncapped.phm_score).toBeCloseTo(Math.exp(20 / 13) - 1 + Math.E - 1, 4);
  });

  it('answers with an interval within 0 and the cap, the same by REST and in a CSV', () => {
    const policy = {
      coverage: 0.9,
      bands: [
        { from: null, halfWidth: 6 },
        { from: 60, halfWidth: 20 },
      ],
    };
    const answerer = remainingLife.answerer(state, policy, spec);
    const outputs = remainingLife.encodeTargets([4, 40, 110], state).data;
    expect(answerer.columns).toEqual(['prediction', 'lower', 'upper', 'decision']);
    const answers = [0, 1, 2].map((row) => answerer.answer(outputs, row));
    const intervals = answers.map(({ prediction }) => prediction.interval?.map(Math.round));
    expect(intervals).toEqual([
      [0, 10],
      [34, 46],
      [90, 125],
    ]);
    expect(answers.map(({ decision }) => decision?.action)).toEqual(['look', 'wait', 'wait']);
    answers.forEach(({ prediction, decision }, row) => {
      const figures = [prediction.value, ...(prediction.interval ?? []), decision?.action].map(String);
      expect(answerer.cells(outputs, row)).toEqual(figures);
    });
  });

  it('has intervals as wide as the errors of like predictions', () => {
    const rows = 400;
    const actual = Float64Array.from({ length: rows }, (_, i) => (i % 100) + 10);
    const predicted = actual.map((value, i) => value + (value > 60 ? 8 : 2) * (i % 2 ? 1 : -1));
    const of = (values: Float64Array) => remainingLife.encodeTargets([...values], state);
    const policy = remainingLife.fitPolicy(of(predicted).data, of(actual), state, spec);
    const widths = policy.bands.map(({ halfWidth }) => Math.round(halfWidth ?? NaN));
    expect(widths[0]).toBe(2);
    expect(widths.at(-1)).toBe(8);
  });

  it('keeps to a range that ends before the cap, and stores no other', () => {
    const within = (range: [number, number]) => {
      return remainingLife.fitTarget([200, 31, 30], { ...spec, target: { ...spec.target, range } as never });
    };
    expect(within([0, 500])).not.toHaveProperty('range');
    const narrow = within([5, 100]);
    expect(narrow.range).toEqual([5, 100]);
    const policy = { coverage: 0.9, bands: [{ from: null, halfWidth: 10 }] };
    const answerer = remainingLife.answerer(narrow, policy, spec);
    const outputs = remainingLife.encodeTargets([2, 98], narrow).data;
    expect(answerer.answer(outputs, 0).prediction).toMatchObject({ value: 5, interval: [5, 15] });
    expect(answerer.answer(outputs, 1).prediction.interval?.[1]).toBe(100);
  });

  it('can be learnt on a logarithmic scale', () => {
    const logged = { ...spec, target: { ...spec.target, transform: 'log1p' } as never };
    const learnt = remainingLife.fitTarget([200, 199, 31, 30, 1], logged);
    const outputs = remainingLife.encodeTargets([4, 40, 300], learnt).data;
    const policy = { coverage: 0.9, bands: [{ from: null, halfWidth: 0.5 }] };
    const answerer = remainingLife.answerer(learnt, policy, logged);
    const answers = [0, 1, 2].map((row) => answerer.answer(outputs, row).prediction);
    expect(answers.map(({ value }) => Math.round(value ?? NaN))).toEqual([4, 40, 125]);
    const [low, middle, high] = answers.map(({ interval = [NaN, NaN] }) => interval);
    expect(low[1] - low[0]).toBeCloseTo(5 * (Math.exp(0.5) - Math.exp(-0.5)), 4);
    expect(middle[1] - middle[0]).toBeCloseTo(41 * (Math.exp(0.5) - Math.exp(-0.5)), 3);
    expect(high[1]).toBe(125);
    const details = remainingLife.details(
      outputs,
      { data: outputs, width: 1 },
      {
        state: learnt,
        policy,
        values: [4, 40, 300],
      },
    );
    expect(details).toMatchObject({ interval: { covered: 1 }, capped: { mae: expect.closeTo(0, 4) } });
  });

  it('comes back from a file, and is refused when it is damaged', () => {
    const fitted = { state, policy: { coverage: 0.9, bands: [{ from: null, halfWidth: null }] } };
    expect(remainingLife.parse(JSON.parse(JSON.stringify(fitted)))).toEqual(fitted);
    expect(() => remainingLife.parse({ ...fitted, policy: { coverage: 0.9, bands: [] } })).toThrow(
      DamagedFileError,
    );
  });

  it.each<[string, Partial<TaskSpec>]>([
    [
      'a target that is no number',
      { target: { ...spec.target, kind: 'identifier', missing: 'reject' } as never },
    ],
    ['an option that it does not know', { options: { ...spec.options, unheardOf: 1 } }],
    ['a unit that is no column', { options: { ...spec.options, group: 'engine' } }],
  ])('refuses %s', (_, changes) => {
    expect(() => remainingLife.check({ ...spec, ...changes })).toThrow();
  });
});
