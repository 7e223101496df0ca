import type { Step } from './ladder.js';
import { drawnCounts, percentiles, weightedMean } from './resamples.js';

/** What a value of a column does to a figure, compared with the mean over the rows that were learnt from. */
export interface Effect {
  effect: number;
  /** Between them 95 % of resamples of the rows that are asked. */
  lower: number;
  upper: number;
}

/** The effects of all values from the weights of the rows. */
type Curve = (weights: ArrayLike<number>) => number[];

/**
 * Accumulated local effects (Apley & Zhu, 2020): what each step of a ladder changes in the rows near it, added up, less the mean over the rows that were learnt from.
 * @param answers one figure of each question of `questionsOfSteps`.
 * @param weights of the bins between the values, or of the values themselves, by which the mean is taken.
 * @param rows so many were asked.
 */
export function accumulatedEffects(
  steps: readonly Step[],
  answers: ArrayLike<number>,
  { weights, rows }: { weights: readonly number[]; rows: number },
): Effect[] {
  let at = 0;
  const changes = steps.map(({ rows: own }) => {
    const from = at;
    at += 2 * own.length;
    return own.map((_, i) => answers[from + own.length + i] - answers[from + i]);
  });
  const once = new Uint32Array(rows).fill(1);
  return withIntervals(rows, (drawn) => {
    const curve = [0];
    steps.forEach(({ rows: own }, i) => {
      const mean = weightedMean(changes[i], pick(drawn, own));
      curve.push(curve[i] + (Number.isNaN(mean) ? weightedMean(changes[i], pick(once, own)) : mean));
    });
    return centred(curve, weights);
  });
}

/**
 * Partial dependence (Friedman, 2001) on values without an order: the mean figure of all rows with each of them, less the mean over the rows that were learnt from.
 * @param answers one figure of each question of `questionsOfLevels`.
 * @param weights of the values.
 */
export function levelEffects(
  answers: ArrayLike<number>,
  { weights, rows }: { weights: readonly number[]; rows: number },
): Effect[] {
  const levels = weights.map((_, level) =>
    Float64Array.from({ length: rows }, (_unused, row) => answers[level * rows + row]),
  );
  return withIntervals(rows, (drawn) =>
    centred(
      levels.map((own) => weightedMean(own, drawn)),
      weights,
    ),
  );
}

function withIntervals(rows: number, curve: Curve): Effect[] {
  const resampled = drawnCounts(rows).map(curve);
  return curve(new Uint32Array(rows).fill(1)).map((effect, i) => ({
    effect,
    ...percentiles(
      effect,
      resampled.map((own) => own[i]),
    ),
  }));
}

/** Less its mean; of a bin the mean is that of its ends. */
function centred(curve: readonly number[], weights: readonly number[]): number[] {
  const isOfBins = weights.length === curve.length - 1 && weights.length > 0;
  const means = isOfBins ? weights.map((_, bin) => (curve[bin] + curve[bin + 1]) / 2) : curve;
  const mean = weightedMean(means, weights);
  // Without a row that was learnt from there is no mean.
  return curve.map((value) => value - (Number.isNaN(mean) ? 0 : mean));
}

function pick(values: ArrayLike<number>, places: readonly number[]): number[] {
  return places.map((place) => values[place]);
}
