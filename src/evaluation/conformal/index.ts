export { conformalMargin, type PredictedQuantiles } from './conformalised-quantiles.js';
export { intervalFigures, type AnsweredRow, type IntervalFigures } from './interval-figures.js';
export { probabilityAbove, residualQuantiles } from './predictive-distribution.js';
export { conformalHalfWidth } from './split-conformal.js';
export { conformalQuantile } from './conformal-rank.js';
