import { checkActions, type ActionCosts } from './action-costs.js';
import { multiclassPredictions, type MulticlassPredictions } from '../predictions/multiclass.predictions.js';

/** What each action is expected to cost: `probabilities` has one element for each class. */
export function expectedCosts(probabilities: ArrayLike<number>, actions: readonly ActionCosts[]): number[] {
  return actions.map(({ costs }) => costs.reduce((sum, cost, c) => sum + probabilities[c] * cost, 0));
}

/** Place of the least of the costs; of equal ones the first. */
export function cheapest(costs: readonly number[]): number {
  return costs.reduce((best, cost, i) => (cost < costs[best] ? i : best), 0);
}

/** Place of the action of least expected cost for each row (Elkan, 2001, equation 1). */
export function cheapestActions(
  { labels, probabilities, classes }: MulticlassPredictions,
  actions: readonly ActionCosts[],
): Int32Array {
  return Int32Array.from(labels, (_, row) => {
    const ofRow = Array.from({ length: classes }, (_, c) => probabilities[row * classes + c]);
    return cheapest(expectedCosts(ofRow, actions));
  });
}

/** Rows for which one action was decided. */
export interface DecidedAction {
  action: string;
  count: number;
  /** Of which classes they turned out to be, in the order of the classes. */
  byClass: number[];
  /** Mean cost per row of taking this action for all rows alike. */
  meanCostAlways: number;
}

/** What decisions by a cost matrix came to. Costs are means per row. */
export interface CostMatrixReport {
  actions: DecidedAction[];
  meanCost: number;
  /** The action that costs least where one is taken for all rows: what the model has to beat. */
  bestConstant: { action: string; meanCost: number };
}

/**
 * Decide every row and add up what the decisions cost by what happened. Counts are of rows; costs heed the weights.
 * @throws InvalidInputError for predictions or costs that are not accepted.
 */
export function costMatrixReport(
  predictions: MulticlassPredictions,
  actions: readonly ActionCosts[],
): CostMatrixReport {
  multiclassPredictions.check(predictions);
  checkActions(actions, predictions.classes);
  const { labels, classes, weights } = predictions;
  const decided = cheapestActions(predictions, actions);
  const meanOf = (action: (row: number) => number) => {
    let [sum, total] = [0, 0];
    for (let row = 0; row < labels.length; row++) {
      const weight = weights?.[row] ?? 1;
      sum += weight * actions[action(row)].costs[labels[row]];
      total += weight;
    }
    return sum / total;
  };
  const taken = actions.map(({ action }, i): DecidedAction => {
    const byClass = new Array<number>(classes).fill(0);
    decided.forEach((place, row) => (byClass[labels[row]] += Number(place === i)));
    const count = byClass.reduce((sum, rows) => sum + rows, 0);
    return { action, count, byClass, meanCostAlways: meanOf(() => i) };
  });
  const best = taken[cheapest(taken.map(({ meanCostAlways }) => meanCostAlways))];
  return {
    actions: taken,
    meanCost: meanOf((row) => decided[row]),
    bestConstant: { action: best.action, meanCost: best.meanCostAlways },
  };
}
