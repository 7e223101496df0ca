import { marginalMeans, type TreatedRows } from '../../../evaluation/effects/index.js';
import type { MetricName } from '../../../evaluation/metrics/names.js';
import { createLoss } from '../../../models/training/losses/index.js';
import type { TrainingHistory } from '../../../models/training/training-loop.js';
import { blendWeights, meanLoss } from '../../rows/fit/blend-weights.js';
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
  /** By which the best is told where the metric is not defined: the R-loss. */
  loss: number;
}

interface Tried {
  learner: FittedLearner;
  effects: Float64Array;
}

/**
 * Every learner, and where it is better on rows that they did not learn from a blend of several: stacking by the R-loss (Nie & Wager, 2021,
 * section 4.2), which needs no row's true effect, as nobody knows it, and divides by no propensity.
 * @param outside what models said of the rows that did not learn from them either.
 */
export function candidatesOf(
  tried: readonly Tried[],
  outside: TreatedRows,
  primary: MetricName,
): EffectCandidate[] {
  const { treated, outcome, propensity } = outside;
  const excess = marginalMeans(outside).map((mean, row) => outcome[row] - mean);
  /** What of the outcome an effect explains: it counts for the part of the treatment that chance gave. */
  const explained = (effects: Float64Array) =>
    Float32Array.from(effects, (effect, row) => (treated[row] - propensity[row]) * effect);
  const targets = { data: Float32Array.from(excess), width: 1 };
  const squared = createLoss({ name: 'mean-squared-error' });
  const rank = ({ effects, ...candidate }: Omit<EffectCandidate, 'primary' | 'loss'>): EffectCandidate => {
    const predictions = { ...outside, effect: effects };
    const measured = measure({ kind: 'treatment-effect', predictions }, [primary]);
    const loss = meanLoss(explained(effects), targets, squared);
    return { ...candidate, effects, primary: measured[primary] ?? NaN, loss };
  };
  const alone = tried.map(({ learner: { model, histories, seconds }, effects }) =>
    rank({ name: model.name, parts: [{ model, weight: 1 }], effects, histories, seconds }),
  );
  const weights = blendWeights(
    tried.map(({ effects }) => explained(effects)),
    targets,
    squared,
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
