import type { Decision, DecisionSpec, Limits } from '../../../../decisions/decision.js';
import type { Crossed } from '../crossing-baselines.js';
import { crossingDetails } from '../crossing-details.js';
import { crossingProbabilities, declaredLimits, type Crossing } from '../crossing-probabilities.js';
import type { NumberFit } from './number-answers.js';
import { numberScale } from './number-scale.js';

/** What answers tell of limits, and decide by them. */
export interface NumberLimits extends Limits {
  /** Of a raw output. */
  at(output: number): Crossing[];
  decide(crossings: readonly Crossing[]): Decision;
}

/** Undefined where no decision is about a limit, or no errors were kept. */
export function numberLimits(
  { state, bands }: NumberFit,
  decision: DecisionSpec | undefined,
): NumberLimits | undefined {
  const declared = declaredLimits(decision);
  const probabilities = declared && crossingProbabilities(state, bands, declared);
  if (!probabilities) return undefined;
  const { nearest } = numberScale(state);
  return {
    limits: declared.limits,
    side: declared.side,
    at: (output) => probabilities(nearest(output)),
    decide: ([{ probability }]) => declared.decide(probability),
  };
}

/** Whether probabilities are what happens, for each limit. Plain JSON; undefined where no decision is about a limit. */
export function numberCrossings(
  outputs: Float32Array,
  actual: ArrayLike<number>,
  { state, bands }: NumberFit & { state: { crossed?: readonly Crossed[] } },
  decision: DecisionSpec | undefined,
): unknown[] | undefined {
  const declared = declaredLimits(decision);
  const limits = numberLimits({ state, bands }, decision);
  if (!declared || !limits) return undefined;
  const crossings = Array.from(outputs, limits.at);
  return crossingDetails({ actual, crossings, crossed: state.crossed ?? [] }, declared);
}
