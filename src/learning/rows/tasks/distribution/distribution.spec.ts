import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DamagedFileError, InvalidInputError, InvalidSpecificationError } from '../../../../core/errors.js';
import { categoricalSpec, numericSpec } from '../../../../tables/columns/columns.fixture.js';
import { figure } from '../../../../core/text/figures.js';
import { measure } from '../../../scored-rows.js';
import type { TaskSpec } from '../task.js';
import { distribution } from './index.js';
import { meanOf, quantileOf } from './steps.js';

const target = numericSpec({ name: 'grade', missing: 'reject', unit: 'points', range: [0, 4] });
const event = {
  below: 2,
  label: { en: 'at risk', zh: '有风险' },
  otherwise: { en: 'on course', zh: '正常' },
};
const plain: TaskSpec = { target };
const withEvent: TaskSpec = { target, options: { event } };
const deciding: TaskSpec = {
  ...withEvent,
  decision: {
    rule: 'expected-cost',
    costs: { falsePositive: 1, falseNegative: 4, review: 0.5 },
    actions: { negative: 'none', review: 'talk', positive: 'support' },
  },
};
const values = [0, 1, 2, 3, 4, 4];
const state = distribution.fitTarget(values, withEvent);
const targets = distribution.encodeTargets(values, state);

describe('a number on a scale', () => {
  it('is encoded by the steps that it reaches, and comes back', () => {
    expect(targets.width).toBe(4);
    expect([...targets.data.subarray(8, 12)]).toEqual([1, 1, 0, 0]);
    values.forEach((value, row) => expect(meanOf(targets.data, row, state)).toBe(value));
    const off = distribution.encodeTargets([-3, 9, 2.5], state);
    expect([0, 1, 2].map((row) => meanOf(off.data, row, state))).toEqual([0, 4, 2]);
  });

  it('may have another start and step', () => {
    const halves: TaskSpec = { target: { ...target, range: [1, 3] }, options: { step: 0.5 } };
    const scale = distribution.fitTarget([1, 3], halves);
    expect(scale).toMatchObject({ from: 1, step: 0.5, steps: 4 });
    expect(meanOf(distribution.encodeTargets([2.5], scale).data, 0, scale)).toBe(2.5);
  });

  it('has one output a step and the loss of a yes or no', () => {
    expect(distribution.head(state)).toEqual({
      outputs: 4,
      loss: { name: 'binary-cross-entropy' },
    });
  });

  it('has the shares of the training rows as the answer of a model that knows nothing', () => {
    const shares = distribution.constantOutputs(targets, state);
    expect(meanOf(shares, 0, state)).toBeCloseTo(14 / 6, 6);
  });

  it.each<[string, TaskSpec, string]>([
    ['no range', { target: numericSpec() }, '/target/range'],
    ['a class', { target: categoricalSpec() }, '/target/range'],
    ['half a step', { target: { ...target, range: [0, 2.5] } }, '/target/range'],
    ['too many steps', { target: { ...target, range: [0, 1000] } }, '/target/range'],
    ['an unknown option', { target, options: { steps: 3 } }, '/task/options/steps'],
    ['a wrong option', { target, options: { step: 0 } }, '/task/options/step'],
    [
      'an event off the scale',
      { target, options: { event: { ...event, below: 2.5 } } },
      '/task/options/event/below',
    ],
    [
      'an event that never is',
      { target, options: { event: { ...event, below: 0 } } },
      '/task/options/event/below',
    ],
  ])('is refused: %s', (_, spec, pointer) => {
    expect.assertions(2);
    try {
      distribution.check(spec);
    } catch (error) {
      expect(error).toBeInstanceOf(InvalidSpecificationError);
      expect((error as InvalidSpecificationError).details[0].pointer).toBe(pointer);
    }
  });

  it('is refused when there is nothing to learn', () => {
    expect(() => distribution.fitTarget([3, 3], plain)).toThrow(InvalidInputError);
    expect(() => distribution.fitTarget([2, 3], withEvent)).toThrow(InvalidInputError);
    expect(() => distribution.fitTarget([0, 1], withEvent)).toThrow(InvalidInputError);
  });
});

describe('the predicted distribution', () => {
  const reach = fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 4, maxLength: 4 });

  it('has rising quantiles within the scale, also where outputs cross', () => {
    fc.assert(
      fc.property(reach, (given) => {
        const outputs = Float32Array.from(given);
        const quantiles = [0, 0.05, 0.3, 0.5, 0.8, 0.95, 1].map((level) =>
          quantileOf(outputs, { row: 0, level }, state),
        );
        quantiles.forEach((value, i) => {
          expect(value).toBeGreaterThanOrEqual(i === 0 ? 0 : quantiles[i - 1]);
          expect(value).toBeLessThanOrEqual(4);
        });
      }),
    );
  });

  it('has its median at a value that is certain', () => {
    values.forEach((value, row) =>
      expect(quantileOf(targets.data, { row, level: 0.5 }, state)).toBeCloseTo(value, 0),
    );
  });
});

/** Rows whose outputs are unsure by one step. */
function unsure(count: number) {
  const actual = Array.from({ length: count }, (_, i) => i % 5);
  const encoded = distribution.encodeTargets(actual, state);
  const outputs = encoded.data.map((reached) => (reached ? 0.8 : 0.2));
  return { outputs, targets: encoded };
}

describe('what is learnt from rows kept apart', () => {
  const kept = unsure(100);
  const policy = distribution.fitPolicy(kept.outputs, kept.targets, state, deciding);

  it('is the margin of the interval and the policy of the event', () => {
    expect(Number.isFinite(policy.margin)).toBe(true);
    expect(policy.event).toMatchObject({ threshold: 0.2, bands: { lower: 0.125, upper: 0.5 } });
    expect(
      distribution.fitPolicy(kept.outputs, kept.targets, distribution.fitTarget(values, plain), plain),
    ).not.toHaveProperty('event');
  });

  it('gives intervals that cover as often as stated, and says so', () => {
    const { interval, event: told } = distribution.details(kept.outputs, kept.targets, {
      state,
      policy,
      decision: deciding.decision,
    }) as {
      interval: { covered: number; meanWidth: number };
      event: { decisions: unknown };
    };
    expect(interval.covered).toBeGreaterThanOrEqual(0.9);
    expect(interval.meanWidth).toBeGreaterThan(0);
    expect(told.decisions).toBeDefined();
  });

  it('leaves the interval out where too few rows were kept', () => {
    const few = unsure(5);
    const short = distribution.fitPolicy(few.outputs, few.targets, state, withEvent);
    expect(short.margin).toBeNull();
    const answerer = distribution.answerer(state, short, withEvent);
    expect(answerer.columns).toEqual(['prediction', 'label', 'probability']);
    expect(answerer.answer(few.outputs, 0).prediction).not.toHaveProperty('interval');
    expect(distribution.details(few.outputs, few.targets, { state, policy: short })).not.toHaveProperty(
      'interval',
    );
  });

  it('is measured as a number and as an event', () => {
    const scored = distribution.scored(kept.outputs, kept.targets, { state, policy });
    expect(scored.kind).toBe('number-with-event');
    expect(distribution.predictionKind(withEvent)).toBe('number-with-event');
    expect(measure(scored)).toMatchObject({ auc: 1, cost: expect.any(Number), rmse: expect.any(Number) });
    const bare = distribution.fitTarget(values, plain);
    expect(distribution.predictionKind(plain)).toBe('regression');
    expect(distribution.scored(kept.outputs, kept.targets, { state: bare }).kind).toBe('regression');
  });

  it('is measured against the values as they are, also between two steps', () => {
    const between = distribution.encodeTargets([2.5, 99], state);
    const { kind, predictions } = distribution.scored(between.data, between, { state });
    if (kind !== 'number-with-event') throw new Error('Another kind.');
    expect([...Array.from(predictions.number.actual)]).toEqual([2.5, 99]);
  });

  it('comes back from JSON, and is refused when damaged', () => {
    const fitted = { state, policy };
    expect(distribution.parse(JSON.parse(JSON.stringify(fitted)))).toEqual(fitted);
    expect(() => distribution.parse({ state, policy: { margin: 'x' } })).toThrow(DamagedFileError);
    expect(() => distribution.parse({ state: { ...state, steps: 0 }, policy })).toThrow(DamagedFileError);
  });

  it('answers with the same figures by REST and in a CSV', () => {
    const answerer = distribution.answerer(state, policy, deciding);
    expect(answerer.columns).toEqual(['prediction', 'lower', 'upper', 'label', 'probability', 'decision']);
    const outputs = fc.array(fc.float({ min: 0, max: 1, noNaN: true }), { minLength: 8, maxLength: 8 });
    fc.assert(
      fc.property(outputs, fc.constantFrom(0, 1), (given, row) => {
        const rows = Float32Array.from(given);
        const { prediction, decision } = answerer.answer(rows, row);
        const { value = NaN, interval = [NaN, NaN], label, probability = NaN, unit } = prediction;
        expect(answerer.cells(rows, row)).toEqual([
          ...[value, ...interval].map(String),
          label,
          String(probability),
          decision?.action,
        ]);
        expect(unit).toBe('points');
        expect(value).toBe(figure(meanOf(rows, row, state)));
        expect(probability).toBe(figure(Math.fround(1 - rows[row * 4 + 1])));
        expect(interval[0]).toBeLessThanOrEqual(interval[1]);
        expect(interval[0]).toBeGreaterThanOrEqual(0);
        expect(interval[1]).toBeLessThanOrEqual(4);
      }),
    );
  });
});
