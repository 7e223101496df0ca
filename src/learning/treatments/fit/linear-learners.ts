import { linearValue, logisticRidge, ridge, type DesignRows } from '../../../models/algebra/ridge.js';
import type { ArmInputs } from '../arm-inputs.js';

/** As of scikit-learn's ridge and logistic regression where nobody says otherwise. */
const penalty = 1;

/** Rows with their treatment and outcome. */
export interface ObservedRows {
  design: Pick<ArmInputs, 'features' | 'width'>;
  treated: ArrayLike<number>;
  outcome: ArrayLike<number>;
}

/** Linear outcomes untreated and treated, from some rows: a regression of each arm's own (two models, "OLS-2" with a ridge). */
export function fitArms({ design, treated, outcome }: ObservedRows, rows: Int32Array): Float64Array[] {
  return [0, 1].map((arm) => {
    const own: DesignRows = { ...design, rows: rows.filter((row) => treated[row] === arm) };
    return ridge(own, outcome, penalty);
  });
}

/** Logit of being treated, linear in the features. */
export function fitPropensity(
  { design, treated }: Pick<ObservedRows, 'design' | 'treated'>,
  rows: Int32Array,
): Float64Array {
  return logisticRidge({ ...design, rows }, treated, penalty);
}

/** Probability of being treated of every row, the mean over members. */
export function propensities(
  members: readonly ArrayLike<number>[],
  inputs: Pick<ArmInputs, 'features' | 'width' | 'rows'>,
): Float64Array {
  const each = memberPropensities(members, inputs);
  return Float64Array.from({ length: inputs.rows }, (_, row) => {
    return each.reduce((sum, own) => sum + own[row], 0) / each.length;
  });
}

/** Probability of being treated of every row by each member. */
export function memberPropensities(
  members: readonly ArrayLike<number>[],
  inputs: Pick<ArmInputs, 'features' | 'width' | 'rows'>,
): Float64Array[] {
  return members.map((own) =>
    Float64Array.from({ length: inputs.rows }, (_, row) => {
      return 1 / (1 + Math.exp(-linearValue(own, inputs, row)));
    }),
  );
}
