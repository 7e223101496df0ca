import { z } from 'zod';
import type { ForecastPredictions } from '../../../../evaluation/predictions/forecast.predictions.js';
import type { IntervalWidths } from '../../names.js';
import { bandsSchema, fitBands, halfWidthAt, hasWidths, type IntervalBands } from '../banded-intervals.js';
import { coverage, mostBands } from '../interval-widths.js';
import { numberScale } from '../regression/number-scale.js';
import { reachOf, type AnsweredNumber, type NumberState } from '../regression/number-target.js';
import type { ForecastReader } from './answers.js';

/** What is learnt of the widths of each horizon's intervals, on the scale on which the target is learnt. */
export const horizonWidthsSchema = z.union([
  z.strictObject({
    coverage: z.number(),
    /** Half the width of each horizon's interval; null when too few rows were kept to tell. */
    halfWidths: z.array(z.number().nullable()),
  }),
  z.strictObject({ coverage: z.number(), bands: z.array(bandsSchema) }),
]);

export type HorizonWidths = z.infer<typeof horizonWidthsSchema>;

/** What of a forecast's state widths rest on. */
type HorizonState = NumberState & { horizons: readonly string[] };

/** From rows that the network did not see. @param targets and `outputs` row-major `[rows, horizons]`; NaN for what is unknown. */
export function fitHorizonWidths(
  outputs: Float32Array,
  targets: Float32Array,
  { state, intervals }: { state: HorizonState; intervals?: IntervalWidths },
): HorizonWidths {
  const { positionOf } = numberScale(state);
  const width = state.horizons.length;
  const bands = state.horizons.map((_, horizon) => {
    const places = Int32Array.from(targets.keys()).filter(
      (i) => i % width === horizon && !Number.isNaN(targets[i]),
    );
    if (places.length === 0) return [{ from: null, halfWidth: null }];
    const of = (values: Float32Array) => Float64Array.from(places, (i) => positionOf(values[i]));
    return fitBands({ predicted: of(outputs), actual: of(targets) }, coverage, mostBands(intervals));
  });
  if (intervals === 'by-case') return { coverage, bands };
  return { coverage, halfWidths: bands.map(([{ halfWidth }]) => halfWidth) };
}

/** As they are applied, horizon by horizon. */
export function horizonBands(learnt: HorizonWidths): IntervalBands[] {
  if ('bands' in learnt) return learnt.bands;
  return learnt.halfWidths.map((halfWidth) => [{ from: null, halfWidth }]);
}

/** Answers from the raw output of each horizon. */
export function widthsReader(state: HorizonState, learnt: HorizonWidths): ForecastReader {
  const scale = numberScale(state);
  const bands = horizonBands(learnt);
  const read = (output: number, horizon: number): AnsweredNumber => {
    const centre = scale.positionOf(output);
    const value = scale.answered(centre);
    const half = halfWidthAt(bands[horizon], centre);
    if (half === null) return { value };
    return { value, interval: [scale.answered(centre - half), scale.answered(centre + half)] };
  };
  const count = state.horizons.length;
  return {
    read: (outputs, row) => state.horizons.map((_, i) => read(outputs[row * count + i], i)),
    hasWidths: bands.map(hasWidths),
  };
}

/** Forecasts and, where every horizon has intervals, their ends, unrounded; in the places of `outputs`. */
export function horizonFigures(
  outputs: Float32Array,
  state: HorizonState,
  learnt?: HorizonWidths,
): Pick<ForecastPredictions, 'predicted' | 'interval'> {
  const scale = numberScale(state);
  const centres = Float64Array.from(outputs, scale.positionOf);
  const bands = learnt ? horizonBands(learnt) : [];
  const end = (sign: number) =>
    centres.map((centre, i) => {
      const half = halfWidthAt(bands[i % bands.length], centre) ?? 0;
      return scale.value(centre + sign * reachOf(half, state));
    });
  const known = learnt !== undefined && bands.every(hasWidths);
  return {
    predicted: centres.map(scale.value),
    interval: known ? { coverage: learnt.coverage, lower: end(-1), upper: end(1) } : undefined,
  };
}
