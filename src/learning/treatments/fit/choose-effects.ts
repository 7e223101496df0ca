import { doublyRobustScores, type TreatedRows } from '../../../evaluation/effects/index.js';
import type { MetricName } from '../../../evaluation/metrics/names.js';
import { createLoss } from '../../../models/training/losses/index.js';
import type { TrainingHistory } from '../../../models/training/training-loop.js';
import { blendWeights } from '../../rows/fit/blend-weights.js';
import { measure } from '../../scored-rows.js';
import type { EffectParts } from '../effect-model.js';
import type { FittedLearner } from './learners.js';

/** A way to say effects that was tried, with its figures on the rows that its members did not learn from. */
export interface EffectCandidate {
  /** A learner; `blend` for several together. */
  name: string;
  parts: EffectParts;
  /** Effects of the rows to learn from, each by the member that did not learn from it, in the unit of the outcome. */
  effects: Float64Array;
  histories: readonly TrainingHistory[];
  seconds: number;
  /** By the metric that the scenario names. */
  primary: number;
  /** By which the best is told where the metric is not defined: the mean squared distance from the scores. */
  loss: number;
}

interface Tried {
  learner: FittedLearner;
  effects: Float64Array;
}

/**
 * Every learner, and where it is better on rows that they did not learn from a blend of several. What a row's effect truly is nobody knows:
 * all are compared with doubly robust scores of the rows, by models that did not learn from them either.
 */
export function candidatesOf(
  tried: readonly Tried[],
  outside: TreatedRows,
  primary: MetricName,
): EffectCandidate[] {
  const scores = doublyRobustScores(outside);
  const rank = ({ effects, ...candidate }: Omit<EffectCandidate, 'primary' | 'loss'>): EffectCandidate => {
    const predictions = { ...outside, effect: effects };
    const measured = measure({ kind: 'treatment-effect', predictions }, [primary]);
    const loss = scores.reduce((sum, score, row) => sum + (score - effects[row]) ** 2, 0) / scores.length;
    return { ...candidate, effects, primary: measured[primary] ?? NaN, loss };
  };
  const alone = tried.map(({ learner: { model, histories, seconds }, effects }) =>
    rank({ name: model.name, parts: [{ model, weight: 1 }], effects, histories, seconds }),
  );
  const weights = blendWeights(
    tried.map(({ effects }) => Float32Array.from(effects)),
    { data: Float32Array.from(scores), width: 1 },
    createLoss({ name: 'mean-squared-error' }),
  );
  return weights ? [...alone, rank(blendOf(tried, weights))] : alone;
}

function blendOf(
  tried: readonly Tried[],
  weights: readonly number[],
): Omit<EffectCandidate, 'primary' | 'loss'> {
  const taken = tried.map((one, i) => ({ ...one, weight: weights[i] })).filter(({ weight }) => weight > 0);
  return {
    name: 'blend',
    parts: taken.map(({ learner: { model }, weight }) => ({ model, weight })),
    effects: taken[0].effects.map((_, row) =>
      taken.reduce((sum, { effects, weight }) => sum + weight * effects[row], 0),
    ),
    histories: taken.flatMap(({ learner }) => learner.histories),
    seconds: taken.reduce((sum, { learner }) => sum + learner.seconds, 0),
  };
}
