import { marginalMeans, type TreatedRows } from '../../evaluation/effects/index.js';
import type { NumberState } from '../rows/tasks/regression/number-target.js';
import type { ArmInputs } from './arm-inputs.js';
import type { ArmSource } from './arm-source.js';
import { blendedEffects, meanOfMembers, memberSpread, type EffectParts } from './effect-model.js';
import { smoothedSpread, type EffectSpread } from './effect-spread.js';
import { propensities } from './fit/linear-learners.js';
import { meansOf } from './fit/nuisances.js';

/** What says effects, in memory. */
export interface EffectView {
  outcome: NumberState;
  propensity: readonly ArrayLike<number>[];
  means: ArmSource;
  parts: EffectParts;
  spread: EffectSpread;
}

/** What is said of some rows, in the unit of the outcome. */
export interface SaidEffects {
  propensity: Float64Array;
  effect: Float64Array;
  /** Standard error of the effect. */
  spread: Float64Array;
  /** Expected outcomes by the model of outcomes. */
  untreatedMean: Float64Array;
  treatedMean: Float64Array;
}

export function sayEffects(
  { outcome, propensity, means, parts, spread }: EffectView,
  inputs: ArmInputs,
): SaidEffects {
  const chances = propensities(propensity, inputs);
  const members = blendedEffects(parts, inputs, chances);
  const inUnit = (position: number) => outcome.mean + outcome.standardDeviation * position;
  const scaled = (position: number) => outcome.standardDeviation * position;
  const { untreated, treated } = meansOf(means, inputs);
  return {
    propensity: chances,
    effect: meanOfMembers(members).map(scaled),
    spread: smoothedSpread(memberSpread(members).map(scaled), spread.typical).map(
      (own) => own * spread.factor,
    ),
    untreatedMean: untreated.map(inUnit),
    treatedMean: treated.map(inUnit),
  };
}

/**
 * Outcomes that differ by the effect that is answered: together, weighted by the propensity, they are what is expected whatever the
 * treatment (Robinson, 1988).
 */
export function answeredOutcomes(said: SaidEffects): { untreated: Float64Array; treated: Float64Array } {
  const marginal = marginalMeans({ ...said, treated: [], outcome: [] });
  const untreated = marginal.map((mean, row) => mean - said.propensity[row] * said.effect[row]);
  return { untreated, treated: untreated.map((value, row) => value + said.effect[row]) };
}

/** What was said of rows beside what was observed. */
export function besideObserved(
  said: SaidEffects,
  { treated, outcome }: Pick<TreatedRows, 'treated' | 'outcome'>,
) {
  const { effect, propensity, untreatedMean, treatedMean } = said;
  return { effect, propensity, untreatedMean, treatedMean, treated, outcome };
}
