import { bootstrapDifference } from '../../../../evaluation/resampling/index.js';
import type { ForecastPredictions } from '../../../../evaluation/predictions/forecast.predictions.js';
import type { TrainingNote } from '../../../training-note.js';
import { upTo, withPredictions, type ForecastDetails } from './details.js';

/** By how much a baseline is better, in the target's unit: mean absolute errors over the same rows. */
interface Better {
  horizon: string;
  baseline: string;
  own: number;
  theirs: number;
}

/**
 * A note for each baseline that beats the forecast at a horizon by more than chance (95 % paired bootstrap of the mean absolute error, on
 * the rows for which the baseline has something to say).
 */
export function betterBaselineNotes(details: ForecastDetails, seed: number): TrainingNote[] {
  const better = details.names.flatMap((horizon, i) =>
    Object.entries(details.baselines).flatMap(([baseline, predicted]): Better[] => {
      const found = compared(details.scored, predicted, i, seed);
      return found ? [{ horizon, baseline, ...found }] : [];
    }),
  );
  return better.map(({ horizon, baseline, own, theirs }) => ({
    code: 'baseline-better',
    text: {
      en: `At ${horizon} ${baseline} alone is better than the forecast: mean absolute error ${theirs.toFixed(4)} beside ${own.toFixed(4)}.`,
      zh: `在 ${horizon} 处，仅用 ${baseline} 就优于该预测：平均绝对误差 ${theirs.toFixed(4)}，预测为 ${own.toFixed(4)}。`,
    },
  }));
}

function compared(
  scored: ForecastPredictions,
  predicted: Float64Array,
  horizon: number,
  seed: number,
): { own: number; theirs: number } | undefined {
  const place = { from: horizon, to: horizon };
  const theirs = upTo(withPredictions(scored, predicted), place);
  if (theirs.actual.length === 0) return undefined;
  // Where the baseline has nothing to say the forecast is not judged either.
  const own = upTo({ ...scored, actual: withPredictions(scored, predicted).actual }, place);
  const error = meanError(own);
  // No interval lies above 0 around a difference that does not: of many rows resampling takes long.
  if (meanError(theirs) >= error) return undefined;
  const { value, lower } = bootstrapDifference('forecast', 'mae', [own, theirs], { seed });
  if (!(lower > 0)) return undefined;
  return { own: error, theirs: error - value };
}

function meanError({ actual, predicted }: ForecastPredictions): number {
  let sum = 0;
  for (let i = 0; i < actual.length; i++) sum += Math.abs(actual[i] - predicted[i]);
  return sum / actual.length;
}
