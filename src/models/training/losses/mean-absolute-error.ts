import type { Loss } from './loss.js';
import { pointwise } from './pointwise.js';

/** |output − target|. Its best answer is the median. */
export const meanAbsoluteError: Loss = pointwise({
  name: 'mean-absolute-error',
  link: 'identity',
  classes: false,
  expectedTarget: 'a finite number',
  accepts: (target) => Number.isFinite(target),
  value: (target, output) => Math.abs(output - target),
  slope: (target, output) => Math.sign(output - target),
});
