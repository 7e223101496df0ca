import { checkLabelledProbabilities, type LabelledProbabilities } from '../predictions/binary.predictions.js';
import { decide, realisedCost, type CostBands, type Decision } from './cost-bands.js';
import type { DecisionCostsWithReview } from './costs.js';

/** Rows that were decided alike. */
export interface DecidedRows {
  count: number;
  /** How many of them are of class 1. */
  positives: number;
}

/** What the decisions of some rows with known outcome came to. Costs are means per row, in the unit of the stated costs. */
export interface DecisionReport {
  decided: Record<Decision, DecidedRows>;
  meanCost: number;
  /** Of deciding every row as negative, and as positive: what the model has to beat. */
  meanCostAllNegative: number;
  meanCostAllPositive: number;
}

/**
 * Decide every row by the bands and add up. Counts are of rows; costs heed the weights.
 * @throws InvalidInputError for rows or costs that are not accepted.
 */
export function decisionReport(
  input: LabelledProbabilities & { costs: DecisionCostsWithReview; bands: CostBands },
): DecisionReport {
  checkLabelledProbabilities(input);
  const { labels, probabilities, weights, costs, bands } = input;
  const decisions = Array.from(probabilities, (probability) => decide(probability, bands));
  const decided: Record<Decision, DecidedRows> = {
    negative: { count: 0, positives: 0 },
    review: { count: 0, positives: 0 },
    positive: { count: 0, positives: 0 },
  };
  decisions.forEach((decision, row) => {
    decided[decision].count++;
    decided[decision].positives += labels[row];
  });
  const costOf = (made: Decision[]) => realisedCost({ labels, decisions: made, weights }, costs);
  return {
    decided,
    meanCost: costOf(decisions),
    meanCostAllNegative: costOf(decisions.map(() => 'negative')),
    meanCostAllPositive: costOf(decisions.map(() => 'positive')),
  };
}
