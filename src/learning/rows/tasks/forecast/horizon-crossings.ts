import type { Decision, DecisionSpec, Limits } from '../../../../decisions/decision.js';
import type { HorizonPrediction } from '../../../answer.js';
import type { EncodedTargets } from '../../../targets.js';
import { actualNumbers } from '../../../targets.js';
import type { TargetValue } from '../../examples/examples.js';
import { crossedShares, type Crossed } from '../crossing-baselines.js';
import { crossingDetails } from '../crossing-details.js';
import {
  crossingProbabilities,
  declaredLimits,
  knowsErrors,
  type Crossing,
} from '../crossing-probabilities.js';
import { numberScale } from '../regression/number-scale.js';
import type { NumberState } from '../regression/number-target.js';
import { horizonLevels, type HorizonWidths } from './horizon-widths.js';

/** What answers tell of limits, and decide by them. */
export interface HorizonLimits extends Limits {
  /** Of each horizon whether its probabilities can be told. */
  known: readonly boolean[];
  /** Of the raw output of a horizon. */
  at(output: number, horizon: number): Pick<HorizonPrediction, 'crossings' | 'decision'>;
  /** Of all horizons the action that the likeliest crossing asks for, and where it is first asked for. */
  gravest(horizons: readonly HorizonPrediction[]): Decision | undefined;
}

/** Undefined where no decision is about a limit. */
export function horizonLimits(
  state: NumberState,
  widths: HorizonWidths,
  decision: DecisionSpec | undefined,
): HorizonLimits | undefined {
  const declared = declaredLimits(decision);
  if (!declared) return undefined;
  const levels = horizonLevels(widths);
  const { bands } = levels[levels.length - 1];
  const { positionOf } = numberScale(state);
  const probabilities = bands.map((one) => crossingProbabilities(state, one, declared));
  return {
    limits: declared.limits,
    side: declared.side,
    known: bands.map(knowsErrors),
    at(output, horizon) {
      const crossings = probabilities[horizon]?.(positionOf(output));
      return crossings ? { crossings, decision: declared.decide(crossings[0].probability) } : {};
    },
    gravest(horizons) {
      const asked = horizons.flatMap(({ horizon, decision: own, crossings }) =>
        own && crossings ? [{ horizon, decision: own, probability: crossings[0].probability }] : [],
      );
      if (asked.length === 0) return undefined;
      const worst = asked.reduce((most, one) => (one.probability > most.probability ? one : most));
      const first = asked.find((one) => one.decision.action === worst.decision.action) ?? worst;
      return { ...first.decision, horizon: first.horizon };
    },
  };
}

/** How often limits were crossed at each horizon. @param futures of each row its values at the horizons, and its own last. */
export function crossedByHorizon(
  futures: readonly (readonly (number | null)[])[],
  width: number,
  decision: DecisionSpec | undefined,
): Crossed[][] | undefined {
  const declared = declaredLimits(decision);
  if (!declared) return undefined;
  const last = futures.map((future) => Number(future[width]));
  return Array.from({ length: width }, (_, horizon) =>
    crossedShares(
      futures.map((future) => future[horizon]),
      declared,
      last,
    ),
  );
}

interface JudgedBy {
  state: NumberState & { horizons: readonly string[]; crossed?: readonly Crossed[][] };
  policy: HorizonWidths;
  values?: readonly TargetValue[];
  decision?: DecisionSpec;
}

/** Whether probabilities are what happens, for each horizon and limit. Plain JSON; undefined where no decision is about a limit. */
export function horizonCrossings(
  outputs: Float32Array,
  targets: EncodedTargets,
  { state, policy, values, decision }: JudgedBy,
): unknown[] | undefined {
  const declared = declaredLimits(decision);
  const limits = horizonLimits(state, policy, decision);
  if (!declared || !limits) return undefined;
  const { width } = targets;
  const actual = actualNumbers(targets);
  const of = <Item>(pick: (place: number) => Item, horizon: number) =>
    Array.from({ length: outputs.length / width }, (_, row) => pick(row * width + horizon));
  const last = values?.map((value) => (Array.isArray(value) ? Number((value as Ahead)[width]) : NaN));
  return state.horizons.flatMap((horizon, i) => {
    if (!limits.known[i]) return [];
    const crossings = of((place): readonly Crossing[] => limits.at(outputs[place], i).crossings ?? [], i);
    const rows = { actual: of((place) => actual[place], i), crossings, last, horizon };
    return crossingDetails({ ...rows, crossed: state.crossed?.at(i) ?? [] }, declared);
  });
}

type Ahead = readonly (number | null)[];
