/** One of the simpler kinds that a kind is made of; its metrics apply to the whole. */
export interface PredictionPart<Predictions> {
  kind: 'binary' | 'regression';
  of(predictions: Predictions): unknown;
}

/**
 * A form of predictions that metrics are computed on. A new form (rankings, forecasts) is one file in this folder and
 * one line in `index.ts`.
 */
export interface PredictionKindDefinition<Predictions> {
  /** @throws InvalidInputError for an empty, ragged, non-finite or otherwise impossible input. */
  check(predictions: Predictions): void;
  /** Number of rows. */
  count(predictions: Predictions): number;
  weights(predictions: Predictions): ArrayLike<number> | undefined;
  /** The class of each row, from 0, when rows can be resampled within classes. */
  strata?(predictions: Predictions): ArrayLike<number>;
  /** The targets of which a metric is averaged: each with predictions of a simpler kind on some of the rows. */
  averageOf?: {
    kind: 'binary' | 'regression';
    targets(predictions: Predictions): readonly { rows: Int32Array; predictions: unknown }[];
  };
  /** The kinds that this one is made of, each of the same rows. */
  parts?: readonly PredictionPart<Predictions>[];
}
