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
