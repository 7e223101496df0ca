export { type ActionCosts } from './action-costs.js';
export {
  costBands,
  decide,
  expectedCost,
  realisedCost,
  type CostBands,
  type Decision,
  type RealisedDecisions,
} from './cost-bands.js';
export { cheapest, costMatrixReport, expectedCosts, type CostMatrixReport } from './cost-matrix.js';
export { chooseThreshold, theoreticalThreshold, type ThresholdChoice } from './cost-threshold.js';
export { byFallingValue, cumulativeGains, gainsShares, type GainsPoint } from './cumulative-gains.js';
export { type DecisionCosts, type DecisionCostsWithReview } from './costs.js';
export { decisionReport, type DecidedRows, type DecisionReport } from './decision-report.js';
export {
  ruleOutRuleInBands,
  ruleOutRuleInReport,
  type RuleOutRuleInReport,
  type StatedAccuracy,
} from './rule-out-rule-in.js';
