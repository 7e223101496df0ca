export { baseRate, classRates, constantPredictions, meanTarget } from './constant.baseline.js';
