export {
  groupReport,
  type GroupComparison,
  type GroupedDecisions,
  type GroupFigures,
  type GroupReport,
} from './group-report.js';
