import type { Loss } from './loss.js';
import { pointwise } from './pointwise.js';

/**
 * Negative log-likelihood of a yes or no, from the logit. Written so that no exponential overflows:
 * max(x, 0) − x·t + log(1 + e^−|x|). Targets between 0 and 1 are probabilities. Several outputs are independent labels.
 */
export const binaryCrossEntropy = (masked: boolean): Loss =>
  pointwise({
    masked,
    name: 'binary-cross-entropy',
    link: 'sigmoid',
    classes: true,
    expectedTarget: 'a number from 0 to 1',
    accepts: (target) => target >= 0 && target <= 1,
    value: (target, logit) => Math.max(logit, 0) - logit * target + Math.log1p(Math.exp(-Math.abs(logit))),
    slope: (target, logit) => 1 / (1 + Math.exp(-logit)) - target,
  });
