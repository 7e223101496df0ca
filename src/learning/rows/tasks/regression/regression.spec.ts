import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DamagedFileError, InvalidInputError, InvalidSpecificationError } from '../../../../core/errors.js';
import { categoricalSpec, numericSpec } from '../../../../tables/columns/columns.fixture.js';
import { figure } from '../../../../core/text/figures.js';
import { measure } from '../../../scored-rows.js';
import type { TaskSpec } from '../task.js';
import { regression } from './index.js';

const spec: TaskSpec = { target: numericSpec({ name: 'price', missing: 'reject', unit: 'CNY' }) };
const values = [10, 20, 30, 40];
const state = regression.fitTarget(values, spec);
const targets = regression.encodeTargets(values, state);

describe('a number to predict', () => {
  it('is learnt by its mean and standard deviation', () => {
    expect(state.mean).toBe(25);
    expect(state.standardDeviation).toBeCloseTo(Math.sqrt(125), 12);
    expect(state.unit).toBe('CNY');
    const bare = regression.fitTarget(values, { target: numericSpec({ unit: undefined }) });
    expect(bare).not.toHaveProperty('unit');
  });

  it('is encoded to mean 0 and variance 1, and comes back', () => {
    const encoded = [...targets.data];
    expect(targets.width).toBe(1);
    expect(encoded.reduce((sum, value) => sum + value, 0)).toBeCloseTo(0, 6);
    expect(encoded.reduce((sum, value) => sum + value ** 2, 0) / 4).toBeCloseTo(1, 6);
    const scored = regression.scored(targets.data, targets, { state });
    if (scored.kind !== 'regression') throw new Error('Another kind.');
    Array.from(scored.predictions.predicted).forEach((value, i) => expect(value).toBeCloseTo(values[i], 5));
  });

  it('has one plain output', () => {
    expect(regression.head(state)).toEqual({
      outputs: 1,
      loss: { name: 'mean-squared-error' },
    });
    expect(regression.predictionKind(spec)).toBe('regression');
    expect('strata' in regression).toBe(false);
  });

  it('is measured in its own unit', () => {
    const one = 1 / state.standardDeviation;
    const outputs = targets.data.map((value) => value + one);
    const { mae, rmse } = measure(regression.scored(outputs, targets, { state }));
    expect(mae).toBeCloseTo(1, 5);
    expect(rmse).toBeCloseTo(1, 5);
  });

  it('is measured against the values as they were read', () => {
    const odd = [0, 0.1, 1 / 3, 12_345.678_901];
    const learnt = regression.fitTarget(odd, spec);
    const encoded = regression.encodeTargets(odd, learnt);
    const { predictions } = regression.scored(encoded.data, encoded, { state: learnt });
    expect(predictions).toMatchObject({ actual: Float64Array.from(odd) });
  });

  it('has its mean as the answer of a model that knows nothing', () => {
    const outputs = new Float32Array(4).fill(regression.constantOutputs(targets, state)[0]);
    expect(measure(regression.scored(outputs, targets, { state })).r2).toBeCloseTo(0, 6);
  });

  it.each([[[5, 5, 5]], [[0.1, 0.1, 0.1]], [[]], [[7]]])('that never varies is refused: %j', (constant) => {
    expect(() => regression.fitTarget(constant, spec)).toThrow(InvalidInputError);
  });

  it('that varies a little beside a large mean is learnt', () => {
    expect(regression.fitTarget([1e9, 1e9 + 1], spec).standardDeviation).toBeCloseTo(0.5, 9);
  });

  it('that is no number is refused', () => {
    const classes = { target: categoricalSpec() };
    expect(() => regression.check(classes)).toThrow(InvalidSpecificationError);
    expect(() => regression.fitTarget([1, 2], classes)).toThrow('Regression needs a numeric target.');
    expect(() => regression.check(spec)).not.toThrow();
  });
});

describe('the interval', () => {
  /** Targets 0 and outputs that are off by 1, 2, ... in the target's unit. */
  function policyOf(count: number) {
    const outputs = Float32Array.from({ length: count }, (_, i) => ((i + 1) * (i % 2 ? 1 : -1)) / 2);
    const nothing = { data: new Float32Array(count), width: 1 };
    return regression.fitPolicy(outputs, nothing, { mean: 3, standardDeviation: 2 }, spec);
  }

  it('is as wide as the stated share of errors needs (Lei et al., 2018), in the target unit', () => {
    expect(policyOf(19)).toEqual({ coverage: 0.9, halfWidth: 18 });
  });

  it('is left out where too few rows were kept from learning', () => {
    expect(policyOf(8)).toEqual({ coverage: 0.9, halfWidth: null });
    const answerer = regression.answerer(state, policyOf(8), spec);
    expect(answerer.columns).toEqual(['prediction']);
    expect(answerer.answer(Float32Array.of(0), 0)).toEqual({ prediction: { value: 25, unit: 'CNY' } });
    expect(answerer.cells(Float32Array.of(0), 0)).toEqual(['25']);
    const fitted = { state, policy: policyOf(8) };
    expect(regression.details(targets.data, targets, fitted)).toEqual({});
  });

  it('is reported with the share that it covered', () => {
    const outputs = targets.data.map((value, i) => value + (i === 0 ? 3 : 1) / state.standardDeviation);
    const fitted = { state, policy: { coverage: 0.9, halfWidth: 2 } };
    expect(regression.details(outputs, targets, fitted)).toEqual({
      interval: {
        coverage: 0.9,
        halfWidth: 2,
        rows: 4,
        covered: 0.75,
        medianWidth: 4,
        // The widths, and what the first value lies outside times 20, over four rows.
        score: expect.closeTo(4 + (20 * 1) / 4, 4),
      },
    });
  });
});

describe('an interval whose end many values share', () => {
  it('covers them, whatever the last digits of float32', () => {
    const counts = Array.from({ length: 300 }, (_, i) => (i % 3 === 0 ? 1 : 0));
    for (const shift of [0.1, 7, 1000.3]) {
      const shifted = counts.map((count) => count + shift);
      const learnt = regression.fitTarget(shifted, spec);
      const encoded = regression.encodeTargets(shifted, learnt);
      const outputs = new Float32Array(300).fill(-0.1);
      const policy = regression.fitPolicy(outputs, encoded, learnt, spec);
      expect(regression.details(outputs, encoded, { state: learnt, policy })).toMatchObject({
        interval: { covered: 1 },
      });
    }
  });
});

describe('an answer by REST and in a CSV', () => {
  it.each([{ halfWidth: 12.3 }, { halfWidth: null }])('has the same figures with %j', ({ halfWidth }) => {
    const answerer = regression.answerer(state, { coverage: 0.9, halfWidth }, spec);
    const output = fc.float({ noNaN: true, noDefaultInfinity: true, min: -1e6, max: 1e6 });
    fc.assert(
      fc.property(fc.array(output, { minLength: 1 }), fc.nat(), (given, any) => {
        const outputs = Float32Array.from(given);
        const row = any % given.length;
        const { value, interval = [], unit } = answerer.answer(outputs, row).prediction;
        expect(unit).toBe('CNY');
        expect(answerer.cells(outputs, row)).toEqual([value, ...interval].map(String));
        expect(answerer.columns).toHaveLength(halfWidth === null ? 1 : 3);
        expect(value).toBe(figure(state.mean + state.standardDeviation * outputs[row]));
        if (halfWidth === null || value === undefined) return;
        expect(interval[0]).toBeLessThan(value);
        expect(interval[1]).toBeGreaterThan(value);
      }),
    );
  });
});

describe('what was learnt about a number, stored', () => {
  it('comes back as it was', () => {
    for (const halfWidth of [null, 0.125]) {
      const fitted = { state, policy: { coverage: 0.9, halfWidth } };
      expect(regression.parse(JSON.parse(JSON.stringify(fitted)))).toEqual(fitted);
    }
  });

  it.each<[string, unknown]>([
    ['nothing', undefined],
    ['no spread', { state: { mean: 1, standardDeviation: 0 }, policy: { coverage: 0.9, halfWidth: 1 } }],
    ['no mean', { state: { standardDeviation: 1 }, policy: { coverage: 0.9, halfWidth: 1 } }],
    ['a width that is a text', { state, policy: { coverage: 0.9, halfWidth: '1' } }],
    ['an unknown key', { state, policy: { coverage: 0.9, halfWidth: 1 }, more: 1 }],
  ])('is refused when it is damaged: %s', (_, json) => {
    expect(() => regression.parse(json)).toThrow(DamagedFileError);
  });
});

describe('a figure', () => {
  it('tells any two float32 numbers apart and is short', () => {
    const number = fc.float({ noNaN: true, noDefaultInfinity: true });
    fc.assert(fc.property(number, (value) => expect(Math.fround(figure(value))).toBe(value + 0)));
    expect(figure(Math.fround(0.1))).toBe(0.100000001);
  });
});
