import type { BinaryPredictions } from '../evaluation/predictions/binary.predictions.js';
import type { RegressionPredictions } from '../evaluation/predictions/regression.predictions.js';
import type { ScoredRows } from './task.js';

/** The yes or no in what was predicted, with its probability; undefined when there is none. */
export function eventOf(scored: ScoredRows): BinaryPredictions | undefined {
  if (scored.kind === 'binary') return scored.predictions;
  return scored.kind === 'number-with-event' ? scored.predictions.event : undefined;
}

/** The number in what was predicted; undefined when there is none. */
export function numberOf(scored: ScoredRows): RegressionPredictions | undefined {
  if (scored.kind === 'regression') return scored.predictions;
  return scored.kind === 'number-with-event' ? scored.predictions.number : undefined;
}
