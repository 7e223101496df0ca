import { landmarksOf, throughLandmarks, type Landmarks } from './landmarks.js';
import type { ColumnRecipe } from './recipe.js';
import { summarise } from './statistics.js';

/** What standardising needs; part of a column's state. */
export interface Scale {
  mean: number;
  standardDeviation: number;
  constant: boolean;
  /** For the transform `quantile`: what a value is turned into before it is standardised. */
  landmarks?: Landmarks;
}

/** A scale as a recipe tells it. */
type ToldScale = Omit<Extract<ColumnRecipe, { how: 'number' }>, 'how' | 'fill' | 'flag'>;

/** Beyond this a sum of squares would overflow; no measured quantity comes near it. */
const largestValue = 1e300;

/** Beyond this a network's products would leave float32. */
const largestFeature = 1e9;

export const transforms = ['none', 'log1p', 'quantile'] as const;

type Transform = (typeof transforms)[number] | undefined;

function clipped(value: number): number {
  return value > largestValue ? largestValue : value < -largestValue ? -largestValue : value;
}

/** log(1 + x), mirrored below zero so that every number has a finite value. */
function mirroredLog(value: number): number {
  return value >= 0 ? Math.log1p(value) : -Math.log1p(-value);
}

function transformation(transform: Transform, landmarks?: Landmarks): (value: number) => number {
  if (landmarks) return throughLandmarks(landmarks);
  return transform === 'log1p' ? mirroredLog : clipped;
}

/** Standardising: (x - mean) / standard deviation, after the column's transform. Always finite. */
export const scaler = {
  /** From the ascending training values. Without values, or without variation, every value becomes 0. */
  fit(sorted: Float64Array, transform?: Transform): Scale {
    const landmarks = transform === 'quantile' && sorted.length > 0 ? landmarksOf(sorted) : undefined;
    const { mean, standardDeviation } = summarise(sorted.map(transformation(transform, landmarks)));
    const constant = !standardDeviation;
    const scale = { mean: mean ?? 0, standardDeviation: constant ? 1 : standardDeviation, constant };
    return landmarks ? { ...scale, landmarks } : scale;
  },

  /** The same function as data. Beyond 1e300, where no measured quantity lies, it is another. */
  told(scale: Scale, transform?: Transform): ToldScale {
    const { mean, standardDeviation: deviation, constant, landmarks } = scale;
    const straight = transform === 'log1p' ? 'log1p' : 'none';
    return {
      transform: landmarks ? 'landmarks' : straight,
      ...(landmarks && { landmarks }),
      mean,
      deviation,
      constant,
      largest: largestFeature,
    };
  },

  /** The function from a finite value to its feature. */
  of(
    { mean, standardDeviation, constant, landmarks }: Scale,
    transform?: Transform,
  ): (value: number) => number {
    if (constant) return () => 0;
    const prepare = transformation(transform, landmarks);
    return (value) => {
      const scaled = (prepare(value) - mean) / standardDeviation;
      return scaled > largestFeature ? largestFeature : scaled < -largestFeature ? -largestFeature : scaled;
    };
  },
};
