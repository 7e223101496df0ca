import { checkNumber } from '../checks.js';
import { logGamma } from './student-t.js';

/** The series of the lower incomplete gamma function, regularised (Abramowitz & Stegun 6.5.29); converges fast for x < a + 1. */
function lowerSeries(a: number, x: number): number {
  let term = 1 / a;
  let sum = term;
  for (let n = 1; n < 10_000 && term > sum * Number.EPSILON; n++) {
    term *= x / (a + n);
    sum += term;
  }
  return sum * Math.exp(a * Math.log(x) - x - logGamma(a));
}

/** The continued fraction of the upper one (Abramowitz & Stegun 6.5.31), evaluated from the front by Lentz's method; for x >= a + 1. */
function upperFraction(a: number, x: number): number {
  const tiny = 1e-300;
  let b = x + 1 - a;
  let c = 1 / tiny;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 10_000; n++) {
    const numerator = -n * (n - a);
    b += 2;
    d = 1 / (numerator * d + b || tiny);
    c = b + numerator / c || tiny;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) break;
  }
  return fraction * Math.exp(a * Math.log(x) - x - logGamma(a));
}

/**
 * P(X >= x) of the chi-square distribution (Pearson, 1900).
 * @throws InvalidInputError unless `degrees` is above 0.
 */
export function chiSquareUpperTail(x: number, degrees: number): number {
  checkNumber('degrees', degrees, (value) => value > 0 && Number.isFinite(value), 'finite and above 0');
  if (!(x > 0)) return Number.isNaN(x) ? NaN : 1;
  if (x === Infinity) return 0;
  const [a, half] = [degrees / 2, x / 2];
  return half < a + 1 ? 1 - lowerSeries(a, half) : upperFraction(a, half);
}

/**
 * The x beyond which the chi-square distribution has the share `tail`, by bisection to the last bits.
 * @throws InvalidInputError unless `tail` is between 0 and 1, both excluded, and `degrees` above 0.
 */
export function chiSquareUpperQuantile(tail: number, degrees: number): number {
  checkNumber('tail', tail, (value) => value > 0 && value < 1, 'between 0 and 1, both excluded');
  let [low, high] = [0, Math.max(1, degrees)];
  while (chiSquareUpperTail(high, degrees) > tail) [low, high] = [high, 2 * high];
  for (;;) {
    const middle = low + (high - low) / 2;
    if (middle <= low || middle >= high) return middle;
    if (chiSquareUpperTail(middle, degrees) > tail) low = middle;
    else high = middle;
  }
}

/** P(Z >= z) of the standard normal distribution. */
export function normalUpperTail(z: number): number {
  const outside = chiSquareUpperTail(z * z, 1) / 2;
  return z >= 0 ? outside : 1 - outside;
}
