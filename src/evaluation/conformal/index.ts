export { conformalMargin, type PredictedQuantiles } from './conformalised-quantiles.js';
export { conformalHalfWidth } from './split-conformal.js';
