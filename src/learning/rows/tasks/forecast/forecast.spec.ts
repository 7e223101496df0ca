import { describe, expect, it } from '@jest/globals';
import { InvalidSpecificationError } from '../../../../core/errors.js';
import type { ColumnSpec } from '../../../../tables/columns/column-spec.js';
import { Table } from '../../../../tables/table.js';
import { measure } from '../../../scored-rows.js';
import type { TaskSpec } from '../task.js';
import { forecast } from './index.js';

const meaning = { en: 'a column of a test', zh: '测试列' };
const columns: ColumnSpec[] = [
  { name: 'road', kind: 'categorical', meaning, missing: 'reject', encoding: 'index' },
  { name: 'time', kind: 'date', meaning, missing: 'reject' },
  { name: 'speed', kind: 'numeric', meaning, missing: 'median' },
];
const options = {
  group: 'road',
  order: 'time',
  step: '5min',
  window: 2,
  history: ['speed'],
  horizons: ['5min', '10min'],
  seasons: ['15min'],
};
const spec: TaskSpec = {
  target: { name: 'speed', kind: 'numeric', meaning, unit: 'mph', missing: 'reject' },
  options,
  columns,
};
const minutes = (count: number) => Date.UTC(2024, 0, 1) + count * 60_000;

function tableOf(rows: [string, number, number | null][]): Table {
  return Table.fromColumns([
    { name: 'road', type: 'text', values: rows.map(([road]) => road) },
    { name: 'time', type: 'number', values: rows.map(([, time]) => minutes(time)) },
    { name: 'speed', type: 'number', values: rows.map(([, , speed]) => speed) },
  ]);
}

describe('a forecast', () => {
  const examples = forecast.examples(spec);
  const table = tableOf([
    ['a', 0, 10],
    ['b', 0, 90],
    ['a', 5, 20],
    ['a', 15, 40],
    ['b', 5, 80],
    ['a', 20, null],
    ['a', 10, 30],
    ['a', 10, 31],
  ]);

  it('is judged where its window lies within the table, if any does', () => {
    const rows = (...places: number[]) => Int32Array.from(places);
    expect(examples.lookAhead?.wholeWindows(table, rows(0, 1, 2, 4, 6))).toEqual(rows(2, 4, 6));
    expect(examples.lookAhead?.wholeWindows(table, rows(0, 1))).toEqual(rows(0, 1));
  });

  it('teaches the values of the same series at each horizon, and last the present one', () => {
    expect(examples.targets(table)).toEqual([
      [20, 31, 10],
      [80, null, 90],
      [31, 40, 20],
      null,
      null,
      null,
      null,
      [40, null, 31],
    ]);
  });

  it('says how far it looks ahead, in the unit of the order', () => {
    expect(examples.lookAhead).toMatchObject({ order: 'time', reach: 10 * 60_000 });
  });

  it('has baselines that read no later row', () => {
    const rows = Int32Array.of(2, 3, 7);
    const found = examples.lookAhead?.baselines(table, rows);
    expect(found?.['last value']).toEqual(Float64Array.of(20, 20, 40, 40, 31, 31));
    expect(found?.['moving average']).toEqual(Float64Array.of(15, 15, 35.5, 35.5, 25.5, 25.5));
    // A season of 15 minutes: 5 minutes ahead is 10 minutes before, 10 ahead is 5 before.
    expect(found?.['same time 15min before']).toEqual(Float64Array.of(NaN, 10, 20, 31, 10, 20));
  });

  const state = forecast.fitTarget(
    [
      [20, 30, 10],
      [30, 40, 20],
    ],
    spec,
  );

  it('is scaled by the present values and knows the error of staying as it is', () => {
    expect(state).toMatchObject({ mean: 15, standardDeviation: 5, naiveError: 10, unit: 'mph' });
    const encoded = forecast.encodeTargets([[20, null, 1]], state);
    expect(encoded).toEqual({ width: 2, data: Float32Array.of(1, NaN), values: Float64Array.of(20, NaN) });
  });

  it('has an interval for each horizon from errors on rows that were kept', () => {
    const rows = 40;
    const targets = forecast.encodeTargets(
      Array.from({ length: rows }, () => [15, 15, 15]),
      state,
    );
    const outputs = Float32Array.from({ length: 2 * rows }, (_, i) => (i % 2 === 0 ? 0.2 : -0.6));
    const policy = forecast.fitPolicy(outputs, targets, state, spec);
    expect(policy).toEqual({ coverage: 0.9, halfWidths: [expect.closeTo(1, 4), expect.closeTo(3, 4)] });
    const answerer = forecast.answerer(state, policy, spec);
    expect(answerer.columns).toEqual([
      'value_5min',
      'lower_5min',
      'upper_5min',
      'value_10min',
      'lower_10min',
      'upper_10min',
    ]);
    const written = '2024-01-01 00:00';
    const { prediction } = answerer.answer(Float32Array.of(0, 1), 0, {
      moment: { value: minutes(0), written },
    });
    expect(prediction).toEqual({
      unit: 'mph',
      horizons: [
        {
          horizon: '5min',
          at: '2024-01-01 00:05',
          value: 15,
          interval: [expect.closeTo(14), expect.closeTo(16)],
        },
        {
          horizon: '10min',
          at: '2024-01-01 00:10',
          value: 20,
          interval: [expect.closeTo(17), expect.closeTo(23)],
        },
      ],
    });
    const cells = prediction.horizons?.flatMap(({ value, interval = [] }) =>
      [value, ...interval].map(String),
    );
    expect(answerer.cells(Float32Array.of(0, 1), 0)).toEqual(cells);
  });

  it('is measured against the values as they were read: a zero is 0, and lies in an interval that ends there', () => {
    const counts = [0, 1, 0, 0, 2, 0].map((count, i) => [count, 0, i % 3]);
    const counting: TaskSpec = { ...spec, target: { ...spec.target, range: [0, 1e6] } as TaskSpec['target'] };
    const learnt = forecast.fitTarget(counts, counting);
    const targets = forecast.encodeTargets(counts, learnt);
    const outputs = new Float32Array(targets.data.length).fill(-learnt.mean / learnt.standardDeviation);
    const policy = { coverage: 0.9, halfWidths: [1, 1] };
    const scored = forecast.scored(outputs, targets, { state: learnt, policy });
    const { mape, coverage } = measure(scored, ['mape', 'coverage']);
    expect(mape).toBeCloseTo(100, 4);
    // All but the 2: the 1 lies at the very end.
    expect(coverage).toBeCloseTo(11 / 12, 12);
  });

  it('is measured where the future is known, horizon by horizon', () => {
    const targets = forecast.encodeTargets(
      [
        [20, 30, 10],
        [25, null, 20],
      ],
      state,
    );
    const outputs = Float32Array.of(1, 1, 1, 1);
    const policy = { coverage: 0.9, halfWidths: [10, 10] };
    const baselines = { 'last value': Float64Array.of(10, 10, NaN, 20) };
    const details = forecast.details(outputs, targets, { state, policy, baselines });
    expect(details).toMatchObject({
      horizons: [
        { horizon: '5min', rows: 2, mae: 2.5, coverage: 1, baselines: { 'last value': { mae: 10 } } },
        { horizon: '10min', rows: 1, mae: 10, mase: 1 },
      ],
      upToHorizon: [{ mae: 2.5 }, { mae: 5, rmse: expect.closeTo(Math.sqrt(50)) }],
    });
  });

  it('comes back from a file', () => {
    const fitted = { state, policy: { coverage: 0.9, halfWidths: [null, 2] } };
    expect(forecast.parse(JSON.parse(JSON.stringify(fitted)))).toEqual(fitted);
  });

  it.each<[Record<string, unknown>, string]>([
    [{ horizons: ['10min', '5min'] }, '/task/options/horizons/1'],
    [{ horizons: ['7min'] }, '/task/options/horizons/0'],
    [{ horizons: [5] }, '/task/options/horizons/0'],
    [{ history: ['road', 'speed'] }, '/task/options/history/0'],
    [{ step: 5 }, '/task/options/step'],
    [{ seasons: ['a day'] }, '/task/options/seasons/0'],
  ])('refuses the options %j', (changes, pointer) => {
    const attempt = () => forecast.check({ ...spec, options: { ...options, ...changes } });
    expect(attempt).toThrow(InvalidSpecificationError);
    expect(problemOf(attempt).details.map((detail) => detail.pointer)).toContain(pointer);
  });
});

function problemOf(attempt: () => unknown): InvalidSpecificationError {
  try {
    attempt();
  } catch (error) {
    if (error instanceof InvalidSpecificationError) return error;
    throw error;
  }
  throw new Error('Accepted.');
}
