import { expectedCalibrationError, reliabilityCurve } from '../../../evaluation/calibration/index.js';
import { computeMetrics } from '../../../evaluation/metrics/index.js';
import { shareAfter, type Crossed } from './crossing-baselines.js';
import { crosses, type Crossing, type DeclaredLimits } from './crossing-probabilities.js';

/** Rows held out, as they are judged by limits. */
export interface CrossingRows {
  /** NaN for what is unknown: it is left out. */
  actual: ArrayLike<number>;
  /** What was answered to each row. */
  crossings: readonly (readonly Crossing[])[];
  /** Of a forecast the value at each row. */
  last?: readonly number[];
  /** Of the rows that were learnt from, for each limit. */
  crossed: readonly Crossed[];
  horizon?: string;
}

/**
 * For each limit whether probabilities are what happens, beside what can be said without a model, and of the first what the decisions came
 * to. Plain JSON.
 */
export function crossingDetails(rows: CrossingRows, declared: DeclaredLimits): unknown[] {
  const { actual, crossings, last, crossed, horizon } = rows;
  const { limits, side, report } = declared;
  const known = crossings.flatMap((_, row) => (Number.isNaN(actual[row]) ? [] : [row]));
  if (known.length === 0) return [];
  return limits.map((limit, i) => {
    const labels = Uint8Array.from(known, (row) => crosses(actual[row], limit, side));
    const of = (probability: (row: number) => number) => ({
      labels,
      probabilities: Float64Array.from(known, probability),
    });
    const answered = of((row) => crossings[row][i].probability);
    const brier = (rowsOf: typeof answered) => computeMetrics('binary', ['brier'] as const, rowsOf).brier;
    const reference = crossed.at(i);
    return {
      ...(horizon !== undefined && { horizon }),
      limit,
      side,
      rows: known.length,
      share: labels.reduce((sum, label) => sum + label, 0) / known.length,
      brier: brier(answered),
      ece: expectedCalibrationError(answered),
      baselines: reference && {
        'share of the training rows': { brier: brier(of(() => reference.share)) },
        ...(last && {
          'by the last value': { brier: brier(of((row) => shareAfter(reference, last[row]))) },
        }),
      },
      reliability: reliabilityCurve(answered),
      ...(i === 0 && { decisions: report(answered) }),
    };
  });
}
