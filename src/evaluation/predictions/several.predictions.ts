import { InvalidInputError } from '../../core/errors.js';
import { checkNotEmpty } from '../checks.js';
import { binaryPredictions, type BinaryPredictions } from './binary.predictions.js';
import type { PredictionKindDefinition } from './kind.js';
import { regressionPredictions, type RegressionPredictions } from './regression.predictions.js';

/** What was predicted of one of several targets, on the rows of which it is known. */
export interface TargetPredictions<Predictions> {
  /** Of the target. */
  name: string;
  /** Positions of these rows among all, ascending; a row may be unknown here and known for another target. */
  rows: Int32Array;
  /** One element per row of `rows`. */
  predictions: Predictions;
}

/** Several targets of the same rows, each known for some of them. A metric of the whole is the mean of those of the targets. */
export interface SeveralPredictions<Predictions> {
  /** How many rows there are. */
  count: number;
  targets: readonly TargetPredictions<Predictions>[];
}

/** Several yes or no (multilabel), and several numbers (multioutput). */
export const multilabelPredictions = several('binary', binaryPredictions);
export const multioutputPredictions = several('regression', regressionPredictions);

export type MultilabelPredictions = SeveralPredictions<BinaryPredictions>;
export type MultioutputPredictions = SeveralPredictions<RegressionPredictions>;

function several<Predictions>(
  kind: 'binary' | 'regression',
  one: PredictionKindDefinition<Predictions>,
): PredictionKindDefinition<SeveralPredictions<Predictions>> {
  return {
    check({ targets, count }) {
      checkNotEmpty('targets', targets);
      for (const { name, rows, predictions } of targets.filter((target) => target.rows.length > 0)) {
        one.check(predictions);
        const fits = one.count(predictions) === rows.length && rows.every((row) => row >= 0 && row < count);
        if (!fits) throw wrongRows(name, rows.length, one.count(predictions));
      }
    },
    count: ({ count }) => count,
    weights: () => undefined,
    averageOf: { kind, targets: ({ targets }) => targets },
  };
}

function wrongRows(name: string, expected: number, received: number): InvalidInputError {
  const message = `The predictions of ${name} do not belong to its rows: expected ${expected}, received ${received}.`;
  return new InvalidInputError(message, {
    details: [{ pointer: '/targets', expected: `${expected} rows`, received: `${received}` }],
  });
}
