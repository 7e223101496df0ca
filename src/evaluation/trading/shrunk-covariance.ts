/** Nothing moves less in a period: a price that stands still can start to. */
const leastDeviation = 1e-6;

export interface ShrunkCovariance {
  /** Row-major `[assets, assets]`, in the unit of the returns squared. */
  values: Float64Array;
  /** How far correlations were drawn to 0, from 0 to 1. */
  shrinkage: number;
}

/**
 * Covariances of returns whose correlations are drawn to 0 by as much as chance has moved them (Ledoit & Wolf, 2004, of returns divided by their
 * deviations): positive definite however few the rows, whatever the unit of the returns.
 * @param returns row-major `[rows, assets]`; NaN, an unknown return, counts as the mean of its asset.
 */
export function shrunkCovariance(returns: ArrayLike<number>, assets: number): ShrunkCovariance {
  const rows = returns.length / assets;
  const { standardised, deviations } = standardise(returns, assets);
  const sample = secondMoments(standardised, assets);
  const shrinkage = shrinkageOf(standardised, sample, assets);
  const values = sample.map((value, at) => {
    const [row, column] = [Math.floor(at / assets), at % assets];
    const own =
      row === column ? value + shrinkage * (meanDiagonal(sample, assets) - value) : value * (1 - shrinkage);
    // Of an asset that never moved the second moment is 0.
    const kept = row === column && (own === 0 || rows < 2) ? 1 : own;
    return kept * deviations[row] * deviations[column];
  });
  return { values, shrinkage };
}

function standardise(returns: ArrayLike<number>, assets: number) {
  const rows = returns.length / assets;
  const standardised = new Float64Array(returns.length);
  const deviations = new Float64Array(assets).fill(leastDeviation);
  for (let asset = 0; asset < assets; asset++) {
    let [sum, known] = [0, 0];
    for (let at = asset; at < returns.length; at += assets)
      if (!Number.isNaN(returns[at])) [sum, known] = [sum + returns[at], known + 1];
    const mean = known === 0 ? 0 : sum / known;
    let squares = 0;
    for (let at = asset; at < returns.length; at += assets) {
      standardised[at] = Number.isNaN(returns[at]) ? 0 : returns[at] - mean;
      squares += standardised[at] ** 2;
    }
    deviations[asset] = Math.max(leastDeviation, Math.sqrt(squares / rows));
    for (let at = asset; at < returns.length; at += assets) standardised[at] /= deviations[asset];
  }
  return { standardised, deviations };
}

/** `X'X / rows`. */
function secondMoments(values: Float64Array, assets: number): Float64Array {
  const rows = values.length / assets;
  const moments = new Float64Array(assets * assets);
  for (let start = 0; start < values.length; start += assets)
    for (let i = 0; i < assets; i++)
      for (let j = 0; j <= i; j++) moments[i * assets + j] += (values[start + i] * values[start + j]) / rows;
  for (let i = 0; i < assets; i++)
    for (let j = 0; j < i; j++) moments[j * assets + i] = moments[i * assets + j];
  return moments;
}

function meanDiagonal(matrix: Float64Array, assets: number): number {
  let sum = 0;
  for (let i = 0; i < assets; i++) sum += matrix[i * (assets + 1)];
  return sum / assets;
}

/** The intensity of Ledoit & Wolf (2004), section 3.3: how much of the distance from the target is noise. */
function shrinkageOf(values: Float64Array, sample: Float64Array, assets: number): number {
  const rows = values.length / assets;
  const target = meanDiagonal(sample, assets);
  let distance = 0;
  let size = 0;
  sample.forEach((value, at) => {
    distance += (value - (at % (assets + 1) === 0 ? target : 0)) ** 2;
    size += value ** 2;
  });
  let fourth = 0;
  for (let start = 0; start < values.length; start += assets) {
    let square = 0;
    for (let i = 0; i < assets; i++) square += values[start + i] ** 2;
    fourth += square ** 2;
  }
  const noise = (fourth / rows - size) / rows;
  return distance > 0 ? Math.min(1, Math.max(0, noise / distance)) : 0;
}
