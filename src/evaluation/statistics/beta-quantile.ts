import { checkNumber } from '../checks.js';
import { incompleteBeta } from './student-t.js';

/**
 * The x with P(X <= x) = `probability` where X has the beta distribution of `a` and `b`, by bisection to about 1e-13.
 * @throws InvalidInputError unless `probability` is inside (0, 1), `a` and `b` above 0.
 */
export function betaQuantile(probability: number, a: number, b: number): number {
  const inside = (value: number) => value > 0 && value < 1;
  checkNumber('probability', probability, inside, 'between 0 and 1, both excluded');
  const above = (value: number) => value > 0 && Number.isFinite(value);
  for (const [name, value] of Object.entries({ a, b })) checkNumber(name, value, above, 'finite and above 0');
  let [low, high] = [0, 1];
  for (let i = 0; i < 45; i++) {
    const middle = (low + high) / 2;
    if (incompleteBeta(middle, a, b) < probability) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
