/** The registered losses. Each is one file in this folder. */
export const lossNames = [
  'binary-cross-entropy',
  'categorical-cross-entropy',
  'mean-squared-error',
  'mean-absolute-error',
  'huber',
  'quantile',
  'multinomial',
  'factual-outcome',
  'student-t',
] as const;

export type LossName = (typeof lossNames)[number];
