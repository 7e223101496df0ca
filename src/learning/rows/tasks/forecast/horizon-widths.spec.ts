import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../../core/random.js';
import { DamagedFileError } from '../../../../core/errors.js';
import type { ColumnSpec } from '../../../../tables/columns/column-spec.js';
import type { NumericColumnSpec } from '../../../../tables/columns/numeric.column.js';
import { measure } from '../../../scored-rows.js';
import type { TaskSpec } from '../task.js';
import { forecast } from './index.js';

const meaning = { en: 'a column of a test', zh: '测试列' };
const columns: ColumnSpec[] = [
  { name: 'time', kind: 'numeric', meaning, missing: 'reject' },
  { name: 'load', kind: 'numeric', meaning, missing: 'median' },
];

function specOf(changes: Partial<NumericColumnSpec>, rest: Partial<TaskSpec> = {}): TaskSpec {
  return {
    target: { name: 'load', kind: 'numeric', meaning, missing: 'reject', ...changes },
    options: { order: 'time', step: 1, window: 2, history: ['load'], horizons: [1, 2] },
    columns,
    ...rest,
  };
}

/** Two horizons whose medians are known and whose errors are a share of them, larger at the second. */
function ahead(count: number, seed: number) {
  const random = createRandom(seed);
  const medians = Array.from({ length: count }, () => {
    const one = Math.exp(3 + 3 * random.next());
    return [one, 2 * one, one];
  });
  const values = medians.map(([one, two, present]) => [
    one * Math.exp(0.1 * random.normal()),
    two * Math.exp(0.3 * random.normal()),
    present,
  ]);
  return { medians, values };
}

function fittedWith(spec: TaskSpec) {
  const kept = ahead(1500, 3);
  const state = forecast.fitTarget(kept.values, spec);
  const of = (values: number[][]) => forecast.encodeTargets(values, state);
  const policy = forecast.fitPolicy(of(kept.medians).data, of(kept.values), state, spec);
  return { state, policy, of };
}

function heldOut(spec: TaskSpec) {
  const { state, policy, of } = fittedWith(spec);
  const { medians, values } = ahead(3000, 4);
  const outputs = of(medians).data;
  const details = forecast.details(outputs, of(values), { state, policy });
  const { horizons } = details as {
    horizons: { coverage: number; interval: { thirds: { covered: number; medianWidth: number }[] } }[];
  };
  return horizons;
}

describe('the widths of a forecast', () => {
  it.each<[string, TaskSpec]>([
    ['by case', specOf({}, { intervals: 'by-case' })],
    ['of a logarithmic scale', specOf({ transform: 'log1p' })],
    ['of both', specOf({ transform: 'log1p' }, { intervals: 'by-case' })],
  ])('%s hold what they are meant to at each horizon, for low and high forecasts', (_, spec) => {
    for (const { coverage, interval } of heldOut(spec)) {
      expect(Math.abs(coverage - 0.9)).toBeLessThan(0.03);
      for (const { covered } of interval.thirds) expect(Math.abs(covered - 0.9)).toBeLessThan(0.08);
      expect(interval.thirds[2].medianWidth / interval.thirds[0].medianWidth).toBeGreaterThan(3);
    }
  });

  it('are else alike, whatever is forecast', () => {
    const [first] = heldOut(specOf({}));
    const [low, , high] = first.interval.thirds;
    expect(low.medianWidth).toBeCloseTo(high.medianWidth, 6);
    expect(high.covered).toBeLessThan(0.82);
  });

  it('keep to the range, with one end or two, by REST and in a CSV', () => {
    const spec = specOf({ range: [0, Infinity] }, { intervals: 'by-case' });
    const { state, policy } = fittedWith(spec);
    expect(state.range).toEqual([0, null]);
    const answerer = forecast.answerer(state, policy, spec);
    const outputs = Float32Array.of(-9, 1);
    const { horizons = [] } = answerer.answer(outputs, 0).prediction;
    expect(horizons[0]).toMatchObject({ value: 0, interval: [0, 0] });
    const figures = horizons.flatMap(({ value, interval = [NaN, NaN] }) => [value, ...interval]);
    expect(answerer.cells(outputs, 0)).toEqual(figures.map(String));
    expect(answerer.columns).toHaveLength(6);
  });

  it('come back from a file, and are refused when they are damaged', () => {
    for (const spec of [specOf({}), specOf({ transform: 'log1p' }, { intervals: 'by-case' })]) {
      const { state, policy } = fittedWith(spec);
      expect(forecast.parse(JSON.parse(JSON.stringify({ state, policy })))).toEqual({ state, policy });
      expect(() => forecast.parse({ state, policy: { coverage: 0.9, bands: [[]] } })).toThrow(
        DamagedFileError,
      );
    }
  });
});

it('a forecast on a logarithmic scale is measured in its unit, beside the mean of the values', () => {
  const { state, of } = fittedWith(specOf({ transform: 'log1p' }));
  const { values } = ahead(1500, 3);
  const targets = of(values);
  const figures = measure(forecast.scored(targets.data, targets, { state }), ['mae', 'mape']);
  expect(figures.mape).toBeLessThan(1e-3);
  const constant = forecast.constantOutputs(targets, state);
  const [first, second] =
    forecast
      .answerer(state, { coverage: 0.9, halfWidths: [null, null] }, specOf({ transform: 'log1p' }))
      .answer(constant, 0).prediction.horizons ?? [];
  const meanOf = (i: number) => values.reduce((sum, row) => sum + row[i], 0) / values.length;
  expect(first.value / meanOf(0)).toBeCloseTo(1, 5);
  expect(second.value / meanOf(1)).toBeCloseTo(1, 5);
});

describe('intervals of several levels', () => {
  const spec = specOf({ transform: 'log1p' });
  const leveled = { ...spec, options: { ...spec.options, levels: [0.5, 0.8, 0.9] } };

  it.each<[string, TaskSpec]>([
    ['alike', leveled],
    ['by case', { ...leveled, intervals: 'by-case' }],
  ])('hold what each is meant to, where widths are %s', (_, own) => {
    const { state, policy, of } = fittedWith(own);
    const { medians, values } = ahead(3000, 4);
    const details = forecast.details(of(medians).data, of(values), { state, policy });
    const { horizons } = details as {
      horizons: { interval: unknown; levels: { coverage: number; covered: number }[] }[];
    };
    for (const { levels, interval } of horizons) {
      expect(levels.map(({ coverage }) => coverage)).toEqual([0.5, 0.8, 0.9]);
      for (const { coverage, covered } of levels) expect(Math.abs(covered - coverage)).toBeLessThan(0.04);
      expect(interval).toEqual(levels[2]);
    }
  });

  it('lie within each other in the answer and in a CSV; the widest is the interval', () => {
    const { state, policy, of } = fittedWith(leveled);
    const answerer = forecast.answerer(state, policy, leveled);
    const outputs = of(ahead(1, 5).medians).data;
    const [first] = answerer.answer(outputs, 0).prediction.horizons ?? [];
    const [half, most, widest] = first.bands ?? [];
    expect([half.level, most.level, widest.level]).toEqual([0.5, 0.8, 0.9]);
    expect(first.interval).toEqual(widest.interval);
    const ends = [widest, most, half].map(({ interval }) => interval[0]);
    expect(ends).toEqual(ends.toSorted((a, b) => a - b));
    expect(half.interval[1]).toBeLessThan(most.interval[1]);
    expect(most.interval[1]).toBeLessThan(widest.interval[1]);
    expect(answerer.columns.slice(0, 7)).toEqual(
      ['value', 'lower', 'upper', 'lower_50', 'upper_50', 'lower_80', 'upper_80'].map((one) => `${one}_1`),
    );
    const written = [first.value, ...widest.interval, ...half.interval, ...most.interval].map(String);
    expect(answerer.cells(outputs, 0).slice(0, 7)).toEqual(written);
    expect(forecast.parse(JSON.parse(JSON.stringify({ state, policy })))).toEqual({ state, policy });
  });

  it('are none where rows were too few for the widest', () => {
    const state = forecast.fitTarget(ahead(100, 3).values, leveled);
    const few = forecast.encodeTargets(ahead(6, 3).values, state);
    const policy = forecast.fitPolicy(few.data, few, state, leveled);
    const answerer = forecast.answerer(state, policy, leveled);
    expect(answerer.columns).toEqual(['value_1', 'value_2']);
    expect(answerer.answer(few.data, 0).prediction.horizons?.[0]).not.toHaveProperty('bands');
  });
});
