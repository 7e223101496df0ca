import { conformalQuantile } from '../../evaluation/conformal/index.js';
import { KnownRows } from './known-rows.js';
import { scatterOf, scatterTogether, scatterWithout, shrunkCovariance, type FeatureRows } from './scatter.js';
import { whiteningOf } from './whitening.js';

/** So many of 100 rows like those that were learnt from keep to the threshold. */
export const usualShare = 0.99;

/** How far rows lie from those that stand for what was learnt from, and how far such rows lie themselves. */
export interface CalibratedDistance {
  /** See `whiteningOf`. */
  whitening: Float64Array;
  /** Of so many rows the distance was known. */
  rows: number;
  /** Distance within which a further row like these lies with the probability `usualShare`. */
  threshold: number;
}

/**
 * Learn the measure from rows and calibrate it on the same rows, each of which is measured by a covariance and by references of other folds (cross-conformal
 * prediction: Vovk, 2015): none of them is compared with itself.
 * @param references positions of rows.
 * @param folds positions of the rows of each fold; together all rows.
 * @returns undefined where there are too few rows for the threshold.
 */
export function calibratedDistance(
  features: FeatureRows,
  references: Int32Array,
  folds: readonly Int32Array[],
): CalibratedDistance | undefined {
  const { width } = features;
  const centre = meanOf(features);
  const parts = folds.map((rows) => scatterOf(features, rows, centre));
  const all = scatterTogether(parts);
  const whitening = (scatter: typeof all) => whiteningOf(shrunkCovariance(scatter, width), width);
  const row = (at: number) => features.data.subarray(at * width, (at + 1) * width);
  const distances = folds.flatMap((rows, fold) => {
    const own = new Set(rows);
    const others = Array.from(references).filter((reference) => !own.has(reference));
    if (others.length === 0) return [];
    const known = new KnownRows(whitening(scatterWithout(all, parts[fold])), others.map(row));
    return Array.from(rows, (at) => known.distance(row(at)));
  });
  const threshold = conformalQuantile(Float64Array.from(distances), usualShare);
  if (!Number.isFinite(threshold) || threshold === 0) return undefined;
  return { whitening: whitening(all), rows: distances.length, threshold };
}

function meanOf({ data, width }: FeatureRows): Float64Array {
  const mean = new Float64Array(width);
  const rows = data.length / width;
  for (let row = 0; row < rows; row++)
    for (let i = 0; i < width; i++) mean[i] += data[row * width + i] / rows;
  return mean;
}
