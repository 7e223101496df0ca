import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DamagedFileError, InvalidInputError, InvalidSpecificationError } from '../../../../core/errors.js';
import { category, numericSpec } from '../../../../tables/columns/columns.fixture.js';
import { figure } from '../../../../core/text/figures.js';
import { measure } from '../../../scored-rows.js';
import type { TaskSpec } from '../task.js';
import { classification } from './index.js';

const decision = {
  rule: 'expected-cost',
  costs: { falsePositive: 1, falseNegative: 5, review: 0.6 },
  actions: { negative: 'approve', positive: 'decline', review: 'refer' },
};

function binarySpec(given: Partial<TaskSpec> & { positive?: string } = {}): TaskSpec {
  const { positive = '2', ...rest } = given;
  const categories = [category('1', 'good'), category('2', 'bad')];
  const meaning = { en: 'what became of it', zh: '结果' };
  return {
    target: { name: 'class', kind: 'categorical', meaning, categories, missing: 'reject', positive },
    ...rest,
  };
}

function threeSpec(): TaskSpec {
  const categories = [category('a', 'ant'), category('b', 'bee'), category('c', 'cow')];
  const { target } = binarySpec();
  return { target: { ...target, kind: 'categorical', missing: 'reject', categories, positive: undefined } };
}

const binaryValues = ['1', '2', '1', '1'];
const binaryState = classification.fitTarget(binaryValues, binarySpec());
const threeValues = ['c', 'a', 'b', 'c'];
const threeState = classification.fitTarget(threeValues, threeSpec());

describe('a target of two classes', () => {
  it('is learnt as its classes in the declared order, with counts', () => {
    expect(binaryState).toEqual({
      classes: [
        { code: '1', label: 'good', count: 3 },
        { code: '2', label: 'bad', count: 1 },
      ],
      positive: 1,
    });
  });

  it.each([
    ['2', [0, 1, 0, 0]],
    ['1', [1, 0, 1, 1]],
  ])('is encoded as 1 for the positive class %s', (positive, expected) => {
    const state = classification.fitTarget(binaryValues, binarySpec({ positive }));
    const { data, width } = classification.encodeTargets(binaryValues, state);
    expect(width).toBe(1);
    expect([...data]).toEqual(expected);
  });

  it('is stratified by its classes, whichever is positive', () => {
    expect([...(classification.strata?.(binaryValues, binaryState) ?? [])]).toEqual(['1', '2', '1', '1']);
  });

  it('names the classes of which rows have none', () => {
    expect(classification.absentClasses?.(binaryValues, binaryState)).toEqual([]);
    expect(classification.absentClasses?.(['1', '1'], binaryState)).toMatchObject([{ code: '2' }]);
  });

  it('has one sigmoid output and the binary loss', () => {
    expect(classification.head(binaryState)).toEqual({
      outputs: 1,
      loss: { name: 'binary-cross-entropy' },
    });
    expect(classification.predictionKind(binarySpec())).toBe('binary');
  });

  it('has the base rate as the answer of a model that knows nothing', () => {
    const targets = classification.encodeTargets(binaryValues, binaryState);
    expect([...classification.constantOutputs(targets, binaryState)]).toEqual([0.25]);
  });

  it('is measured at its threshold, and by its costs only where they are stated', () => {
    const targets = classification.encodeTargets(binaryValues, binaryState);
    const outputs = Float32Array.of(0.3, 0.4, 0.1, 0.2);
    const scored = classification.scored(outputs, targets, {
      state: binaryState,
      policy: { threshold: 0.35 },
    });
    expect(measure(scored)).toMatchObject({ auc: 1, precision: 1, recall: 1, accuracy: 1 });
    expect(measure(scored)).not.toHaveProperty('cost');
    const before = classification.scored(outputs, targets, { state: binaryState });
    expect(measure(before, ['recall'])).toEqual({ recall: 0 });
    const policy = { threshold: 0.15, costs: decision.costs };
    const costly = classification.scored(outputs, targets, { state: binaryState, policy });
    expect(measure(costly, ['cost']).cost).toBeCloseTo(2 / 4, 6);
  });
});

describe('a target of three classes', () => {
  it('is learnt without a positive class and encoded by index', () => {
    expect(threeState).not.toHaveProperty('positive');
    expect([...classification.encodeTargets(threeValues, threeState).data]).toEqual([2, 0, 1, 2]);
    expect(classification.predictionKind(threeSpec())).toBe('multiclass');
  });

  it('has an output for each class', () => {
    expect(classification.head(threeState)).toEqual({
      outputs: 3,
      loss: { name: 'categorical-cross-entropy' },
    });
    const targets = classification.encodeTargets(threeValues, threeState);
    expect([...classification.constantOutputs(targets, threeState)]).toEqual([0.25, 0.25, 0.5]);
  });

  it('is answered with the likeliest class and the probability of each', () => {
    const answerer = classification.answerer(threeState, { threshold: 0.5 }, threeSpec());
    const outputs = Float32Array.of(1, 0, 0, 0.125, 0.625, 0.25);
    expect(answerer.columns).toEqual(['prediction', 'probability']);
    expect(answerer.answer(outputs, 1)).toEqual({
      prediction: {
        label: 'bee',
        probability: 0.625,
        probabilities: { ant: 0.125, bee: 0.625, cow: 0.25 },
      },
    });
    expect(answerer.cells(outputs, 1)).toEqual(['bee', '0.625']);
  });

  it('names the first of equally likely classes, by every door', () => {
    const answerer = classification.answerer(threeState, { threshold: 0.5 }, threeSpec());
    const outputs = Float32Array.of(0.25, 0.375, 0.375);
    expect(answerer.answer(outputs, 0).prediction.label).toBe('bee');
    expect(answerer.cells(outputs, 0)[0]).toBe('bee');
  });

  it('is reported by what was taken for what', () => {
    const targets = classification.encodeTargets(threeValues, threeState);
    const outputs = Float32Array.from([0, 0.4, 0.6, 1, 0, 0, 1, 0, 0, 0, 1, 0]);
    const fitted = { state: threeState, policy: { threshold: 0.5 } };
    expect(classification.details(outputs, targets, fitted)).toMatchObject({
      classes: ['ant', 'bee', 'cow'],
      confusion: [
        [1, 0, 0],
        [1, 0, 0],
        [0, 1, 1],
      ],
    });
  });
});

describe('the policy of a binary target', () => {
  const outputs = Float32Array.of(0.1, 0.9, 0.2, 0.3);
  const targets = classification.encodeTargets(binaryValues, binaryState);

  it('is one half where nothing has a cost', () => {
    expect(classification.fitPolicy(outputs, targets, binaryState, binarySpec())).toEqual({ threshold: 0.5 });
  });

  it('is what the costs imply (Elkan, 2001), with the band in which a review is cheapest (Chow, 1970)', () => {
    const policy = classification.fitPolicy(outputs, targets, binaryState, binarySpec({ decision }));
    expect(policy.threshold).toBeCloseTo(1 / 6, 12);
    const { lower, upper } = policy.bands as { lower: number; upper: number };
    expect(lower).toBeCloseTo(0.6 / 5, 12);
    expect(upper).toBeCloseTo(1 - 0.6, 12);
    expect(policy.costs).toEqual(decision.costs);
    // No row is decided wrongly anywhere between the highest good and the lowest bad one.
    expect(policy.empiricalThreshold).toBeGreaterThan(0.3);
    expect(policy.empiricalThreshold).toBeLessThanOrEqual(Math.fround(0.9));
  });

  it('refers no row where a review costs nothing stated', () => {
    const { falsePositive, falseNegative } = decision.costs;
    const costs = { falsePositive, falseNegative };
    const actions = { negative: decision.actions.negative, positive: decision.actions.positive };
    const spec = binarySpec({ decision: { ...decision, costs, actions } });
    const policy = classification.fitPolicy(outputs, targets, binaryState, spec);
    expect(policy.bands).toEqual({ lower: 1 / 6, upper: 1 / 6 });
    const answerer = classification.answerer(binaryState, policy, spec);
    const actionsGiven = [0, 0.16, 0.17, 1].map((p) => answerer.cells(Float32Array.of(p), 0)[2]);
    expect(actionsGiven).toEqual(['approve', 'approve', 'decline', 'decline']);
  });

  it.each([
    [0.1199, 'approve', 'good'],
    [0.1201, 'refer', 'good'],
    [0.1667, 'refer', 'bad'],
    [0.3999, 'refer', 'bad'],
    [0.4001, 'decline', 'bad'],
  ])('decides %d: %s, and calls it %s', (probability, action, label) => {
    const spec = binarySpec({ decision });
    const policy = classification.fitPolicy(outputs, targets, binaryState, spec);
    const answer = classification.answerer(binaryState, policy, spec).answer(Float32Array.of(probability), 0);
    expect(answer).toEqual({
      prediction: { label, probability: figure(Math.fround(probability)) },
      decision: {
        action,
        rule: 'expected cost',
        threshold: figure(1 / 6),
        thresholds: { lower: 0.12, upper: 0.4 },
      },
    });
  });

  it('is reported with confusion, reliability and costs', () => {
    const policy = classification.fitPolicy(outputs, targets, binaryState, binarySpec({ decision }));
    const details = classification.details(outputs, targets, { state: binaryState, policy, decision });
    expect(details).toMatchObject({
      threshold: policy.threshold,
      confusion: { truePositive: 1, falsePositive: 2, trueNegative: 1, falseNegative: 0 },
      decisions: expect.anything() as unknown,
    });
    expect(JSON.parse(JSON.stringify(details))).toEqual(details);
  });
});

describe('an answer by REST and in a CSV', () => {
  const probability = fc.float({ min: 0, max: 1, noNaN: true });
  const both = [binarySpec(), binarySpec({ decision }), binarySpec({ decision, positive: '1' })];

  it.each(both)('has the same label, figure and action for two classes', (spec) => {
    const state = classification.fitTarget(binaryValues, spec);
    const some = Float32Array.of(0.2, 0.8, 0.1, 0.5);
    const policy = classification.fitPolicy(
      some,
      classification.encodeTargets(binaryValues, state),
      state,
      spec,
    );
    const answerer = classification.answerer(state, policy, spec);
    fc.assert(
      fc.property(fc.array(probability, { minLength: 1 }), fc.nat(), (values, any) => {
        const outputs = Float32Array.from(values);
        const row = any % values.length;
        const { prediction, decision: decided } = answerer.answer(outputs, row);
        const cells = [prediction.label, String(prediction.probability)];
        expect(answerer.cells(outputs, row)).toEqual(decided ? [...cells, decided.action] : cells);
        expect(answerer.columns).toHaveLength(decided ? 3 : 2);
        expect(Math.fround(Number(cells[1]))).toBe(outputs[row] + 0);
      }),
    );
  });

  it('has the same label and figure for three classes', () => {
    const answerer = classification.answerer(threeState, { threshold: 0.5 }, threeSpec());
    fc.assert(
      fc.property(fc.tuple(probability, probability, probability), (values) => {
        const outputs = Float32Array.from([0, 0, 0, ...values]);
        const { prediction } = answerer.answer(outputs, 1);
        expect(answerer.cells(outputs, 1)).toEqual([prediction.label, String(prediction.probability)]);
        expect(prediction.probability).toBe(Math.max(...Object.values(prediction.probabilities ?? {})));
      }),
    );
  });
});

describe('a target that cannot be learnt', () => {
  it('is refused where a class has no row, by its code and label', () => {
    expect(() => classification.fitTarget(['1', '1'], binarySpec())).toThrow(InvalidInputError);
    try {
      classification.fitTarget([], binarySpec());
    } catch (error) {
      expect(error).toMatchObject({
        details: [
          { column: 'class', expected: 'rows of the class "1" (good)', received: 'none' },
          { column: 'class', expected: 'rows of the class "2" (bad)', received: 'none' },
        ],
      });
    }
  });

  it.each<[string, TaskSpec, string]>([
    ['a number', { target: numericSpec({ missing: 'reject' }) }, '/target/kind'],
    [
      'two classes of which none is positive',
      { target: { ...binarySpec().target, positive: undefined } },
      '/target/positive',
    ],
  ])('is refused where it is %s', (_, spec, pointer) => {
    expect(() => classification.check(spec)).toThrow(InvalidSpecificationError);
    expect(() => classification.fitTarget(['1', '2'], spec)).toThrow(InvalidSpecificationError);
    try {
      classification.check(spec);
    } catch (error) {
      expect(error).toMatchObject({ details: [{ pointer }] });
    }
  });
});

describe('what was learnt about a target, stored', () => {
  const policies = [
    { threshold: 0.5 },
    { threshold: 0.2, bands: { lower: 0.1, upper: 0.4 }, costs: decision.costs },
  ];

  it.each(policies)('comes back as it was', (policy) => {
    const fitted = { state: binaryState, policy };
    expect(classification.parse(JSON.parse(JSON.stringify(fitted)))).toEqual(fitted);
  });

  it.each<[string, unknown]>([
    ['nothing', null],
    ['a text', 'state'],
    ['no policy', { state: binaryState }],
    ['a threshold that is no number', { state: binaryState, policy: { threshold: 'half' } }],
    ['one class', { state: { classes: [binaryState.classes[0]] }, policy: { threshold: 0.5 } }],
    ['an unknown key', { state: { ...binaryState, more: 1 }, policy: { threshold: 0.5 } }],
  ])('is refused when it is damaged: %s', (_, json) => {
    expect(() => classification.parse(json)).toThrow(DamagedFileError);
  });

  it.each([-1, 2, 0.5])('is refused when its positive class %d is none of the classes', (positive) => {
    const json = { state: { ...binaryState, positive }, policy: { threshold: 0.5 } };
    expect(() => classification.parse(json)).toThrow(DamagedFileError);
  });
});
