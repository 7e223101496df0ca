import { InvalidInputError } from '../../../core/errors.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { kFolds } from '../../../tables/splits/folds.js';
import type { DividedRows, DivideRequest, FoldRequest } from '../../family.js';
import type { FoldResult } from '../../fold-result.js';
import { measure } from '../../scored-rows.js';
import { asksForRatings } from '../check.js';
import { fitRatings, settingsOf } from '../fit/fit-ratings.js';
import type { LoadedInteractions } from '../load/load-interactions.js';
import { scoreRatings } from './rating-sections.js';

/**
 * One fold of a cross-validation over ratings: fitted on the rows outside it, measured on those inside.
 * @throws InvalidInputError for a ranking, which holds out products of each customer and not rows.
 */
export async function evaluateRatingFold(
  scenario: Scenario,
  { interactions }: LoadedInteractions,
  { repeat, fold, folds, metric, seed, signal }: FoldRequest,
): Promise<FoldResult> {
  requireRatings(scenario);
  const started = performance.now();
  const positions = (test: boolean) =>
    Int32Array.from(interactions.row.keys()).filter((at) => (folds[interactions.row[at]] === fold) === test);
  const settings = settingsOf({ scenario });
  const rows = positions(false);
  const fitted = await fitRatings({ interactions, rows, settings, seed, signal });
  try {
    const metrics = measure(scoreRatings(interactions, fitted.predict, positions(true)));
    const value = metrics[metric] ?? NaN;
    const served = fitted.candidate.architecture;
    const seconds = (performance.now() - started) / 1000;
    return { repeat, fold, value, served, candidates: { [served]: value }, metrics, seconds };
  } finally {
    fitted.candidate.model.dispose();
  }
}

/**
 * Folds over ratings, in no order.
 * @throws InvalidInputError for a ranking, and for fewer ratings than folds.
 */
export function divideRatings(
  scenario: Scenario,
  { interactions: { row }, source }: LoadedInteractions,
  { k, repeats, seed }: DivideRequest,
): DividedRows {
  requireRatings(scenario);
  const divided = Array.from({ length: repeats }, (_, repeat) => {
    const folds = new Int32Array(source.rows + source.rejected).fill(-1);
    kFolds({ rows: row.length, k, seed: seed + repeat }).forEach((fold, at) => (folds[row[at]] = fold));
    return folds;
  });
  return { method: 'random', repeats: divided };
}

function requireRatings({ spec }: Scenario): void {
  if (asksForRatings(spec)) return;
  throw new InvalidInputError(
    'A ranking is not evaluated over folds of rows: train it and read its report.',
    {
      details: [
        { expected: 'a numeric target, the rating of one product', received: 'a target of the kind list' },
      ],
    },
  );
}
