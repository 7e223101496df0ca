import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { DamagedFileError } from '../../../../core/errors.js';
import { category } from '../../../../tables/columns/columns.fixture.js';
import { figure } from '../../../../core/text/figures.js';
import { measure } from '../../../scored-rows.js';
import type { DecisionSpec } from '../../../../decisions/decision.js';
import type { TaskSpec } from '../task.js';
import { classification } from './index.js';

const costly: DecisionSpec = {
  rule: 'expected-cost',
  costs: { falsePositive: 1, falseNegative: 4 },
  actions: { negative: 'run', positive: 'inspect' },
};

const accurate: DecisionSpec = {
  rule: 'rule-out-rule-in',
  sensitivity: 0.75,
  specificity: 0.75,
  actions: { negative: 'rule out', review: 'test', positive: 'rule in' },
};

function kindSpec(decision?: DecisionSpec): TaskSpec {
  const categories = [category('h', 'heat'), category('n', 'fine'), category('p', 'power')];
  const meaning = { en: 'how it failed', zh: '如何故障' };
  const target = {
    name: 'mode',
    kind: 'categorical' as const,
    meaning,
    categories,
    missing: 'reject' as const,
  };
  return { target: { ...target, negative: 'n', event: { en: 'failure', zh: '故障' } }, decision };
}

const values = ['n', 'h', 'n', 'p'];
const state = classification.fitTarget(values, kindSpec());
const targets = classification.encodeTargets(values, state);
/** Rows of P(heat), P(fine), P(power). */
const outputs = Float32Array.from([0.125, 0.75, 0.125, 0.5, 0.25, 0.25, 0, 1, 0, 0.25, 0.25, 0.5]);

describe('a target whose classes are kinds of an event', () => {
  it('is learnt and encoded by class, with the class in which nothing happens', () => {
    expect(state).toMatchObject({ negative: 1, event: 'failure' });
    expect(state).not.toHaveProperty('positive');
    expect([...targets.data]).toEqual([1, 0, 1, 2]);
    expect(classification.head(state)).toMatchObject({ outputs: 3 });
  });

  it('is measured as the question whether the event happens', () => {
    expect(classification.predictionKind(kindSpec())).toBe('binary');
    const scored = classification.scored(outputs, targets, { state });
    if (scored.kind !== 'binary') throw new Error('Another kind.');
    expect(Array.from(scored.predictions.labels)).toEqual([0, 1, 0, 1]);
    expect(Array.from(scored.predictions.probabilities)).toEqual([0.25, 0.75, 0, 0.75]);
    expect(measure(scored)).toMatchObject({ auc: 1, average_precision: 1, recall: 1 });
  });

  it('has the rates of its classes as the answer of a model that knows nothing', () => {
    expect([...classification.constantOutputs(targets, state)]).toEqual([0.25, 0.5, 0.25]);
  });

  it('never gives a probability above 1, whatever the kinds add up to', () => {
    const sum = Float32Array.of(0.7, 0, 0.30000004);
    const scored = classification.scored(sum, { data: Float32Array.of(0), width: 1 }, { state });
    if (scored.kind !== 'binary') throw new Error('Another kind.');
    expect(scored.predictions.probabilities[0]).toBe(1);
  });

  it('spreads kinds with few rows over folds together with the most frequent kind', () => {
    const many = [...Array<string>(60).fill('n'), ...Array<string>(30).fill('h'), 'p', 'p'];
    const learnt = classification.fitTarget(many, kindSpec());
    expect([...new Set(classification.strata?.(many, learnt))].sort()).toEqual(['h', 'n']);
    const even = [
      ...Array<string>(20).fill('n'),
      ...Array<string>(20).fill('h'),
      ...Array<string>(20).fill('p'),
    ];
    const known = classification.fitTarget(even, kindSpec());
    expect([...new Set(classification.strata?.(even, known))].sort()).toEqual(['h', 'n', 'p']);
  });
});

describe('the answer about an event of several kinds', () => {
  it('is the event with its probability, the likeliest kind given the event, and the action', () => {
    const policy = classification.fitPolicy(outputs, targets, state, kindSpec(costly));
    expect(policy.threshold).toBeCloseTo(1 / 5, 12);
    const answerer = classification.answerer(state, policy, kindSpec(costly));
    expect(answerer.columns).toEqual(['prediction', 'probability', 'kind', 'decision']);
    expect(answerer.answer(outputs, 1)).toEqual({
      prediction: {
        label: 'failure',
        probability: 0.75,
        kind: { label: 'heat', probability: figure(2 / 3) },
        probabilities: { heat: 0.5, fine: 0.25, power: 0.25 },
      },
      decision: { action: 'inspect', rule: 'expected cost', threshold: 0.2 },
    });
    expect(answerer.cells(outputs, 2)).toEqual(['fine', '0', 'heat', 'run']);
    expect(answerer.answer(outputs, 2).prediction.kind).toEqual({ label: 'heat', probability: 0 });
  });

  it('is the same by REST and in a CSV', () => {
    const some = fc.float({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(some, some, some), fc.constantFrom(undefined, costly), ([a, b, c], decision) => {
        const total = Math.max(a + b + c, 1e-6);
        const row = Float32Array.from([0, 1, 0, a / total, b / total, c / total]);
        const policy = { threshold: 0.5, bands: { lower: 0.5, upper: 0.5 } };
        const answerer = classification.answerer(state, policy, kindSpec(decision));
        const { prediction, decision: decided } = answerer.answer(row, 1);
        const { label, probability, kind } = prediction;
        expect(answerer.cells(row, 1)).toEqual(
          [label, String(probability), kind?.label, decided?.action].filter((cell) => cell !== undefined),
        );
        expect(kind?.label).not.toBe('fine');
        expect(Number(kind?.probability)).toBeLessThanOrEqual(1);
        expect(Number(probability)).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('is reported as a yes-or-no question and by which kind was taken for which', () => {
    const policy = classification.fitPolicy(outputs, targets, state, kindSpec(costly));
    const details = classification.details(outputs, targets, { state, policy, decision: costly });
    expect(details).toMatchObject({
      confusion: { truePositive: 2, falsePositive: 1, trueNegative: 1, falseNegative: 0 },
      kinds: {
        classes: ['heat', 'power'],
        confusion: [
          [1, 0],
          [0, 1],
        ],
      },
      decisions: { decided: { positive: { count: 3, positives: 2 } } },
    });
  });

  it('comes back from its file, and a damaged one is refused', () => {
    const fitted = { state, policy: { threshold: 0.5 } };
    expect(classification.parse(JSON.parse(JSON.stringify(fitted)))).toEqual(fitted);
    for (const wrong of [{ negative: 3 }, { event: undefined }, { negative: undefined }]) {
      const json: unknown = JSON.parse(JSON.stringify({ ...fitted, state: { ...state, ...wrong } }));
      expect(() => classification.parse(json)).toThrow(DamagedFileError);
    }
  });
});

describe('a decision by stated sensitivity and specificity', () => {
  const spec: TaskSpec = {
    target: {
      name: 'disease',
      kind: 'categorical',
      meaning: { en: 'disease', zh: '病' },
      categories: [category('0', 'absent'), category('1', 'present')],
      missing: 'reject',
      positive: '1',
    },
    decision: accurate,
  };
  const happened = ['0', '0', '0', '1', '0', '1', '1', '1'];
  const binary = classification.fitTarget(happened, spec);
  const given = Float32Array.of(0.1, 0.2, 0.3, 0.4, 0.6, 0.7, 0.8, 0.9);
  const encoded = classification.encodeTargets(happened, binary);
  const policy = classification.fitPolicy(given, encoded, binary, spec);
  const bands = policy.bands as { lower: number; upper: number };

  it('learns two thresholds on rows that the network did not see, and labels at one half', () => {
    // Of 4 + 1 ranks one may lie outside on either side.
    expect(policy.threshold).toBe(0.5);
    expect(policy.stated).toEqual({ sensitivity: 0.75, specificity: 0.75 });
    expect(bands.lower).toBeCloseTo(0.35, 6);
    expect(bands.upper).toBeCloseTo(0.65, 6);
    expect(policy).not.toHaveProperty('costs');
  });

  it('gives the three actions with both thresholds', () => {
    const answerer = classification.answerer(binary, policy, spec);
    const actions = [0.34, 0.36, 0.64, 0.66].map((p) => answerer.answer(Float32Array.of(p), 0).decision);
    expect(actions.map((decided) => decided?.action)).toEqual(['rule out', 'test', 'test', 'rule in']);
    expect(actions[0]).toEqual({
      action: 'rule out',
      rule: 'rule out, rule in',
      thresholds: { lower: figure(bands.lower), upper: figure(bands.upper) },
    });
    expect(answerer.cells(Float32Array.of(0.66), 0)[2]).toBe('rule in');
  });

  it('reports what is reached on rows held out, with intervals and without costs', () => {
    const details = classification.details(given, encoded, {
      state: binary,
      policy,
      decision: accurate,
    });
    expect(details).toMatchObject({
      decisions: {
        stated: { sensitivity: 0.75, specificity: 0.75 },
        sensitivity: { count: 4, of: 4, value: 1 },
        specificity: { count: 4, of: 4, value: 1 },
        referred: { count: 2, of: 8 },
      },
    });
    const scored = classification.scored(given, encoded, { state: binary, policy });
    expect(measure(scored)).not.toHaveProperty('cost');
    expect(classification.parse(JSON.parse(JSON.stringify({ state: binary, policy })))).toEqual({
      state: binary,
      policy,
    });
  });
});
