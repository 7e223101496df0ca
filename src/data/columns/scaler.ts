import { summarise } from './statistics.js';

/** What standardising needs; part of a column's state. */
export interface Scale {
  mean: number;
  standardDeviation: number;
  constant: boolean;
}

/** Beyond this a sum of squares would overflow; no measured quantity comes near it. */
const largestValue = 1e300;

/** Beyond this a network's products would leave float32. */
const largestFeature = 1e9;

type Transform = 'none' | 'log1p' | undefined;

function clipped(value: number): number {
  return value > largestValue ? largestValue : value < -largestValue ? -largestValue : value;
}

/** log(1 + x), mirrored below zero so that every number has a finite value. */
function mirroredLog(value: number): number {
  return value >= 0 ? Math.log1p(value) : -Math.log1p(-value);
}

/** Standardising: (x - mean) / standard deviation, after the column's transform. Always finite. */
export const scaler = {
  /** From the ascending training values. Without values, or without variation, every value becomes 0. */
  fit(sorted: Float64Array, transform?: Transform): Scale {
    const { mean, standardDeviation } = summarise(sorted.map(transform === 'log1p' ? mirroredLog : clipped));
    const constant = !standardDeviation;
    return { mean: mean ?? 0, standardDeviation: constant ? 1 : standardDeviation, constant };
  },

  /** The function from a finite value to its feature. */
  of({ mean, standardDeviation, constant }: Scale, transform?: Transform): (value: number) => number {
    if (constant) return () => 0;
    const prepare = transform === 'log1p' ? mirroredLog : clipped;
    return (value) => {
      const scaled = (prepare(value) - mean) / standardDeviation;
      return scaled > largestFeature ? largestFeature : scaled < -largestFeature ? -largestFeature : scaled;
    };
  },
};
