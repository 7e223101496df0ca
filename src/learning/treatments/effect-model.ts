import type { ArmInputs } from './arm-inputs.js';
import type { ArmSource } from './arm-source.js';

/**
 * How an effect is read from the numbers of a row: of `arms` as the outcome treated less that untreated; of `imputed` effects (learnt
 * from untreated, from treated rows) as their mean by the propensity; `direct` ones stand as they are.
 */
export const effectForms = ['arms', 'imputed', 'direct'] as const;

export type EffectForm = (typeof effectForms)[number];

/** One way to say effects, on the scale of the standardised outcome. */
export interface EffectModel {
  /** Such as `x-learner`. */
  name: string;
  form: EffectForm;
  source: ArmSource;
}

/** Effects by each member of a model. @param propensity of each row. */
export function memberEffects(
  { form, source }: EffectModel,
  inputs: ArmInputs,
  propensity: ArrayLike<number>,
): Float64Array[] {
  const { outputs } = source;
  const read: Record<EffectForm, (own: ArrayLike<number>, at: number, row: number) => number> = {
    arms: (own, at) => own[at + 1] - own[at],
    // The effect learnt from untreated rows counts where many are treated: there it rests on more of them (Künzel et al., 2019).
    imputed: (own, at, row) => propensity[row] * own[at] + (1 - propensity[row]) * own[at + 1],
    direct: (own, at) => own[at],
  };
  return source
    .members(inputs)
    .map((own) =>
      Float64Array.from({ length: inputs.rows }, (_, row) => read[form](own, row * outputs, row)),
    );
}

/** Models that say an effect together, each with its share. */
export type EffectParts = readonly { model: EffectModel; weight: number }[];

/** Effects by each member of several models together; the members of each learnt without the same folds. */
export function blendedEffects(
  parts: EffectParts,
  inputs: ArmInputs,
  propensity: ArrayLike<number>,
): Float64Array[] {
  const each = parts.map(({ model, weight }) => ({
    weight,
    members: memberEffects(model, inputs, propensity),
  }));
  return each[0].members.map((_, member) =>
    Float64Array.from({ length: inputs.rows }, (_row, row) =>
      each.reduce((sum, { weight, members }) => sum + weight * members[member][row], 0),
    ),
  );
}

/** The mean over members, row by row. */
export function meanOfMembers(members: readonly ArrayLike<number>[]): Float64Array {
  return Float64Array.from({ length: members[0].length }, (_, i) => {
    return members.reduce((sum, own) => sum + own[i], 0) / members.length;
  });
}

/**
 * Standard error of the members' mean, row by row, as of a jackknife that leaves a fold out for each member (Efron & Tibshirani, 1993):
 * the members' seeds differ, too, so that it rather is too large.
 */
export function memberSpread(members: readonly ArrayLike<number>[]): Float64Array {
  const mean = meanOfMembers(members);
  const factor = (members.length - 1) / members.length;
  return mean.map((centre, i) =>
    Math.sqrt(factor * members.reduce((sum, own) => sum + (own[i] - centre) ** 2, 0)),
  );
}

/** Of each row the number by the member that did not learn from it. @param width numbers per row. */
export function outOfFold(
  members: readonly ArrayLike<number>[],
  foldOf: ArrayLike<number>,
  width = 1,
): Float64Array {
  return Float64Array.from({ length: foldOf.length * width }, (_, i) => {
    return members[foldOf[Math.floor(i / width)]][i];
  });
}
