import { z } from 'zod';
import { conformalQuantile } from '../../../../evaluation/conformal/index.js';
import type { ForecastPredictions } from '../../../../evaluation/predictions/forecast.predictions.js';
import { quantileOfSorted } from '../../../../evaluation/statistics/quantile.js';
import { normalQuantile } from '../../../../core/normal-quantile.js';
import { numberScale } from '../regression/number-scale.js';
import type { NumberState } from '../regression/number-target.js';
import type { ForecastReader } from './answers.js';
import { fitRanks, pathsFrom } from './paths.js';

/** What is learnt of quantiles from rows that the network did not see. */
export const quantilePolicySchema = z.strictObject({
  /** Between the outermost quantiles. */
  coverage: z.number(),
  levels: z.array(z.number()).min(3),
  /**
   * Of each horizon by how much the distances of the quantiles below and above the middle one are stretched, so that as many of these rows lie
   * beyond the outermost as should; null: too few rows to tell.
   */
  stretch: z.array(z.tuple([z.number(), z.number()]).nullable()),
  /**
   * How errors go together over the horizons: of some of these rows the rank of its error at each horizon among them all, from 1. Empty
   * where no row knows every horizon.
   */
  ranks: z.array(z.array(z.number().int().min(1))),
});

export type QuantilePolicy = z.infer<typeof quantilePolicySchema>;

/** What of a forecast's state quantiles rest on. */
export type QuantileState = NumberState & { horizons: readonly string[]; quantiles: readonly number[] };

/**
 * The quantiles of each value on the scale on which they are learnt, `[rows, horizons, levels]` as the outputs are. Where a network lets
 * quantiles cross they are put in order (Chernozhukov, Fernández-Val & Galichon, 2010), and the stretch is applied from the middle one.
 */
export function quantilePositions(
  outputs: Float32Array,
  state: QuantileState,
  policy?: Pick<QuantilePolicy, 'stretch'>,
): Float64Array {
  const { positionOf } = numberScale(state);
  const positions = Float64Array.from(outputs, positionOf);
  const width = state.quantiles.length;
  const middle = state.quantiles.indexOf(0.5);
  for (let start = 0, i = 0; start < positions.length; start += width, i++) {
    const own = positions.subarray(start, start + width).sort();
    const stretch = policy?.stretch[i % state.horizons.length];
    if (!stretch) continue;
    const centre = own[middle];
    for (let at = 0; at < width; at++) own[at] = centre + stretch[at < middle ? 0 : 1] * (own[at] - centre);
  }
  return positions;
}

/** @param targets row-major `[rows, horizons]` as the network learns them; NaN for what is unknown. */
export function fitQuantiles(
  outputs: Float32Array,
  targets: Float32Array,
  state: QuantileState,
): QuantilePolicy {
  const { quantiles: levels, horizons } = state;
  const { positionOf } = numberScale(state);
  const actual = Float64Array.from(targets, positionOf);
  const positions = quantilePositions(outputs, state);
  const errors = relativeErrors(actual, positions, state);
  const stretch = horizons.map((_, horizon) => {
    const own = errors.filter((error, i) => i % horizons.length === horizon && !Number.isNaN(error));
    const ends = [
      conformalQuantile(
        own.map((error) => -error),
        1 - levels[0],
      ),
      conformalQuantile(own, levels[levels.length - 1]),
    ];
    if (!ends.every(Number.isFinite)) return null;
    const [below, above] = ends.map((end) => Math.min(mostStretch, Math.max(leastStretch, end)));
    return [below, above] satisfies [number, number];
  });
  const coverage = levels[levels.length - 1] - levels[0];
  return { coverage, levels: [...levels], stretch, ranks: fitRanks(errors, horizons.length) };
}

/** A network whose quantiles are off by more than that has not learnt them. */
const mostStretch = 20;
const leastStretch = 0.05;

/** Quantiles nearer to the middle one than that count as that far from it, on a scale of standard deviations. */
const nearest = 1e-6;

/** How far each value lies from the middle quantile, in units of how far the outermost on its side does; NaN where it is unknown. */
function relativeErrors(
  actual: Float64Array,
  positions: Float64Array,
  { quantiles, standardDeviation }: QuantileState,
): Float64Array {
  const width = quantiles.length;
  const middle = quantiles.indexOf(0.5);
  return actual.map((value, i) => {
    const at = (place: number) => positions[i * width + place];
    const off = value - at(middle);
    const reach = off < 0 ? at(middle) - at(0) : at(width - 1) - at(middle);
    return off / Math.max(reach, nearest * standardDeviation);
  });
}

/** Middle, ends and quantiles in the unit of the target, unrounded. */
export function quantileFigures(
  outputs: Float32Array,
  state: QuantileState,
  policy?: QuantilePolicy,
): Pick<ForecastPredictions, 'predicted' | 'interval' | 'quantiles'> {
  const { value } = numberScale(state);
  const levels = state.quantiles;
  const width = levels.length;
  const values = quantilePositions(outputs, state, policy).map(value);
  const at = (place: number) =>
    Float64Array.from({ length: values.length / width }, (_, i) => values[i * width + place]);
  return {
    predicted: at(levels.indexOf(0.5)),
    interval: policy && { coverage: policy.coverage, lower: at(0), upper: at(width - 1) },
    quantiles: { levels, values },
  };
}

/** Answers from the quantiles of each horizon. */
export function quantileReader(state: QuantileState, policy: QuantilePolicy): ForecastReader {
  const { answered, value } = numberScale(state);
  const { quantiles: levels, horizons } = state;
  const width = levels.length;
  const positionsOf = (outputs: Float32Array, row: number) => {
    const count = horizons.length * width;
    const own = quantilePositions(outputs.subarray(row * count, (row + 1) * count), state, policy);
    return horizons.map((_, i) => own.subarray(i * width, (i + 1) * width));
  };
  return {
    columns: horizons.map(() => ['value', 'lower', 'upper', ...levels.map((level) => `q${level}`)]),
    read: (outputs, row) =>
      positionsOf(outputs, row).map((own) => {
        const values = Array.from(own, answered);
        return {
          value: values[levels.indexOf(0.5)],
          interval: [values[0], values[width - 1]],
          quantiles: levels.map((level, i) => ({ level, value: values[i] })),
        };
      }),
    ...(policy.ranks.length > 0 && {
      paths(outputs: Float32Array, row: number) {
        const quantileOf = positionsOf(outputs, row).map((own) => quantileFunction(levels, own));
        return pathsFrom(policy.ranks, (horizon, level) => value(quantileOf[horizon](level)));
      },
    }),
  };
}

/** Quantiles of what happened at each horizon, whatever a row is like: `[horizons, levels]`, on the scale of `data`. */
export function quantilesByHorizon(data: Float32Array, { horizons, quantiles }: QuantileState): Float32Array {
  return Float32Array.from(
    horizons.flatMap((_, horizon) => {
      const own = data.filter((value, i) => i % horizons.length === horizon && !Number.isNaN(value)).sort();
      return quantiles.map((level) => (own.length === 0 ? 0 : quantileOfSorted(own, level)));
    }),
  );
}

/**
 * The quantile function of one value from its quantiles at some levels, which lie on a straight line between two levels against the
 * quantiles of a normal distribution; beyond the outermost it goes on from the middle one.
 */
export function quantileFunction(levels: readonly number[], values: ArrayLike<number>) {
  const scores = levels.map(normalQuantile);
  const middle = levels.indexOf(0.5);
  const last = levels.length - 1;
  return (level: number): number => {
    const score = normalQuantile(level);
    const beyond = score < scores[0] ? 0 : score > scores[last] ? last : undefined;
    if (beyond !== undefined) {
      return values[middle] + (values[beyond] - values[middle]) * (score / scores[beyond]);
    }
    const above = Math.max(
      1,
      scores.findIndex((one) => one >= score),
    );
    const share = (score - scores[above - 1]) / (scores[above] - scores[above - 1]);
    return values[above - 1] + share * (values[above] - values[above - 1]);
  };
}
