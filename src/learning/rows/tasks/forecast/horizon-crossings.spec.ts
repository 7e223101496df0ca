import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../../core/random.js';
import type { ColumnSpec } from '../../../../tables/columns/column-spec.js';
import type { TaskSpec } from '../task.js';
import { forecast } from './index.js';

const meaning = { en: 'a column of a test', zh: '测试列' };
const columns: ColumnSpec[] = [
  { name: 'time', kind: 'numeric', meaning, missing: 'reject' },
  { name: 'load', kind: 'numeric', meaning, missing: 'median' },
];
const spec: TaskSpec = {
  target: { name: 'load', kind: 'numeric', meaning, missing: 'reject', transform: 'log1p' },
  options: { order: 'time', step: 1, window: 2, history: ['load'], horizons: [1, 2] },
  columns,
  intervals: 'by-case',
  decision: {
    rule: 'alert',
    limit: 80,
    also: [40, 160],
    costs: { falsePositive: 1, falseNegative: 3, review: 0.4 },
    actions: { negative: 'none', review: 'watch', positive: 'alert' },
  },
};

/** Two horizons whose medians are known and whose errors are a share of them, larger at the second. */
function ahead(count: number, seed: number) {
  const random = createRandom(seed);
  const medians = Array.from({ length: count }, () => {
    const one = Math.exp(3 + 3 * random.next());
    return [one, one, one];
  });
  const values = medians.map(([one]) => [
    one * Math.exp(0.1 * random.normal()),
    one * Math.exp(0.4 * random.normal()),
    one,
  ]);
  return { medians, values };
}

const kept = ahead(3000, 3);
const state = forecast.fitTarget(kept.values, spec);
const encode = (values: number[][]) => forecast.encodeTargets(values, state);
const policy = forecast.fitPolicy(encode(kept.medians).data, encode(kept.values), state, spec);
const answerer = forecast.answerer(state, policy, spec);

interface CrossingFigures {
  horizon: string;
  limit: number;
  rows: number;
  share: number;
  brier: number;
  ece: number;
  baselines: Record<string, { brier: number }>;
  decisions?: { meanCost: number; meanCostAllNegative: number; meanCostAllPositive: number };
}

describe('a forecast that is decided on by a limit', () => {
  it('tells how likely each limit is crossed at each horizon, and what to do', () => {
    const outputs = encode([[80, 80, 0]]).data;
    const { prediction, decision } = answerer.answer(outputs, 0);
    const [first, second] = prediction.horizons ?? [];
    for (const { crossings = [], interval, decision: own } of [first, second]) {
      expect(crossings.map(({ limit }) => limit)).toEqual([80, 40, 160]);
      expect(crossings[0].probability).toBeCloseTo(0.5, 0);
      expect(crossings[1].probability).toBeGreaterThan(crossings[0].probability);
      expect(crossings[2].probability).toBeLessThan(crossings[0].probability);
      expect(interval).toHaveLength(2);
      expect(own?.action).toBe('watch');
    }
    expect(first.crossings?.[1].probability).toBeGreaterThan(second.crossings?.[1].probability ?? 1);
    expect(decision).toMatchObject({ action: 'watch', horizon: '1' });
  });

  it('asks for what the likeliest crossing asks for, from the first horizon that does', () => {
    const at = (one: number, two: number) => answerer.answer(encode([[one, two, 0]]).data, 0).decision;
    expect(at(30, 30)).toMatchObject({ action: 'none', horizon: '1' });
    expect(at(30, 160)).toMatchObject({ action: 'alert', horizon: '2' });
    expect(at(130, 160)).toMatchObject({ action: 'alert', horizon: '1' });
  });

  it('agrees with the interval: a tenth of the probability lies outside', () => {
    for (const centre of [25, 60, 120, 300]) {
      const outputs = encode([[centre, centre, 0]]).data;
      const { horizons = [] } = answerer.answer(outputs, 0).prediction;
      horizons.forEach(({ interval: [lower, upper] = [0, 0] }, i) => {
        const limits = { ...spec.decision, rule: 'alert', limit: lower, also: [upper] };
        const asked = forecast.answerer(state, policy, { ...spec, decision: limits });
        const [below, above] = asked.answer(outputs, 0).prediction.horizons?.[i].crossings ?? [];
        expect(below.probability - above.probability).toBeCloseTo(0.9, 1);
      });
    }
  });

  it('says the same in a CSV', () => {
    expect(answerer.columns).toEqual([
      'value_1',
      'lower_1',
      'upper_1',
      'above_80_1',
      'above_40_1',
      'above_160_1',
      'decision_1',
      'value_2',
      'lower_2',
      'upper_2',
      'above_80_2',
      'above_40_2',
      'above_160_2',
      'decision_2',
      'decision',
    ]);
    const outputs = encode([[70, 90, 0]]).data;
    const { prediction, decision } = answerer.answer(outputs, 0);
    const cells = prediction.horizons?.flatMap((one) => [
      one.value,
      ...(one.interval ?? []),
      ...(one.crossings ?? []).map(({ probability }) => probability),
      one.decision?.action,
    ]);
    expect(answerer.cells(outputs, 0)).toEqual([...(cells ?? []), decision?.action].map(String));
  });

  it('is judged on rows held out, beside what can be said without a model', () => {
    const held = ahead(3000, 4);
    const details = forecast.details(encode(held.medians).data, encode(held.values), {
      state,
      policy,
      values: held.values,
      decision: spec.decision,
    });
    const { crossings } = details as { crossings: CrossingFigures[] };
    expect(crossings.map(({ horizon, limit }) => `${limit} at ${horizon}`)).toEqual([
      '80 at 1',
      '40 at 1',
      '160 at 1',
      '80 at 2',
      '40 at 2',
      '160 at 2',
    ]);
    for (const one of crossings) {
      expect(one.rows).toBe(3000);
      expect(one.ece).toBeLessThan(0.03);
      expect(one.brier).toBeLessThan(one.baselines['share of the training rows'].brier);
      expect(one.brier).toBeLessThan(one.baselines['by the last value'].brier + 0.002);
    }
    const [{ decisions }] = crossings;
    expect(decisions?.meanCost).toBeLessThan(decisions?.meanCostAllPositive ?? 0);
    expect(decisions?.meanCost).toBeLessThan(decisions?.meanCostAllNegative ?? 0);
    expect(crossings[1].decisions).toBeUndefined();
  });

  it('asks the other side where that is declared', () => {
    const below = { ...spec.decision, rule: 'alert', side: 'below' };
    const asked = forecast.answerer(state, policy, { ...spec, decision: below });
    expect(asked.columns[3]).toBe('below_80_1');
    const outputs = encode([[80, 80, 0]]).data;
    const probability = (one: typeof asked) =>
      one.answer(outputs, 0).prediction.horizons?.[0].crossings?.[1].probability ?? NaN;
    expect(probability(asked)).toBeCloseTo(1 - probability(answerer), 6);
  });

  it('comes back from a file, and keeps no errors without such a decision', () => {
    expect(forecast.parse(JSON.parse(JSON.stringify({ state, policy })))).toEqual({ state, policy });
    const plain = { ...spec, decision: undefined };
    const bare = forecast.fitTarget(kept.values, plain);
    expect(bare).not.toHaveProperty('crossed');
    const widths = forecast.fitPolicy(encode(kept.medians).data, encode(kept.values), bare, plain);
    expect(JSON.stringify(widths)).not.toContain('residuals');
    // A version from before the decision was declared knows no errors: it tells values alone.
    const old = forecast.answerer(bare, widths, spec);
    expect(old.columns).not.toContain('decision');
    expect(old.answer(encode([[80, 80, 0]]).data, 0)).not.toHaveProperty('decision');
  });
});
