import { describe, expect, it } from '@jest/globals';
import { InvalidSpecificationError } from '../../../../core/errors.js';
import type { ColumnSpec } from '../../../../tables/columns/column-spec.js';
import { Table } from '../../../../tables/table.js';
import { measure } from '../../../scored-rows.js';
import type { TaskSpec } from '../task.js';
import { forecast } from './index.js';

const meaning = { en: 'a column of a test', zh: '测试列' };
const columns: ColumnSpec[] = [
  { name: 'town', kind: 'identifier', meaning, missing: 'reject' },
  { name: 'year', kind: 'numeric', meaning, missing: 'reject' },
  { name: 'people', kind: 'numeric', meaning, missing: 'reject' },
];
const options = {
  group: 'town',
  order: 'year',
  step: 1,
  window: 2,
  history: ['people'],
  horizons: [1, 2],
  differences: true,
};
const spec: TaskSpec = {
  target: { name: 'people', kind: 'numeric', meaning, missing: 'reject', transform: 'log1p' },
  options,
  columns,
};

/** Two horizons and the present value, of towns of very different size that grow by 1 or 3 % a year. */
const values = [100, 1e4, 1e6, 1e8].flatMap((people) =>
  [0.01, 0.03].map((rate) => [people * Math.exp(rate), people * Math.exp(2 * rate), people]),
);
const present = Float64Array.from(values, ([, , last]) => last);

describe('a forecast of differences', () => {
  const state = forecast.fitTarget(values, spec);
  const targets = forecast.encodeTargets(values, state);

  it('learns growth, whatever the size of the series', () => {
    expect(state.changes?.means.map((mean) => mean.toFixed(3))).toEqual(['0.020', '0.040']);
    expect(state.changes?.deviations.map((one) => one.toFixed(3))).toEqual(['0.010', '0.020']);
    const signs = Array.from(targets.data, Math.round);
    expect(signs).toEqual(values.flatMap((_, row) => (row % 2 === 0 ? [-1, -1] : [1, 1])));
  });

  it('is about the value itself once it is counted on from the last one', () => {
    const settled = forecast.settled?.(targets.data, present, state) ?? new Float32Array();
    const { mape = NaN } = measure(forecast.scored(settled, targets, { state }), ['mape']);
    expect(mape).toBeLessThan(1e-3);
    // Measured as changes, the same outputs would be far off.
    expect(measure(forecast.scored(targets.data, targets, { state }), ['mape']).mape).toBeGreaterThan(50);
  });

  it('makes its intervals around the value', () => {
    const many = Array.from({ length: 40 }, (_, row) => values[row % values.length]);
    const known = forecast.encodeTargets(many, state);
    const last = Float64Array.from(many, ([, , one]) => one);
    // Every change is taken for the mean one, so that each is wrong by 0.01 a year.
    const outputs = forecast.settled?.(new Float32Array(80), last, state) ?? new Float32Array();
    const policy = forecast.fitPolicy(outputs, known, state, spec);
    const { horizons = [] } = forecast.answerer(state, policy, spec).answer(outputs, 2).prediction;
    const ends = horizons.map(({ interval = [NaN, NaN] }) => interval.map((end) => Math.round(end)));
    expect(ends).toEqual([
      [expect.closeTo(10_100, -1), expect.closeTo(10_304, -1)],
      [expect.closeTo(10_202, -1), expect.closeTo(10_618, -1)],
    ]);
  });

  it('knows the last value of each row, and a constant is about the value, too', () => {
    const table = Table.fromColumns([
      { name: 'town', type: 'text', values: ['a', 'b', 'a'] },
      { name: 'year', type: 'number', values: [1, 1, 2] },
      { name: 'people', type: 'number', values: [10, 70, 11] },
    ]);
    const { lookAhead } = forecast.examples(spec);
    expect(lookAhead?.last?.(table, Int32Array.of(2, 1))).toEqual(Float64Array.of(11, 70));
    const plain = { ...spec, options: { ...options, differences: false } };
    expect(forecast.examples(plain).lookAhead).not.toHaveProperty('last');
    const { predicted } = forecast.scored(
      forecast.constantOutputs(targets, state),
      { ...targets, values: targets.values?.slice(0, 2) },
      { state },
    ).predictions as unknown as { predicted: Float64Array };
    expect(predicted[0] / (values.reduce((sum, [one]) => sum + one, 0) / values.length)).toBeCloseTo(1, 5);
  });

  it('comes back from a file', () => {
    const policy = forecast.fitPolicy(targets.data, targets, state, spec);
    expect(forecast.parse(JSON.parse(JSON.stringify({ state, policy })))).toEqual({ state, policy });
  });

  it('is refused where the last value may be missing', () => {
    const filled = columns.map((one) => (one.name === 'people' ? { ...one, missing: 'median' } : one));
    expect(() => forecast.check({ ...spec, columns: filled as ColumnSpec[] })).toThrow(
      expect.objectContaining({
        details: [
          {
            pointer: '/task/options/differences',
            expected: 'missing: reject in the column people, from whose last value differences are counted',
            received: '"median"',
          },
        ],
      }),
    );
    expect(() => forecast.check({ ...spec, options: { ...options, levels: [0.9, 0.8] } })).toThrow(
      InvalidSpecificationError,
    );
  });
});

describe('short series', () => {
  const table = Table.fromColumns([
    { name: 'town', type: 'text', values: ['a', 'a', 'b', 'a', 'a', 'a'] },
    { name: 'year', type: 'number', values: [1, 2, 1, 3, 4, 5] },
    { name: 'people', type: 'number', values: [100, 200, 70, 400, 800, 1600] },
  ]);
  const examples = forecast.examples({ ...spec, options: { ...options, leastHistory: 3, trend: 2 } });
  const all = Int32Array.of(0, 1, 2, 3, 4, 5);

  it('teach nothing before they have the rows that are asked for', () => {
    const taught = examples.targets(table).map((value) => value !== null);
    expect(taught).toEqual([false, false, false, true, true, false]);
    expect(
      forecast
        .examples(spec)
        .targets(table)
        .filter((value) => value !== null),
    ).toHaveLength(4);
  });

  it('are told from long ones, with what was expected', () => {
    const problems = examples.history?.tooShort?.(table, all);
    expect([...(problems?.keys() ?? [])]).toEqual([0, 1, 2]);
    expect(problems?.get(1)).toEqual({
      column: 'year',
      expected: 'at least 3 rows of its series up to it, itself among them',
      received: '2',
    });
    expect(forecast.examples(spec).history).not.toHaveProperty('tooShort');
  });

  it('have as baselines the change and the growth of the last years, carried on', () => {
    const found = examples.lookAhead?.baselines(table, Int32Array.of(1, 3));
    expect(found?.['linear extrapolation']).toEqual(Float64Array.of(NaN, NaN, 550, 700));
    const growth = found?.['exponential extrapolation'] ?? new Float64Array();
    expect(growth.slice(0, 2)).toEqual(Float64Array.of(NaN, NaN));
    expect(growth[2]).toBeCloseTo(800, 6);
    expect(growth[3]).toBeCloseTo(1600, 6);
  });
});
