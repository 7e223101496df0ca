import type { ReliabilityBin } from '../model/details';

/** What wrong decisions cost, and a look by a person, where that is possible. */
export interface Costs {
  falsePositive: number;
  falseNegative: number;
  review?: number;
}

export interface Bands {
  lower: number;
  upper: number;
}

/** The costs that a decision states of an event's two errors; undefined where its rule prices something else or nothing. */
export function costsOf({ decision }: { decision?: object }): Costs | undefined {
  const costs = (decision as { costs?: unknown } | undefined)?.costs;
  if (typeof costs !== 'object' || costs === null) return undefined;
  const { falsePositive, falseNegative, review } = costs as Record<string, unknown>;
  if (typeof falsePositive !== 'number' || typeof falseNegative !== 'number') return undefined;
  return { falsePositive, falseNegative, ...(typeof review === 'number' && { review }) };
}

/** The probabilities at which the action of least expected cost changes (Elkan 2001; Chow 1970 with a review between). */
export function bandsOf({ falsePositive, falseNegative, review }: Costs): Bands {
  const threshold = falsePositive + falseNegative === 0 ? 0 : falsePositive / (falsePositive + falseNegative);
  if (review === undefined) return { lower: threshold, upper: threshold };
  const lower = falseNegative === 0 ? 1 : review / falseNegative;
  const upper = falsePositive === 0 ? 0 : 1 - review / falsePositive;
  return lower < upper ? { lower, upper } : { lower: threshold, upper: threshold };
}

export type ActionName = 'negative' | 'review' | 'positive';

export function actionAt(probability: number, { lower, upper }: Bands): ActionName {
  if (probability >= upper) return 'positive';
  return probability < lower ? 'negative' : 'review';
}

/** What decisions on rows held out would have come to. */
export interface Outcome {
  /** Of a thousand cases. */
  cost: number;
  shares: Record<ActionName, number>;
  missed: number;
  alarms: number;
}

/** By bins of like probability, each decided by its mean: as exact as the bins are narrow. */
export function outcomeOf(bins: readonly ReliabilityBin[], costs: Costs, bands = bandsOf(costs)): Outcome {
  const sum = bins.reduce((total, { count }) => total + count, 0) || 1;
  const shares = { negative: 0, review: 0, positive: 0 };
  let [missed, alarms] = [0, 0];
  for (const { count, meanProbability, observedRate } of bins) {
    if (count === 0 || meanProbability === null || observedRate === null) continue;
    const action = actionAt(meanProbability, bands);
    shares[action] += count / sum;
    if (action === 'negative') missed += (count * observedRate) / sum;
    if (action === 'positive') alarms += (count * (1 - observedRate)) / sum;
  }
  const each =
    missed * costs.falseNegative + alarms * costs.falsePositive + shares.review * (costs.review ?? 0);
  return { cost: each * 1000, shares, missed: missed * 1000, alarms: alarms * 1000 };
}
