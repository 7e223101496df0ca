import type { Loss } from './loss.js';
import { pointwise } from './pointwise.js';

/** Huber (1964): half the square up to an error of `delta`, a straight line beyond, so that outliers pull less. */
export function huber(delta: number): Loss {
  return pointwise({
    name: 'huber',
    link: 'identity',
    classes: false,
    expectedTarget: 'a finite number',
    accepts: (target) => Number.isFinite(target),
    value: (target, output) => {
      const error = Math.abs(output - target);
      return error <= delta ? error ** 2 / 2 : delta * (error - delta / 2);
    },
    slope: (target, output) => Math.max(-delta, Math.min(delta, output - target)),
  });
}
