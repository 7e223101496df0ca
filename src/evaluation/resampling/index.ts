export {
  bootstrapDifference,
  bootstrapIntervals,
  type BootstrapOptions,
  type MetricInterval,
} from './bootstrap.js';
export {
  compareFolds,
  summariseFolds,
  type FoldSummary,
  type FoldSummaryOptions,
  type PairedFoldComparison,
} from './fold-summary.js';
