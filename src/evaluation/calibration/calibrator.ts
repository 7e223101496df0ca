import { InvalidInputError } from '../../core/errors.js';
import { checkNotEmpty, checkNumbers, checkWeights, isBit } from '../checks.js';

/** Rows that the model was not trained on. */
export interface ScoredRows {
  /** Any finite score that grows with the chance of class 1: a logit for Platt and temperature scaling. */
  scores: ArrayLike<number>;
  /** 0 or 1. */
  labels: ArrayLike<number>;
  weights?: ArrayLike<number>;
}

/** @throws InvalidInputError unless the rows are accepted and hold both classes (with weight). */
export function checkScoredRows({ scores, labels, weights }: ScoredRows): void {
  const length = labels.length;
  checkNotEmpty('labels', labels);
  checkNumbers({ name: 'labels', values: labels, length, accepts: isBit, expected: '0 or 1' });
  checkNumbers({
    name: 'scores',
    values: scores,
    length,
    accepts: Number.isFinite,
    expected: 'a finite number',
  });
  checkWeights(weights, length);
  const seen = [0, 1].filter((label) =>
    Array.from(labels).some((value, i) => value === label && (weights?.[i] ?? 1) > 0),
  );
  if (seen.length === 2) return;
  throw new InvalidInputError(
    `A calibration needs rows of both classes, but all rows are of class ${seen[0]}.`,
    {
      details: [{ pointer: '/labels', expected: 'both 0 and 1', received: `only ${seen[0]}` }],
    },
  );
}

/** The logistic function, without overflow. */
export function sigmoid(logit: number): number {
  if (logit >= 0) return 1 / (1 + Math.exp(-logit));
  const odds = Math.exp(logit);
  return odds / (1 + odds);
}
