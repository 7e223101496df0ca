/** The registered metrics. Each is in a `*.metric.ts` of this folder; `index.ts` gathers them. */
export const metricNames = [
  'auc',
  'average_precision',
  'log_loss',
  'brier',
  'ece',
  'ks',
  'gini',
  'accuracy',
  'precision',
  'recall',
  'f1',
  'cost',
  'macro_f1',
  'mse',
  'rmse',
  'mae',
  'r2',
  'hit_rate_10',
  'ndcg_10',
  'map_10',
  'recall_10',
  'coverage_10',
  'novelty_10',
] as const;

export type MetricName = (typeof metricNames)[number];
