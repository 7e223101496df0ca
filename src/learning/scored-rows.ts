import type { BinaryPredictions } from '../evaluation/predictions/binary.predictions.js';
import type { PredictionKind } from '../evaluation/predictions/index.js';
import type { RegressionPredictions } from '../evaluation/predictions/regression.predictions.js';
import type { ScoredRows } from './rows/tasks/task.js';

/** The yes or no in what was predicted, with its probability; undefined when there is none. */
export function eventOf(scored: ScoredRows): BinaryPredictions | undefined {
  if (scored.kind === 'binary') return scored.predictions;
  return scored.kind === 'number-with-event' ? scored.predictions.event : undefined;
}

const kindsWithNumber: readonly PredictionKind[] = ['regression', 'remaining-life', 'number-with-event'];

/** Whether predictions of this kind have one number a row. */
export function hasNumber(kind: PredictionKind): boolean {
  return kindsWithNumber.includes(kind);
}

/** The number in what was predicted; undefined when there is none. */
export function numberOf(scored: ScoredRows): RegressionPredictions | undefined {
  if (scored.kind === 'regression' || scored.kind === 'remaining-life') return scored.predictions;
  return scored.kind === 'number-with-event' ? scored.predictions.number : undefined;
}
