import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../../core/random.js';
import type { TaskSpec } from '../task.js';
import { regression } from './index.js';

const meaning = { en: 'a column of a test', zh: '测试列' };
const spec: TaskSpec = {
  target: { name: 'level', kind: 'numeric', meaning, missing: 'reject', unit: 'm' },
  decision: {
    rule: 'alert',
    limit: 12,
    also: [10.5],
    costs: { falsePositive: 1, falseNegative: 4 },
    actions: { negative: 'wait', positive: 'warn' },
  },
};

function rows(count: number, seed: number) {
  const random = createRandom(seed);
  const predicted = Array.from({ length: count }, () => 10 + random.normal());
  return { predicted, actual: predicted.map((value) => value + random.normal()) };
}

const kept = rows(1500, 1);
const state = regression.fitTarget(kept.actual, spec);
const encode = (values: number[]) => regression.encodeTargets(values, state);
const policy = regression.fitPolicy(encode(kept.predicted).data, encode(kept.actual), state, spec);

describe('a number that is decided on by a limit', () => {
  const answerer = regression.answerer(state, policy, spec);

  it('tells how likely each limit is crossed, the same in a CSV', () => {
    const outputs = encode([12, 9]).data;
    const { prediction, decision } = answerer.answer(outputs, 0);
    expect(prediction.crossings).toEqual([
      { limit: 12, probability: expect.closeTo(0.5, 1) },
      { limit: 10.5, probability: expect.closeTo(0.93, 1) },
    ]);
    expect(decision).toEqual({ action: 'warn', rule: 'probability of crossing a limit', threshold: 0.2 });
    expect(answerer.answer(outputs, 1).decision?.action).toBe('wait');
    expect(answerer.columns).toEqual(['prediction', 'lower', 'upper', 'above_12', 'above_10.5', 'decision']);
    const figures = [
      prediction.value,
      ...(prediction.interval ?? []),
      ...(prediction.crossings ?? []).map(({ probability }) => probability),
      decision?.action,
    ];
    expect(answerer.cells(outputs, 0)).toEqual(figures.map(String));
  });

  it('is judged on rows held out, and its report keeps no errors', () => {
    const held = rows(2000, 2);
    const details = regression.details(encode(held.predicted).data, encode(held.actual), {
      state,
      policy,
      decision: spec.decision,
    }) as { crossings: { ece: number; brier: number; baselines: Record<string, { brier: number }> }[] };
    for (const { ece, brier, baselines } of details.crossings) {
      expect(ece).toBeLessThan(0.03);
      expect(brier).toBeLessThan(baselines['share of the training rows'].brier);
      expect(Object.keys(baselines)).toEqual(['share of the training rows']);
    }
    expect(JSON.stringify(details)).not.toContain('residuals');
  });

  it('is for one target', () => {
    expect(regression.decidesOn?.(spec)).toContain('crossing');
    expect(regression.decidesOn?.({ ...spec, targets: [spec.target, spec.target] })).toBeUndefined();
  });
});
