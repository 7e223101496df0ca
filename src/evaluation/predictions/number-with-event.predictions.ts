import { InvalidInputError } from '../../core/errors.js';
import { binaryPredictions, type BinaryPredictions } from './binary.predictions.js';
import type { PredictionKindDefinition } from './kind.js';
import { regressionPredictions, type RegressionPredictions } from './regression.predictions.js';

/** A number, and beside it an event of the same rows that the number decides, such as "below 10". Weights are the number's. */
export interface NumberWithEventPredictions {
  number: RegressionPredictions;
  event: BinaryPredictions;
}

export const numberWithEventPredictions: PredictionKindDefinition<NumberWithEventPredictions> = {
  check({ number, event }) {
    regressionPredictions.check(number);
    binaryPredictions.check(event);
    if (number.actual.length === event.labels.length) return;
    const expected = `${number.actual.length} rows, as many as numbers`;
    const received = `${event.labels.length}`;
    throw new InvalidInputError(
      `The events do not belong to the numbers: expected ${expected}, received ${received}.`,
      {
        details: [{ pointer: '/event/labels', expected, received }],
      },
    );
  },
  count: ({ number }) => number.actual.length,
  weights: ({ number }) => number.weights,
  strata: ({ event }) => event.labels,
  parts: [
    { kind: 'regression', of: ({ number }) => number },
    { kind: 'binary', of: ({ event }) => event },
  ],
};
