import { describe, expect, it } from '@jest/globals';
import { treat } from './treat.decision.js';

const actions = { treat: 'treat', withhold: 'withhold' };
const decide = (more: object) =>
  treat.decider(treat.schema.parse({ rule: 'treat', benefit: 2, actions, ...more }));

describe('the rule treat', () => {
  it('treats where the effect is worth more than cost and harm', () => {
    const decider = decide({ cost: 3, harm: 1 });
    const how = { rule: 'effect against cost and harm', threshold: 2 };
    expect(decider({ value: 2.01 })).toEqual({ action: 'treat', ...how });
    expect(decider({ value: 2 })).toEqual({ action: 'withhold', ...how });
  });

  it('asks to look where the interval holds both answers, if there is an action for it', () => {
    const open = { value: 3, interval: [1, 5] as [number, number] };
    expect(decide({ cost: 4 })(open).action).toBe('treat');
    const careful = decide({ cost: 4, actions: { ...actions, review: 'discuss' } });
    expect(careful(open).action).toBe('discuss');
    expect(careful({ value: 3, interval: [2.5, 3.5] }).action).toBe('treat');
    expect(careful({ value: 1, interval: [0.5, 1.5] }).action).toBe('withhold');
  });

  it('treats where less of the outcome is better and the effect lowers it enough', () => {
    const decider = decide({ benefit: -1, cost: 2 });
    expect(decider({ value: -3 })).toMatchObject({ action: 'treat', threshold: -2 });
    expect(decider({ value: -1 }).action).toBe('withhold');
    expect(decider({ value: 3 }).action).toBe('withhold');
  });

  it('needs a benefit', () => {
    expect(treat.schema.safeParse({ rule: 'treat', benefit: 0, actions }).success).toBe(false);
  });
});
