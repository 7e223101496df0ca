import { InvalidInputError } from '../../core/errors.js';
import { checkNumber } from '../checks.js';

/** What a wrong decision costs, in any one unit; right decisions cost nothing. */
export interface DecisionCosts {
  /** Acting as if positive on a negative row. */
  falsePositive: number;
  /** Acting as if negative on a positive row. */
  falseNegative: number;
}

export interface DecisionCostsWithReview extends DecisionCosts {
  /** Having a person look at the row, whatever it turns out to be. Absent: no row is reviewed. */
  review?: number;
}

/** @throws InvalidInputError unless both costs are finite, none below 0 and not both 0, and `review` is 0 or more. */
export function checkCosts(costs: DecisionCostsWithReview): void {
  const accepts = (value: number) => Number.isFinite(value) && value >= 0;
  const expected = 'a finite cost of 0 or more';
  checkNumber('costs/falsePositive', costs.falsePositive, accepts, expected);
  checkNumber('costs/falseNegative', costs.falseNegative, accepts, expected);
  if (costs.review !== undefined) checkNumber('costs/review', costs.review, accepts, expected);
  if (costs.falsePositive + costs.falseNegative > 0) return;
  throw new InvalidInputError(
    'The costs of a false positive and of a false negative are both 0: any decision is as good.',
    {
      details: [{ pointer: '/costs', expected: 'at least one cost above 0', received: 'both 0' }],
    },
  );
}
