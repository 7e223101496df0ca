import { checkNumber } from '../checks.js';

/** Terms of Stirling's series, B(2k) / (2k (2k - 1)) for k = 1, 2, ...; below 1e-16 relative from x = 10 on. */
const stirling = [1 / 12, -1 / 360, 1 / 1260, -1 / 1680, 1 / 1188, -691 / 360360, 1 / 156];

/** ln Gamma(x) for x > 0: Stirling's series above 10, the recurrence Gamma(x + 1) = x Gamma(x) below. */
export function logGamma(x: number): number {
  let product = 1;
  let shifted = x;
  for (; shifted < 10; shifted++) product *= shifted;
  let series = 0;
  let power = 1 / shifted;
  for (const term of stirling) {
    series += term * power;
    power /= shifted * shifted;
  }
  return (
    (shifted - 0.5) * Math.log(shifted) - shifted + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product)
  );
}

/** Terms of the asymptotic series of the digamma function, B(2k) / 2k for k = 1, 2, ... (Abramowitz & Stegun 6.3.18). */
const digammaTerms = [1 / 12, -1 / 120, 1 / 252, -1 / 240, 1 / 132];

/** The derivative of ln Gamma(x) for x > 0, to about 12 digits. */
export function digamma(x: number): number {
  let shifted = x;
  let below = 0;
  for (; shifted < 10; shifted++) below += 1 / shifted;
  const square = 1 / (shifted * shifted);
  const series = digammaTerms.reduceRight((sum, term) => (sum + term) * square, 0);
  return Math.log(shifted) - 1 / (2 * shifted) - series - below;
}

/** The k-th numerator of the continued fraction of the incomplete beta function (Abramowitz & Stegun 26.5.8), k from 1. */
function numerator(k: number, { a, b, x }: { a: number; b: number; x: number }): number {
  const m = Math.floor(k / 2);
  const factor = k % 2 === 0 ? m * (b - m) : -(a + m) * (a + b + m);
  return (factor * x) / ((a + k - 1) * (a + k));
}

/** 1 / (1 + n1 / (1 + n2 / (1 + ...))), evaluated from the front (Lentz's method: Thompson & Barnett, 1986). */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  let c = 1;
  let d = 0;
  let fraction = 1;
  for (let k = 1; k < 10_000; k++) {
    const term = numerator(k, { a, b, x });
    d = 1 / (1 + term * d || tiny);
    c = 1 + term / c || tiny;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < Number.EPSILON) break;
  }
  return 1 / fraction;
}

/** Regularised incomplete beta function I_x(a, b) for a, b > 0 and x in [0, 1]. */
export function incompleteBeta(x: number, a: number, b: number): number {
  if (x <= 0) return 0;
  if (x >= 1) return 1;
  if (x > (a + 1) / (a + b + 2)) return 1 - incompleteBeta(1 - x, b, a);
  const logFront = logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x);
  return (Math.exp(logFront) / a) * betaFraction(a, b, x);
}

/** P(T > t) of Student's t (1908) for t >= 0. */
function upperTail(t: number, degrees: number): number {
  return incompleteBeta(degrees / (degrees + t * t), degrees / 2, 0.5) / 2;
}

/**
 * P(T <= t) of Student's t distribution.
 * @throws InvalidInputError unless `degrees` is above 0.
 */
export function studentTCumulative(t: number, degrees: number): number {
  checkNumber('degrees', degrees, (value) => value > 0 && Number.isFinite(value), 'finite and above 0');
  return t >= 0 ? 1 - upperTail(t, degrees) : upperTail(-t, degrees);
}

/**
 * The t with P(T <= t) = `probability`, to about 1e-12 relative.
 * @throws InvalidInputError unless `probability` is inside (0, 1) and `degrees` above 0.
 */
export function studentTQuantile(probability: number, degrees: number): number {
  checkNumber(
    'probability',
    probability,
    (value) => value > 0 && value < 1,
    'between 0 and 1, both excluded',
  );
  checkNumber('degrees', degrees, (value) => value > 0 && Number.isFinite(value), 'finite and above 0');
  if (probability < 0.5) return -studentTQuantile(1 - probability, degrees);
  if (probability === 0.5) return 0;
  const tail = 1 - probability;
  let low = 0;
  let high = 1;
  while (upperTail(high, degrees) > tail) high *= 2;
  while (high - low > 1e-15 * high) {
    const middle = (low + high) / 2;
    if (middle <= low || middle >= high) break;
    if (upperTail(middle, degrees) > tail) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}
