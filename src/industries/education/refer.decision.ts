import { z } from 'zod';
import type { NumberFigures, ValueRule } from '../../decisions/decision.js';

const action = z.string().min(1);

/** What of a row's values sends it to a person: the codes of notes, as `applicability` has them. */
const signs = ['missing', 'repeated-text', 'unordered-text', 'negated-text', 'unknown-words'] as const;

const schema = z.strictObject({
  rule: z.literal('refer'),
  /** The widest interval with which a mark stands by itself, in the unit of the target. */
  widest: z.number().positive(),
  signs: z.array(z.enum(signs)).default([]),
  /** Marks below it are low: the report tells how many of them no person would see. */
  low: z.number(),
  actions: z.strictObject({ award: action, refer: action }),
});

type ReferSpec = z.infer<typeof schema>;

/**
 * When a person must mark: where the interval is wider than it may be, or there is none, and where the row has a sign that the figures are
 * not to be trusted. A mark that is taken back costs more than one that is given late.
 */
export const refer: ValueRule<ReferSpec> = {
  name: 'refer',
  decidesOn: 'value',
  schema,
  decider(spec) {
    const { widest, actions } = spec;
    return (figures, remarks) => {
      const isDoubtful = remarks.some((code) => spec.signs.some((sign) => sign === code));
      const isReferred = isDoubtful || !isNarrow(figures, widest);
      const rule = isDoubtful ? 'sign of a text that is not to be trusted' : 'width of the interval';
      return { action: isReferred ? actions.refer : actions.award, rule, threshold: widest };
    };
  },
  report({ actual, figures }, { widest, low }) {
    const rows = figures.map((one, row) => ({
      error: Math.abs(one.value - actual[row]),
      isAwarded: isNarrow(one, widest),
      isLow: actual[row] < low,
      isCalledLow: one.value < low,
    }));
    const awarded = rows.filter(({ isAwarded }) => isAwarded);
    const lows = rows.filter(({ isLow }) => isLow);
    return {
      rule: 'refer',
      rows: rows.length,
      awarded: {
        share: share(rows, ({ isAwarded }) => isAwarded),
        meanAbsoluteError: mean(awarded.map(({ error }) => error)),
        withinOne: share(awarded, ({ error }) => error <= 1),
      },
      all: {
        meanAbsoluteError: mean(rows.map(({ error }) => error)),
        withinOne: share(rows, ({ error }) => error <= 1),
      },
      low: {
        below: low,
        rows: lows.length,
        recall: share(lows, ({ isCalledLow }) => isCalledLow),
        recallWithReferred: share(lows, ({ isCalledLow, isAwarded }) => isCalledLow || !isAwarded),
      },
    };
  },
};

function isNarrow({ interval }: NumberFigures, widest: number): boolean {
  return interval !== undefined && interval[1] - interval[0] <= widest;
}

function share<Row>(rows: readonly Row[], holds: (row: Row) => boolean): number | null {
  return rows.length === 0 ? null : rows.filter(holds).length / rows.length;
}

function mean(values: readonly number[]): number | null {
  return values.length === 0 ? null : values.reduce((sum, value) => sum + value, 0) / values.length;
}
