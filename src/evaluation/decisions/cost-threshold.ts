import { walkGroups, rankRows, type RankedRows } from '../metrics/ranked-rows.js';
import { checkLabelledProbabilities, type LabelledProbabilities } from '../predictions/binary.predictions.js';
import { checkCosts, type DecisionCosts } from './costs.js';

/** Thresholds to decide positive from, and the mean cost per row of doing so. */
export interface ThresholdChoice {
  /** fp / (fp + fn): right for calibrated probabilities, whatever the rows. */
  theoretical: number;
  theoreticalCost: number;
  /** The cheapest on the given rows; optimistic on these same rows. */
  empirical: number;
  empiricalCost: number;
}

/**
 * The least costly threshold on a calibrated probability, fp / (fp + fn) (Elkan, 2001).
 * @throws InvalidInputError for costs that are negative, not finite or both 0.
 */
export function theoreticalThreshold(costs: DecisionCosts): number {
  checkCosts(costs);
  return costs.falsePositive / (costs.falsePositive + costs.falseNegative);
}

/**
 * Both thresholds and what they cost on the given rows. Among thresholds that cost the same the empirical one is the
 * nearest to the theoretical one, which it equals when no other is cheaper. It is above 1 when the cheapest is to decide
 * every row as negative and a probability of 1 occurs.
 * @throws InvalidInputError for rows or costs that are not accepted.
 */
export function chooseThreshold(
  predictions: LabelledProbabilities & { costs: DecisionCosts },
): ThresholdChoice {
  checkLabelledProbabilities(predictions);
  const theoretical = theoreticalThreshold(predictions.costs);
  const steps = costSteps(predictions);
  const own = steps.find(({ above, upTo }) => theoretical > above && theoretical <= upTo)!;
  let best = { threshold: theoretical, cost: own.cost };
  for (const step of steps) {
    const threshold = representative(step, theoretical);
    const nearer = Math.abs(threshold - theoretical) < Math.abs(best.threshold - theoretical);
    if (step.cost < best.cost || (step.cost === best.cost && nearer)) best = { threshold, cost: step.cost };
  }
  return { theoretical, theoreticalCost: own.cost, empirical: best.threshold, empiricalCost: best.cost };
}

/** All thresholds in (above, upTo] decide alike. */
interface CostStep {
  above: number;
  upTo: number;
  cost: number;
}

/** Steps from "no row is positive" to "every row is positive"; together they cover every threshold. */
function costSteps(predictions: LabelledProbabilities & { costs: DecisionCosts }): CostStep[] {
  const { probabilities, costs } = predictions;
  const rows = rankRows(predictions);
  const weights = Float64Array.from(probabilities, (_, i) => predictions.weights?.[i] ?? 1);
  const groups = groupsOf(rows, weights, probabilities);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let missed = groups.reduce((sum, group) => sum + group.positives, 0);
  let wronglySelected = 0;
  let upTo = Infinity;
  const steps: CostStep[] = [];
  for (const group of [...groups, { probability: -Infinity, positives: 0, negatives: 0 }]) {
    const cost = (missed * costs.falseNegative + wronglySelected * costs.falsePositive) / total;
    steps.push({ above: group.probability, upTo, cost });
    missed -= group.positives;
    wronglySelected += group.negatives;
    upTo = group.probability;
  }
  return steps;
}

function groupsOf(rows: RankedRows, weights: Float64Array, probabilities: ArrayLike<number>) {
  const groups: { probability: number; positives: number; negatives: number }[] = [];
  walkGroups(rows, weights, (positives, negatives) => {
    const probability = probabilities[rows.order[rows.groupEnds[groups.length] - 1]];
    groups.push({ probability, positives, negatives });
  });
  return groups;
}

/** The theoretical threshold when it lies inside, else the middle of the step, kept to [0, 1] where that is possible. */
function representative({ above, upTo }: CostStep, theoretical: number): number {
  if (theoretical > above && theoretical <= upTo) return theoretical;
  if (above >= 1) return 1 + Number.EPSILON;
  const low = Math.max(above, 0);
  const high = Math.min(upTo, 1);
  const middle = low + (high - low) / 2;
  return middle > above ? middle : high;
}
