import { regressionPredictions, type RegressionPredictions } from '../predictions/regression.predictions.js';
import { differenceOfMeans, meanOf, type Compared } from '../statistics/two-samples.js';
import { fewest } from './group-comparison.js';

/** How far numbers are from what happens in a group, in the unit of the target. Intervals are 95 % by Student's t. */
export interface NumberGroup {
  group: string;
  count: number;
  /** Mean of what happened less what was predicted: above 0 the group is told too little. */
  meanResidual: Compared;
  meanAbsoluteError: Compared;
  /** Against the reference (Welch, 1947), widened for the number of groups; null for the reference itself. */
  residualDifference: Compared | null;
  errorDifference: Compared | null;
}

export interface NumberGroups {
  /** The largest group; absent where none has enough rows. */
  reference?: string;
  groups: NumberGroup[];
  notEstimable: { group: string; count: number }[];
}

const outside = 0.05;

/**
 * Numbers within groups, beside the largest group; groups of fewer than 30 rows are listed and not estimated.
 * @throws InvalidInputError for predictions that are not accepted.
 */
export function numberGroups(predictions: RegressionPredictions, groups: ArrayLike<string>): NumberGroups {
  regressionPredictions.check(predictions);
  const residuals = new Map<string, number[]>();
  for (let row = 0; row < groups.length; row++) {
    const own = residuals.get(groups[row]) ?? [];
    own.push(predictions.actual[row] - predictions.predicted[row]);
    residuals.set(groups[row], own);
  }
  const all = [...residuals].sort(([a], [b]) => (a < b ? -1 : 1));
  const compared = all.filter(([, own]) => own.length >= fewest.group);
  const [reference] = [...compared].sort(([, a], [, b]) => b.length - a.length);
  return {
    ...(compared.length > 0 && { reference: reference[0] }),
    groups: compared.map((one) => numberGroup(one, reference, compared.length - 1)),
    notEstimable: all
      .filter(([, own]) => own.length < fewest.group)
      .map(([group, own]) => ({ group, count: own.length })),
  };
}

type Residuals = [group: string, residuals: number[]];

function numberGroup([group, own]: Residuals, [reference, theirs]: Residuals, others: number): NumberGroup {
  const beside = (first: number[], second: number[]) =>
    group === reference ? null : differenceOfMeans(first, second, outside / others);
  return {
    group,
    count: own.length,
    meanResidual: meanOf(own, outside),
    meanAbsoluteError: meanOf(own.map(Math.abs), outside),
    residualDifference: beside(own, theirs),
    errorDifference: beside(own.map(Math.abs), theirs.map(Math.abs)),
  };
}
