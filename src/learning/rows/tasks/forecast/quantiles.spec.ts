import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../../core/random.js';
import { createLoss } from '../../../../models/training/losses/index.js';
import { pick } from '../../../fitting/pick.js';
import { measure } from '../../../scored-rows.js';
import type { ColumnSpec } from '../../../../tables/columns/column-spec.js';
import { Table } from '../../../../tables/table.js';
import type { TaskSpec } from '../task.js';
import { meanLoss } from '../../fit/blend-weights.js';
import { forecast } from './index.js';
import { pathsFrom } from './paths.js';
import { fitQuantiles, quantileFunction, quantilePositions } from './quantiles.js';

const meaning = { en: 'a column of a test', zh: '测试列' };
const columns: ColumnSpec[] = [
  { name: 'week', kind: 'numeric', meaning, missing: 'reject' },
  { name: 'holiday', kind: 'boolean', meaning, missing: { fill: false } },
  { name: 'sales', kind: 'numeric', meaning, missing: 'median' },
];
const levels = [0.1, 0.5, 0.9];

function specWith(options: Record<string, unknown> = {}): TaskSpec {
  return {
    target: { name: 'sales', kind: 'numeric', meaning, missing: 'reject' },
    options: {
      order: 'week',
      step: 1,
      window: 2,
      history: ['sales'],
      horizons: [1, 2],
      quantiles: levels,
      ...options,
    },
    columns,
  };
}

const state = { mean: 10, standardDeviation: 2, horizons: ['1', '2'], quantiles: levels };

describe('the options of quantiles', () => {
  it.each([
    ['descending levels', { quantiles: [0.9, 0.5, 0.1] }, '/task/options/quantiles'],
    ['no middle', { quantiles: [0.1, 0.4, 0.9] }, '/task/options/quantiles'],
    ['one side only', { quantiles: [0.5, 0.6, 0.9] }, '/task/options/quantiles'],
    ['a loss of another kind', { loss: 'absolute' }, '/task/options/loss'],
    ['an importance of no boolean', { importance: { of: 'sales', times: 5 } }, '/task/options/importance/of'],
  ])('are refused: %s', (_, options, pointer) => {
    expect(() => forecast.check(specWith(options))).toThrow(
      expect.objectContaining({ details: [expect.objectContaining({ pointer })] }),
    );
  });
});

describe('rows of a forecast', () => {
  const table = Table.fromColumns([
    { name: 'week', type: 'number', values: [1, 2, 3] },
    { name: 'holiday', type: 'number', values: [0, 0, 1] },
    { name: 'sales', type: 'number', values: [5, -4, 7] },
  ]);

  it('count in training as much as the last values are large, where that is asked for', () => {
    const spec = specWith({ least: 0, weighBySize: 2 });
    const values = forecast.examples(spec).targets(table);
    // Of the first row its own value alone is known; the return of the second counts as 0.
    expect(values).toEqual([[0, 7, 5, 1, 1, 5], [7, null, 0, 1, 1, 2.5], null]);
    const targets = forecast.encodeTargets(values, forecast.fitTarget(values, spec));
    expect(Array.from(targets.weights ?? [])).toEqual([5, 2.5, 0]);
    expect(pick(targets, [1, 0]).weights).toEqual(Float32Array.of(2.5, 5));
    const loss = createLoss({ name: 'mean-squared-error' });
    const known = { data: Float32Array.of(0, 0), width: 1, weights: Float32Array.of(3, 1) };
    expect(meanLoss(Float32Array.of(1, 5), known, loss)).toBe(
      (3 * meanLoss(Float32Array.of(1), { data: Float32Array.of(0), width: 1 }, loss) +
        meanLoss(Float32Array.of(5), { data: Float32Array.of(0), width: 1 }, loss)) /
        4,
    );
  });

  it('count returns as the least value that there is, and holidays more than once', () => {
    const spec = specWith({ least: 0, importance: { of: 'holiday', times: 5 } });
    const examples = forecast.examples(spec);
    const values = examples.targets(table);
    expect(values).toEqual([[0, 7, 5, 1, 5], [7, null, 0, 5, 1], null]);
    expect(examples.completed?.(table).column('sales')).toEqual([5, 0, 7]);
    const fitted = forecast.fitTarget(values, spec);
    const targets = forecast.encodeTargets(values, fitted);
    expect(Array.from(targets.importance ?? [])).toEqual([1, 5, 5, 1, 0, 0]);
    // Errors of 2 everywhere: weighted they are 2, too; one of 4 at a holiday counts five times.
    const outputs = (figures: number[]) =>
      Float32Array.from(
        figures.flatMap((value) => levels.map(() => (value - fitted.mean) / fitted.standardDeviation)),
      );
    const scored = forecast.scored(outputs([2, 11, 7, 0, 0, 0]), targets, { state: fitted });
    const { wmae, mae, quantile_loss: loss, crps } = measure(scored);
    expect(wmae).toBeCloseTo((1 * 2 + 5 * 4 + 5 * 0) / 11, 5);
    expect(mae).toBeCloseTo(2, 5);
    // All quantiles too high by 2 and 4: the pinball losses (1 - level) x error have the mean of half the errors.
    expect(loss).toBeCloseTo((2 + 4 + 0) / 2 / 3, 5);
    expect(crps).toBeCloseTo(2, 5);
  });

  it('are as they were without these options, and their report without these metrics', () => {
    const examples = forecast.examples(specWith({ quantiles: undefined }));
    expect(examples.targets(table)).toEqual([[-4, 7, 5], [7, null, -4], null]);
    expect(examples.completed?.(table)).toBe(table);
  });
});

describe('quantiles of a network', () => {
  it('are put in order', () => {
    const positions = quantilePositions(Float32Array.of(1, 0, -1, -1, 0, 1), state);
    expect(Array.from(positions)).toEqual([8, 10, 12, 8, 10, 12]);
  });

  /** Normal errors of 1 and 3 standard deviations at the two horizons, forecast as if both were 1; the second follows the first. */
  const random = createRandom(7);
  const rows = 4000;
  const targets = Float32Array.from(
    Array.from({ length: rows }, () => random.normal()).flatMap((shock) => [
      shock,
      3 * (0.8 * shock + 0.6 * random.normal()),
    ]),
  );
  const z = 1.2815515;
  const outputs = Float32Array.from({ length: rows * 6 }, (_, i) => [-z, 0, z][i % 3]);
  const policy = fitQuantiles(outputs, targets, state);

  it('are stretched to hold what they should on rows that were held out', () => {
    const [first, second] = policy.stretch;
    for (const side of first ?? []) expect(side).toBeCloseTo(1, 1);
    for (const side of second ?? []) expect(Math.abs(side - 3)).toBeLessThan(0.15);
    const positions = quantilePositions(outputs, state, policy);
    let above = 0;
    for (let row = 0; row < rows; row++) if (10 + 2 * targets[row * 2 + 1] > positions[row * 6 + 5]) above++;
    expect(Math.abs(above / rows - 0.1)).toBeLessThan(0.005);
  });

  it('are not stretched by too few rows', () => {
    const few = fitQuantiles(outputs.slice(0, 12), targets.slice(0, 4), state);
    expect(few.stretch).toEqual([null, null]);
    expect(few.ranks).toEqual([
      [targets[0] < targets[2] ? 1 : 2, targets[1] < targets[3] ? 1 : 2],
      [targets[0] < targets[2] ? 2 : 1, targets[1] < targets[3] ? 2 : 1],
    ]);
  });

  it('give paths with their distribution at each horizon, and the dependence of the errors', () => {
    const answerer = forecast.answerer(
      { ...state, naiveError: 1, loss: 'squared', range: null },
      policy,
      specWith(),
    );
    const paths = answerer.paths?.(outputs, 0) ?? [];
    expect(paths).toHaveLength(500);
    const at = (horizon: number) => paths.map((path) => path[horizon]).sort((a, b) => a - b);
    expect(at(0)[50]).toBeCloseTo(10 - 2 * z, 0);
    expect(at(1)[450]).toBeCloseTo(10 + 6 * z, 0);
    const [a, b] = [0, 1].map((horizon) => paths.map((path) => path[horizon]));
    expect(correlation(a, b)).toBeGreaterThan(0.7);
    expect(correlation(a, b)).toBeLessThan(0.9);
    // The sum is less spread than the sum of the quantiles, which would take both for one.
    const sums = paths.map(([one, other]) => one + other).sort((one, other) => one - other);
    expect(sums[475]).toBeLessThan(at(0)[475] + at(1)[475]);
  });

  it('answers rows with them, in a CSV as in JSON', () => {
    const answerer = forecast.answerer(
      { ...state, naiveError: 1, loss: 'squared', range: null },
      policy,
      specWith(),
    );
    expect(answerer.columns.slice(0, 6)).toEqual([
      'value_1',
      'lower_1',
      'upper_1',
      'q0.1_1',
      'q0.5_1',
      'q0.9_1',
    ]);
    const [one] = answerer.answer(outputs, 0).prediction.horizons ?? [];
    expect(one.quantiles?.map(({ level }) => level)).toEqual(levels);
    const values = one.quantiles?.map(({ value }) => value) ?? [];
    expect([one.value, ...(one.interval ?? [])]).toEqual([values[1], values[0], values[2]]);
    expect(answerer.cells(outputs, 0).slice(3, 6)).toEqual(values.map(String));
  });

  it('come back from JSON', () => {
    const fitted = { state: { ...state, naiveError: 1, loss: 'squared', range: null }, policy };
    expect(forecast.parse(JSON.parse(JSON.stringify(fitted)))).toEqual(fitted);
  });
});

describe('a quantile function', () => {
  const quantileAt = quantileFunction([0.1, 0.5, 0.9], [10 - 1.2815515655, 10, 10 + 2.563103131]);

  it('is that of a normal distribution on each side where the quantiles are', () => {
    expect(quantileAt(0.1)).toBeCloseTo(10 - 1.28155, 4);
    expect(quantileAt(0.5)).toBeCloseTo(10, 6);
    expect(quantileAt(0.3)).toBeCloseTo(10 - 0.5244, 3);
    expect(quantileAt(0.8)).toBeCloseTo(10 + 2 * 0.84162, 3);
  });

  it('goes on beyond the outermost', () => {
    expect(quantileAt(0.01)).toBeCloseTo(10 - 2.32635, 3);
    expect(quantileAt(0.99)).toBeCloseTo(10 + 2 * 2.32635, 3);
  });

  it('makes paths that keep ranks together', () => {
    expect(
      pathsFrom(
        [
          [1, 2],
          [2, 1],
        ],
        (horizon, level) => 10 * horizon + level,
      ),
    ).toEqual([
      [0.25, 10.75],
      [0.75, 10.25],
    ]);
  });
});

function correlation(a: readonly number[], b: readonly number[]): number {
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const [ma, mb] = [mean(a), mean(b)];
  const sum = (f: (i: number) => number) => a.reduce((total, _, i) => total + f(i), 0);
  const cross = sum((i) => (a[i] - ma) * (b[i] - mb));
  return cross / Math.sqrt(sum((i) => (a[i] - ma) ** 2) * sum((i) => (b[i] - mb) ** 2));
}
