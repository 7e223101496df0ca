import type { DecisionSpec } from '../../src/decisions/decision.js';

/** What a rule about whole files adds to be tested. */
export interface BatchRuleSubject {
  declared: DecisionSpec;
  /** Options of runs, each of which decides on the rows. */
  options: Record<string, unknown>[];
  /** Options of runs that must be refused. */
  wrongOptions: Record<string, unknown>[];
  /** Figures of a row, for each alternative in its order, and its columns. */
  row(place: number, random: () => number): BatchRuleRow;
  /** Figures of a row. */
  width: number;
}

export interface BatchRuleRow {
  figures: number[][];
  numbers?: Record<string, number>;
  texts?: Record<string, string>;
}

/** By the name of the rule. */
export const batchRuleSubjects: Readonly<Record<string, BatchRuleSubject>> = {
  assignment: {
    declared: {
      ...{ rule: 'assignment', lateCost: 100 },
      choices: [
        { choice: 'mode', option: 'air', price: 60, capacity: 30, values: { mode: 'Air' } },
        { choice: 'mode', option: 'ocean', price: 10, values: { mode: 'Ocean' } },
      ],
    },
    options: [{}, { lateCost: '0' }, { amount: 'weight' }, { allowed: 'modes', timeLimit: 5 }],
    wrongOptions: [{ lateCost: -1 }, { choices: [] }, { timeLimit: 601 }, { colour: 'red' }],
    // By sea late now and then, by air hardly ever.
    row: (place, random) => ({
      figures: [[0.05], [random()]],
      numbers: { weight: place % 7 },
      texts: { mode: place % 2 === 0 ? 'Air' : 'Ocean', modes: place % 3 === 0 ? 'ocean' : 'air|ocean' },
    }),
    width: 1,
  },
  budget: {
    declared: {
      ...{ rule: 'budget', cost: 1, margin: 10 },
      actions: { offer: 'offer', none: 'nothing' },
    },
    options: [{}, { limit: 10 }, { limit: '0' }, { budget: 7.5 }, { value: 'worth', limit: 5 }],
    wrongOptions: [{ limit: -1 }, { budget: 'much' }, { effect: 2 }, { colour: 'red' }],
    // Few values, so that there are equals.
    row: (_place, random) => ({
      figures: [[Math.round(random() * 20) / 20]],
      numbers: { worth: Math.round(random() * 5) },
    }),
    width: 1,
  },
};
