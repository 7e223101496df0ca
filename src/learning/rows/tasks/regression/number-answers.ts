import { intervalFigures, type IntervalFigures } from '../../../../evaluation/conformal/index.js';
import { figure } from '../../../../core/text/figures.js';
import {
  fitBands,
  halfWidthAt,
  hasWidths,
  type BandOptions,
  type IntervalBands,
} from '../banded-intervals.js';
import { numberScale } from './number-scale.js';
import { reachOf, type AnsweredNumber, type NumberState } from './number-target.js';

/** What turns a raw output into an answer. */
export interface NumberFit {
  state: NumberState;
  /** Half-widths along the scale on which the number is learnt. */
  bands: IntervalBands;
}

/** @returns the answer to a raw output. @param widen what becomes of half a width; absent: nothing. */
export function numberAnswers({ state, bands }: NumberFit) {
  const scale = numberScale(state);
  const known = hasWidths(bands);
  // The ends lie around the number that people read; rounding a logarithm would cost that number its last digits.
  const settled = state.transform === undefined ? figure : (position: number) => position;
  return (output: number, widen = (halfWidth: number) => halfWidth): AnsweredNumber => {
    const centre = settled(scale.nearest(output));
    const value = scale.answered(centre);
    if (!known) return { value };
    const half = widen(halfWidthAt(bands, centre) ?? 0);
    return { value, interval: [scale.answered(centre - half), scale.answered(centre + half)] };
  };
}

/** Half-widths from rows that the network did not see: one for all of them, or by bands of what is predicted. */
export function fitWidths(
  outputs: Float32Array,
  targets: Float32Array,
  { state, ...options }: BandOptions & { state: NumberState },
): IntervalBands {
  const { nearest, positionOf } = numberScale(state);
  const predicted = Float64Array.from(outputs, nearest);
  return fitBands({ predicted, actual: Float64Array.from(targets, positionOf) }, options);
}

/** How the intervals fare on rows held out, as they are answered; undefined where there are none. */
export function intervalsHeldOut(
  outputs: Float32Array,
  actual: Float64Array,
  { fit, coverage }: { fit: NumberFit; coverage: number },
): IntervalFigures | undefined {
  if (!hasWidths(fit.bands)) return undefined;
  const answers = numberAnswers(fit);
  const reach = (halfWidth: number) => reachOf(halfWidth, fit.state);
  const rows = Array.from(outputs, (output, row) => {
    const { value, interval: [lower, upper] = [NaN, NaN] } = answers(output);
    const { interval: [from, to] = [NaN, NaN] } = answers(output, reach);
    return { value, lower, upper, actual: actual[row], inside: actual[row] >= from && actual[row] <= to };
  });
  return intervalFigures(rows, coverage);
}
