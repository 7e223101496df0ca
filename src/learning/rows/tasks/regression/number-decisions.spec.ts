import { beforeAll, describe, expect, it } from '@jest/globals';
import type { ValueRule } from '../../../../decisions/decision.js';
import { registerDecisions } from '../../../../decisions/index.js';
import { z } from 'zod';
import { numericSpec } from '../../../../tables/columns/columns.fixture.js';
import type { TaskSpec } from '../task.js';
import { regression } from './index.js';

const schema = z.strictObject({ rule: z.literal('narrow-only'), widest: z.number() });

/** Acts on narrow intervals of rows without a remark. */
const narrowOnly: ValueRule<z.infer<typeof schema>> = {
  name: 'narrow-only',
  decidesOn: 'value',
  schema,
  decider:
    ({ widest }) =>
    ({ interval: [low, high] = [0, Infinity] }, remarks) => ({
      action: high - low <= widest && remarks.length === 0 ? 'act' : 'wait',
      rule: 'narrow only',
    }),
  report: ({ actual, figures }) => ({ rows: figures.length, first: actual[0] }),
};

const spec: TaskSpec = {
  target: numericSpec({ name: 'level', missing: 'reject' }),
  decision: { rule: 'narrow-only', widest: 100 },
};

describe('a number that is decided on by its interval and what is remarked', () => {
  const values = Array.from({ length: 60 }, (_, i) => i);
  const state = regression.fitTarget(values, spec);
  const targets = regression.encodeTargets(values, state);
  beforeAll(() => registerDecisions([narrowOnly]));
  const fitted = () => {
    const outputs = targets.data.map((value, i) => value + (i % 2 ? 0.1 : -0.1));
    return { outputs, policy: regression.fitPolicy(outputs, targets, state, spec) };
  };

  it('has the action of its rule, the same in a CSV', () => {
    const { outputs, policy } = fitted();
    const answerer = regression.answerer(state, policy, spec);
    expect(answerer.readsRemarks).toBe(true);
    expect(answerer.columns).toEqual(['prediction', 'lower', 'upper', 'decision']);
    for (const remarks of [[], ['missing']]) {
      const { decision, prediction } = answerer.answer(outputs, 3, { remarks });
      expect(decision?.action).toBe(remarks.length === 0 ? 'act' : 'wait');
      expect(prediction.crossings).toBeUndefined();
      expect(answerer.cells(outputs, 3, { remarks }).at(-1)).toBe(decision?.action);
    }
  });

  it('is reported by its rule', () => {
    const { outputs, policy } = fitted();
    const details = regression.details(outputs, targets, { state, policy, decision: spec.decision });
    expect(details).toMatchObject({ decision: { rows: 60, first: 0 } });
  });

  it('reads no remarks where nothing is decided', () => {
    const { policy } = fitted();
    const answerer = regression.answerer(state, policy, { ...spec, decision: undefined });
    expect(answerer.readsRemarks).toBeUndefined();
    expect(answerer.columns).toEqual(['prediction', 'lower', 'upper']);
  });
});
