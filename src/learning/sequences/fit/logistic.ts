import { sigmoid } from '../../../evaluation/calibration/calibrator.js';

/** Negative log-likelihood of a yes (1) or no (0). */
export function logLoss(chance: number, happened: number): number {
  const kept = Math.min(1 - 1e-12, Math.max(1e-12, chance));
  return -Math.log(happened === 1 ? kept : 1 - kept);
}

/**
 * Logistic regression by Newton's method, its weights drawn towards `prior`.
 * @param rows numbers of each row, one after the other.
 * @param strength how many times a squared distance from the prior counts as a half of a loss.
 */
export function fitLogistic(
  rows: Float64Array,
  happened: ArrayLike<number>,
  { prior, strength, rounds = 12 }: { prior: readonly number[]; strength: number; rounds?: number },
): number[] {
  const width = prior.length;
  let weights = [...prior];
  for (let round = 0; round < rounds; round++) {
    const slope = weights.map((weight, i) => strength * (prior[i] - weight));
    const curve = weights.map((_, i) => weights.map((__, j) => (i === j ? strength : 0)));
    for (let row = 0; row < happened.length; row++) {
      const x = rows.subarray(row * width, (row + 1) * width);
      const chance = sigmoid(x.reduce((sum, value, i) => sum + value * weights[i], 0));
      x.forEach((value, i) => {
        slope[i] += value * (happened[row] - chance);
        x.forEach((other, j) => (curve[i][j] += value * other * chance * (1 - chance)));
      });
    }
    const step = solved(curve, slope);
    weights = weights.map((weight, i) => weight + Math.max(-2, Math.min(2, step[i])));
  }
  return weights;
}

/** The solution of a small positive definite system, by elimination. */
function solved(matrix: readonly number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const size = rows.length;
  for (let i = 0; i < size; i++) {
    for (let j = i + 1; j < size; j++) {
      const factor = rows[j][i] / rows[i][i];
      for (let k = i; k <= size; k++) rows[j][k] -= factor * rows[i][k];
    }
  }
  const found = new Array<number>(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    const known = found.reduce((sum, value, k) => (k > i ? sum + rows[i][k] * value : sum), 0);
    found[i] = (rows[i][size] - known) / rows[i][i];
  }
  return found;
}
