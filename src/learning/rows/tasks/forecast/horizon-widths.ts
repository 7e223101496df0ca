import { z } from 'zod';
import type { ForecastPredictions } from '../../../../evaluation/predictions/forecast.predictions.js';
import type { HorizonPrediction } from '../../../answer.js';
import type { IntervalWidths } from '../../names.js';
import { bandsSchema, fitBands, halfWidthAt, hasWidths, type IntervalBands } from '../banded-intervals.js';
import { coverage as usualCoverage, mostBands } from '../interval-widths.js';
import { numberScale } from '../regression/number-scale.js';
import { reachOf, type NumberState } from '../regression/number-target.js';

/** What is learnt of the widths of each horizon's intervals of one level, on the scale on which the target is learnt. */
const levelSchema = z.union([
  z.strictObject({
    coverage: z.number(),
    /** Half the width of each horizon's interval; null when too few rows were kept to tell. */
    halfWidths: z.array(z.number().nullable()),
  }),
  z.strictObject({ coverage: z.number(), bands: z.array(bandsSchema) }),
]);

type LevelWidths = z.infer<typeof levelSchema>;

/** The same of several levels, ascending; one level stands for itself. */
export const horizonWidthsSchema = z.union([
  ...levelSchema.options,
  z.strictObject({ levels: z.array(levelSchema).min(2) }),
]);

export type HorizonWidths = z.infer<typeof horizonWidthsSchema>;

/** What is answered of one horizon. */
export type AnsweredHorizon = Pick<HorizonPrediction, 'value' | 'interval' | 'bands' | 'quantiles'>;

/** What of a forecast's state widths rest on. */
type HorizonState = NumberState & { horizons: readonly string[] };

interface WidthsRequest {
  state: HorizonState;
  intervals?: IntervalWidths;
  /** Shares that intervals are meant to hold, ascending. */
  levels?: readonly number[];
  /** Whether the errors themselves are kept, too: with the widest level. */
  residuals?: boolean;
}

/** From rows that the network did not see. @param targets and `outputs` row-major `[rows, horizons]`; NaN for what is unknown. */
export function fitHorizonWidths(
  outputs: Float32Array,
  targets: Float32Array,
  { state, intervals, levels = [usualCoverage], residuals = false }: WidthsRequest,
): HorizonWidths {
  const { positionOf } = numberScale(state);
  const width = state.horizons.length;
  const rows = state.horizons.map((_, horizon) => {
    const places = Int32Array.from(targets.keys()).filter(
      (i) => i % width === horizon && !Number.isNaN(targets[i]),
    );
    const of = (values: Float32Array) => Float64Array.from(places, (i) => positionOf(values[i]));
    return { predicted: of(outputs), actual: of(targets) };
  });
  const fitted = levels.map((coverage, i): LevelWidths => {
    const keep = residuals && i === levels.length - 1;
    const bands = rows.map((one) => fitBands(one, { coverage, most: mostBands(intervals), residuals: keep }));
    if (intervals === 'by-case' || keep) return { coverage, bands };
    return { coverage, halfWidths: bands.map(([{ halfWidth }]) => halfWidth) };
  });
  return fitted.length === 1 ? fitted[0] : { levels: fitted };
}

/** As they are applied: of each level, the widest last, horizon by horizon. */
export function horizonLevels(learnt: HorizonWidths): { coverage: number; bands: IntervalBands[] }[] {
  return ('levels' in learnt ? learnt.levels : [learnt]).map((level) => ({
    coverage: level.coverage,
    bands: 'bands' in level ? level.bands : level.halfWidths.map((halfWidth) => [{ from: null, halfWidth }]),
  }));
}

/** @returns the answer to the raw output of a horizon. Intervals of several levels lie within each other. */
export function horizonAnswers(state: NumberState, learnt: HorizonWidths) {
  const scale = numberScale(state);
  const levels = horizonLevels(learnt);
  return (output: number, horizon: number): AnsweredHorizon => {
    const centre = scale.positionOf(output);
    const value = scale.answered(centre);
    const answered = levels.map(({ coverage, bands }) => {
      const half = halfWidthAt(bands[horizon], centre);
      const interval: [number, number] = [
        scale.answered(centre - (half ?? 0)),
        scale.answered(centre + (half ?? 0)),
      ];
      return { level: coverage, interval, known: half !== null };
    });
    const widest = answered[answered.length - 1];
    if (!widest.known) return { value };
    const bands = answered.map(({ level, interval }) => ({ level, interval }));
    return { value, interval: widest.interval, ...(bands.length > 1 && { bands }) };
  };
}

/** Forecasts and, where every horizon has intervals, their ends, unrounded; in the places of `outputs`. */
export function horizonFigures(
  outputs: Float32Array,
  state: HorizonState,
  learnt?: HorizonWidths,
): Pick<ForecastPredictions, 'predicted' | 'interval' | 'narrower'> {
  const scale = numberScale(state);
  const centres = Float64Array.from(outputs, scale.positionOf);
  const predicted = centres.map(scale.value);
  const levels = learnt ? horizonLevels(learnt) : [];
  if (levels.length === 0 || !levels[levels.length - 1].bands.every(hasWidths)) return { predicted };
  const intervals = levels.map(({ coverage, bands }) => {
    const end = (sign: number) =>
      centres.map((centre, i) => {
        const half = halfWidthAt(bands[i % bands.length], centre) ?? 0;
        return scale.value(centre + sign * reachOf(half, state));
      });
    return { coverage, lower: end(-1), upper: end(1) };
  });
  const interval = intervals[intervals.length - 1];
  return { predicted, interval, ...(intervals.length > 1 && { narrower: intervals.slice(0, -1) }) };
}
