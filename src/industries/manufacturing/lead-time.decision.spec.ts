import { expect, it } from '@jest/globals';
import { leadTime } from './lead-time.decision.js';

const declared = {
  rule: 'lead-time' as const,
  lead: 30,
  stop: 5,
  actions: { run: 'run', plan: 'plan', stop: 'stop' },
};

it('decides by the earliest end that is likely', () => {
  const decide = leadTime.decider(declared);
  const actions = [31, 30, 5.1, 5, 0].map((lower) => decide({ value: 100, interval: [lower, 125] }).action);
  expect(actions).toEqual(['run', 'plan', 'plan', 'stop', 'stop']);
  expect(decide({ value: 40, interval: [12, 60] })).toEqual({
    action: 'plan',
    rule: 'lower bound against lead time',
    threshold: 30,
  });
});

it('decides by the value where no interval is known', () => {
  expect(leadTime.decider(declared)({ value: 4 })).toMatchObject({ action: 'stop', threshold: 5 });
});

it('stops at 0 unless told otherwise, and plans before it stops', () => {
  const { lead, actions, rule } = declared;
  expect(leadTime.schema.parse({ rule, lead, actions })).toEqual({ ...declared, stop: 0 });
  expect(leadTime.schema.safeParse({ ...declared, stop: 30 }).success).toBe(false);
});
