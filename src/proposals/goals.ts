import type { Goal } from '../scenarios/schema/optimisation.js';

/** What is predicted with some settings, and what they cost. */
export interface Outcome {
  value: number;
  interval?: [number, number];
  cost: number;
}

/** What is wanted, as the search and the answer need it. */
export interface Wanted {
  /** What is to be better: the predicted number, whose gain is uncertain, or the cost, which is known. */
  of: 'value' | 'cost';
  /** How good an outcome is, in the unit of that; more is better. */
  worth: (outcome: Outcome) => number;
  /** By how much a requirement is kept, below 0 where it is not, in the unit of the target; infinite where there is none. */
  margin: (outcome: Outcome) => number;
}

const free = () => Infinity;

/** What a goal asks for. Requirements hold with the end of the interval, which one case of twenty passes. */
export function wantedBy(goal: Goal): Wanted {
  if (goal === 'maximise') return { of: 'value', worth: ({ value }) => value, margin: free };
  if (goal === 'minimise') return { of: 'value', worth: ({ value }) => -value, margin: free };
  if ('reach' in goal) {
    return { of: 'value', worth: ({ value }) => -Math.abs(value - goal.reach), margin: free };
  }
  const { cheapest } = goal;
  return {
    of: 'cost',
    worth: ({ cost }) => -cost,
    margin: ({ value, interval: [lower, upper] = [value, value] }) =>
      'atLeast' in cheapest ? lower - cheapest.atLeast : cheapest.atMost - upper,
  };
}
