import { crossingRule } from '../../../decisions/index.js';
import type { CrossingRule, Decision, DecisionSpec, Limits } from '../../../decisions/decision.js';
import { figure } from '../../../core/text/figures.js';
import { probabilityAbove } from '../../../evaluation/conformal/index.js';
import { bandAt, type IntervalBands } from './banded-intervals.js';
import type { NumberState } from './regression/number-target.js';
import { numberScale } from './regression/number-scale.js';

/** A rule about limits, as a specification declares it. */
export interface DeclaredLimits extends Limits {
  decide: (probability: number) => Decision;
  report: (rows: Parameters<CrossingRule['report']>[0]) => unknown;
}

/** Undefined where no decision is about a limit. */
export function declaredLimits(decision: DecisionSpec | undefined): DeclaredLimits | undefined {
  const declared = crossingRule(decision);
  if (!declared) return undefined;
  const { rule, spec } = declared;
  return {
    ...rule.limits(spec),
    decide: rule.decider(spec),
    report: (rows) => rule.report(rows, spec),
  };
}

/** How likely a number lies beyond a limit, as it is answered. */
export interface Crossing {
  limit: number;
  probability: number;
}

/** Whether the errors of every band were kept. */
export function knowsErrors(bands: IntervalBands): boolean {
  return bands.every(({ residuals }) => residuals !== undefined);
}

/**
 * The probability of each limit, by the errors of the band that a prediction lies in: the same errors as its interval is made of, so that
 * 90 % lie within that. Of two limits the further one is never the likelier.
 * @returns figures for a prediction by its position on the scale; undefined where no errors were kept.
 */
export function crossingProbabilities(
  state: NumberState,
  bands: IntervalBands,
  { limits, side }: Limits,
): ((centre: number) => Crossing[]) | undefined {
  if (!knowsErrors(bands)) return undefined;
  const { position } = numberScale(state);
  // Nothing lies below the beginning of a logarithm.
  const places = limits.map((limit) =>
    state.transform === 'log1p' && limit <= -1 ? -Infinity : position(limit),
  );
  return (centre) => {
    const { residuals = [] } = bandAt(bands, centre);
    return limits.map((limit, i) => {
      const above = probabilityAbove(residuals, places[i] - centre);
      return { limit, probability: figure(side === 'above' ? above : 1 - above) };
    });
  };
}

/** Names of the columns of a CSV: `above_75`. */
export function crossingColumns({ limits, side }: Limits): string[] {
  return limits.map((limit) => `${side}_${limit}`);
}

/** 1 for a value beyond the limit. */
export function crosses(value: number, limit: number, side: Limits['side']): 0 | 1 {
  return (side === 'above' ? value > limit : value < limit) ? 1 : 0;
}
