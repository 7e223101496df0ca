import { z } from 'zod';
import { addSketch } from '../../tables/reference/sketch.js';

const count = z.int().min(0);
const counts = z.record(z.string(), count);

/** What is counted of rows by some text. */
const countedShape = {
  notes: counts.describe('How often a value was remarked on although its row was scored, by `code column`'),
  labels: counts.describe('Scored rows by the predicted class; empty where no class is predicted'),
  decisions: counts.describe('Scored rows by the decision; empty where none is made'),
  rejectReasons: counts.describe(
    'Rejected rows by the reason, without what was received; a row with several wrong values counts for each',
  ),
};

export const countedNames = Object.keys(countedShape) as (keyof typeof countedShape)[];

/** What receipts tell of rows by some text. */
export const countedSchema = z.object(countedShape);

/** Rows of a run so far. */
export const totalsSchema = z.strictObject({
  scored: count,
  rejected: count,
  ...countedShape,
  /** Some of the scored rows, in the bins of what the version learnt from: see `Sketch`. */
  sketch: counts,
});

export type Totals = z.infer<typeof totalsSchema>;
export type Counts = Record<string, number>;

export function noTotals(): Totals {
  return { scored: 0, rejected: 0, notes: {}, labels: {}, decisions: {}, rejectReasons: {}, sketch: {} };
}

export function countOne(counts: Counts, key: string, times = 1): void {
  counts[key] = (counts[key] ?? 0) + times;
}

/** Count the rows of a block, or of a part, too. */
export function addToTotals(totals: Totals, more: Totals): void {
  totals.scored += more.scored;
  totals.rejected += more.rejected;
  addSketch(totals.sketch, more.sketch);
  for (const name of countedNames) {
    for (const [key, value] of Object.entries(more[name])) {
      totals[name][key] = (totals[name][key] ?? 0) + value;
    }
  }
}
