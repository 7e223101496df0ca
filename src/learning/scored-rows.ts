import type { BinaryPredictions } from '../evaluation/predictions/binary.predictions.js';
import { computeMetrics, metricsOf } from '../evaluation/metrics/index.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import type { PredictionKind, PredictionsByKind } from '../evaluation/predictions/index.js';
import type { RegressionPredictions } from '../evaluation/predictions/regression.predictions.js';

/** What the metrics read, with its form. */
export type ScoredRows = {
  [Kind in PredictionKind]: { kind: Kind; predictions: PredictionsByKind[Kind] };
}[PredictionKind];

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

/** The value of each named metric; by default of all that apply. NaN where one is not defined. */
export function measure(
  scored: ScoredRows,
  names?: readonly MetricName[],
): Partial<Record<MetricName, number>> {
  const wanted = names ?? metricsOf(scored.kind).filter((name) => name !== 'cost' || hasCosts(scored));
  return computeMetrics(scored.kind, wanted, scored.predictions);
}

function hasCosts(scored: ScoredRows): boolean {
  return eventOf(scored)?.costs !== undefined;
}
