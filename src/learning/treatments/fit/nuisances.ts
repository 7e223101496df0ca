import type { ArmInputs } from '../arm-inputs.js';
import type { ArmSource } from '../arm-source.js';
import { meanOfMembers, outOfFold } from '../effect-model.js';
import type { FittedLearner, LearntRows } from './learners.js';

/** Mean squared errors of a model of outcomes on rows that its members did not learn from, in units of the standardised outcome. */
export interface FactualErrors {
  untreated: number;
  treated: number;
}

/** How far what a model says of the arm that each row was in lies from its outcome, arm by arm. */
export function factualErrors(
  { members, outputs }: { members: readonly ArrayLike<number>[]; outputs: number },
  { treated, outcome }: Pick<LearntRows, 'treated' | 'outcome'>,
  foldOf: Int32Array,
): FactualErrors {
  const said = outOfFold(members, foldOf, outputs);
  const sums = [0, 0];
  const counts = [0, 0];
  for (let row = 0; row < outcome.length; row++) {
    const arm = treated[row] === 1 ? 1 : 0;
    sums[arm] += (outcome[row] - said[row * outputs + arm]) ** 2;
    counts[arm]++;
  }
  return { untreated: sums[0] / counts[0], treated: sums[1] / counts[1] };
}

/** Expected outcomes of each row in both arms, on the scale of the standardised outcome. */
export interface ArmMeans {
  untreated: Float64Array;
  treated: Float64Array;
}

function armMeans(said: ArrayLike<number>, outputs: number): ArmMeans {
  const arm = (place: number) =>
    Float64Array.from({ length: said.length / outputs }, (_, row) => said[row * outputs + place]);
  return { untreated: arm(0), treated: arm(1) };
}

/** By the mean over all members. */
export function meansOf(source: ArmSource, inputs: ArmInputs): ArmMeans {
  return armMeans(meanOfMembers(source.members(inputs)), source.outputs);
}

/** Of each row by the member that did not learn from it. */
export function meansOutOfFold(source: ArmSource, inputs: ArmInputs, foldOf: Int32Array): ArmMeans {
  return armMeans(outOfFold(source.members(inputs), foldOf, source.outputs), source.outputs);
}

/** A model of outcomes with its errors. */
export interface JudgedOutcomes {
  learner: FittedLearner;
  errors: FactualErrors;
}

/** The model of outcomes with the least error; both arms count alike, however few their rows. */
export function bestOutcomes(judged: readonly JudgedOutcomes[]): JudgedOutcomes {
  const total = ({ errors }: JudgedOutcomes) => errors.untreated + errors.treated;
  return judged.reduce((best, one) => (total(one) < total(best) ? one : best));
}
