import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { createRandom } from '../../../../core/random.js';
import { InvalidSpecificationError } from '../../../../core/errors.js';
import type { IntervalFigures } from '../../../../evaluation/conformal/index.js';
import { numericSpec } from '../../../../tables/columns/columns.fixture.js';
import type { NumericColumnSpec } from '../../../../tables/columns/numeric.column.js';
import { measure } from '../../../scored-rows.js';
import type { IntervalWidths } from '../../names.js';
import type { TaskSpec } from '../task.js';
import { regression } from './index.js';

const target = (changes: Partial<NumericColumnSpec>, intervals?: IntervalWidths): TaskSpec => ({
  target: { ...numericSpec({ name: 'price', missing: 'reject' }), ...changes },
  intervals,
});

const logged = target({ transform: 'log1p' });

/** Amounts whose error is a share of them, and what a network that knows their median says. */
function amounts(count: number, seed: number) {
  const random = createRandom(seed);
  const medians = Array.from({ length: count }, () => Math.exp(2 + 5 * random.next()));
  return { medians, values: medians.map((median) => median * Math.exp(0.4 * random.normal())) };
}

function fittedOn(spec: TaskSpec) {
  const { medians, values } = amounts(2000, 7);
  const state = regression.fitTarget(values, spec);
  const of = (numbers: readonly number[]) => regression.encodeTargets(numbers, state);
  const policy = regression.fitPolicy(of(medians).data, of(values), state, spec);
  return { state, policy, of, answerer: regression.answerer(state, policy, spec) };
}

describe('a target on a logarithmic scale', () => {
  it('comes back in its own unit and is measured there', () => {
    const values = [0, 1, 10, 100, 10_000];
    const state = regression.fitTarget(values, logged);
    const targets = regression.encodeTargets(values, state);
    const scored = regression.scored(targets.data, targets, { state });
    if (scored.kind !== 'regression') throw new Error('Another kind.');
    Array.from(scored.predictions.predicted).forEach((value, i) => {
      expect(Math.abs(value - values[i])).toBeLessThan(1e-5 * (1 + values[i]));
    });
    const half = regression.encodeTargets(values.map((value) => value / 2), state).data; // prettier-ignore
    expect(measure(regression.scored(half, targets, { state }), ['mae']).mae).toBeCloseTo(10_111 / 10, 1);
  });

  it('has intervals whose widths follow the case and hold what they are meant to everywhere', () => {
    const { state, policy, of } = fittedOn(logged);
    const { medians, values } = amounts(4000, 8);
    const details = regression.details(of(medians).data, of(values), { state, policy });
    const { covered, thirds = [] } = (details as { interval: IntervalFigures }).interval;
    expect(Math.abs(covered - 0.9)).toBeLessThan(0.03);
    for (const third of thirds) expect(Math.abs(third.covered - 0.9)).toBeLessThan(0.05);
    expect(thirds[2].medianWidth / thirds[0].medianWidth).toBeGreaterThan(10);
  });

  it('says the mean of the values where nothing is known of a row', () => {
    const { state, of } = fittedOn(logged);
    const { values } = amounts(2000, 7);
    const targets = of(values);
    const outputs = new Float32Array(2000).fill(regression.constantOutputs(targets, state)[0]);
    expect(measure(regression.scored(outputs, targets, { state }), ['r2']).r2).toBeCloseTo(0, 6);
  });

  it('keeps to what the training rows imply where no range is declared', () => {
    const state = regression.fitTarget([1, 3, 7], logged);
    // From 1 to 7 the logarithm of one more doubles twice, so it may double twice more.
    expect(state).toMatchObject({ transform: 'log1p', range: [0, 31] });
    const answerer = regression.answerer(state, { coverage: 0.9, halfWidth: 0.1 }, logged);
    const wild = Float32Array.of(1e30, -1e30);
    expect(answerer.answer(wild, 0).prediction).toEqual({ value: 31, interval: [expect.any(Number), 31] });
    expect(answerer.answer(wild, 1).prediction).toEqual({ value: 0, interval: [0, expect.any(Number)] });
    expect(regression.fitTarget([-0.5, 3, 7], logged).range?.[0]).toBeNull();
  });

  it.each([-1, -7])('cannot learn %d', (value) => {
    const problem = regression.targetProblem?.(logged)(value, 0);
    expect(problem).toEqual({
      expected: 'a number above -1, for the transform log1p of the target',
      received: String(value),
    });
    expect(regression.targetProblem?.(logged)(-0.99, 0)).toBeUndefined();
    expect(regression.targetProblem?.(target({}))(value, 0)).toBeUndefined();
  });

  it('refuses a range that begins below 0', () => {
    const check = () => regression.check(target({ transform: 'log1p', range: [-5, 10] }));
    expect(check).toThrow(InvalidSpecificationError);
    expect(() => regression.check(target({ transform: 'log1p', range: [0, Infinity] }))).not.toThrow();
    expect(() => regression.check(target({ range: [-5, 10] }))).not.toThrow();
  });
});

describe('a declared range', () => {
  it('is kept with the ends that it has', () => {
    expect(regression.fitTarget([1, 2], target({ range: [0, 5] })).range).toEqual([0, 5]);
    expect(regression.fitTarget([1, 2], target({ range: [0, Infinity] })).range).toEqual([0, null]);
    expect(regression.fitTarget([1, 2], target({ range: [-Infinity, 5] })).range).toEqual([null, 5]);
    expect(regression.fitTarget([1, 2], target({}))).not.toHaveProperty('range');
  });

  it('cuts values and intervals, by which the figures are worked out', () => {
    const spec = target({ range: [0, Infinity] });
    const state = regression.fitTarget([0, 4], spec);
    const policy = { coverage: 0.9, halfWidth: 3 };
    const outputs = Float32Array.of(-2, -0.5, 1);
    const answerer = regression.answerer(state, policy, spec);
    expect([0, 1, 2].map((row) => answerer.answer(outputs, row).prediction)).toEqual([
      { value: 0, interval: [0, 3] },
      { value: 1, interval: [0, 4] },
      { value: 4, interval: [1, 7] },
    ]);
    const targets = regression.encodeTargets([3, 5, 8], state);
    const { mae } = measure(regression.scored(outputs, targets, { state }), ['mae']);
    expect(mae).toBeCloseTo((3 + 4 + 4) / 3, 6);
    const details = regression.details(outputs, targets, { state, policy });
    expect(details).toMatchObject({ interval: { covered: 1 / 3, medianWidth: 4 } });
  });

  const ends = fc
    .tuple(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.double({ min: 0.001, max: 1e6, noNaN: true }))
    .map(([low, width]): [number, number] => [low, low + width]);

  it('holds every answer, and every interval its value', () => {
    const output = fc.float({ noNaN: true });
    const width = fc.double({ min: 0, max: 1e7, noNaN: true });
    fc.assert(
      fc.property(ends, output, width, fc.boolean(), (range, given, halfWidth, isLogged) => {
        const [low, high] = isLogged ? [Math.abs(range[0]), Math.abs(range[0]) + range[1] - range[0]] : range;
        const spec = target({ range: [low, high], ...(isLogged && { transform: 'log1p' }) });
        const state = regression.fitTarget([low, high], spec);
        const answerer = regression.answerer(state, { coverage: 0.9, halfWidth }, spec);
        const { value = NaN, interval = [NaN, NaN] } = answerer.answer(Float32Array.of(given), 0).prediction;
        const rising = [low, interval[0], value, interval[1], high];
        expect(rising).toEqual([...rising].sort((a, b) => a - b));
      }),
    );
  });
});
