import type { Loss } from './loss.js';
import { pointwise } from './pointwise.js';

/** (output − target)². Its best answer is the mean. */
export const meanSquaredError = (masked: boolean): Loss =>
  pointwise({
    masked,
    name: 'mean-squared-error',
    link: 'identity',
    classes: false,
    expectedTarget: 'a finite number',
    accepts: (target) => Number.isFinite(target),
    value: (target, output) => (output - target) ** 2,
    slope: (target, output) => 2 * (output - target),
  });
