export {
  groupReport,
  type GroupComparison,
  type GroupedDecisions,
  type GroupFigures,
  type GroupReport,
} from './group-report.js';
export {
  compareGroups,
  comparedRates,
  fewest,
  type ComparedRate,
  type GroupComparisons,
} from './group-comparison.js';
export { numberGroups, type NumberGroups } from './number-groups.js';
