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
  'phm_score',
  'mape',
  'mase',
  'coverage',
  'pinball',
] as const;

export type MetricName = (typeof metricNames)[number];
