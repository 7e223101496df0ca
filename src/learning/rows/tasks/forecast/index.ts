import { z } from 'zod';
import type { ForecastPredictions } from '../../../../evaluation/predictions/forecast.predictions.js';
import type { LossSpec } from '../../../../models/training/losses/index.js';
import type { Examples, TargetValue } from '../../examples/examples.js';
import { hasWidths } from '../banded-intervals.js';
import { parseFitted } from '../../../parse-fitted.js';
import { endsSchema } from '../regression/number-scale.js';
import {
  beyondLogarithm,
  fitNumber,
  numberStateSchema,
  numericTarget,
  standardised,
} from '../regression/number-target.js';
import type { Task, TaskSpec } from '../task.js';
import { actualNumbers, type EncodedTargets } from '../../../targets.js';
import { windows } from '../../examples/windows.js';
import { crossedSchema } from '../crossing-baselines.js';
import { declaredLimits } from '../crossing-probabilities.js';
import { forecastAnswerer } from './answers.js';
import { betterBaselineNotes } from './better-baselines.js';
import { forecastDetails } from './details.js';
import { crossedByHorizon, horizonCrossings, horizonLimits } from './horizon-crossings.js';
import {
  fitHorizonWidths,
  horizonAnswers,
  horizonBands,
  horizonFigures,
  horizonWidthsSchema,
  type HorizonWidths,
} from './horizon-widths.js';
import { baselinesOf, futures, rowsOfWholeWindows } from './future.js';
import { untaughtRows } from './untaught.js';
import { forecastOptions, forecastOptionsOf, type ForecastOptions } from './options.js';

const stateSchema = numberStateSchema.extend({
  horizons: z.array(z.string()).min(1),
  /** Mean absolute error of "it stays as it is" at the first horizon, on the training rows. */
  naiveError: z.number(),
  loss: z.enum(['squared', 'absolute', 'huber']),
  /** The ends that the target declares: nothing beyond is forecast. */
  range: endsSchema.nullable(),
  /** Of each horizon how often limits were crossed, where the decision is about any. */
  crossed: z.array(z.array(crossedSchema)).optional(),
});

type State = z.infer<typeof stateSchema>;

const fittedSchema = z.strictObject({ state: stateSchema, policy: horizonWidthsSchema });

const losses: Readonly<Record<ForecastOptions['loss'], LossSpec>> = {
  squared: { name: 'mean-squared-error' },
  absolute: { name: 'mean-absolute-error' },
  huber: { name: 'huber' },
};

/** What comes next? The value of a column at several horizons, each with its interval (split conformal, per horizon). */
export const forecast: Task<State, HorizonWidths, TargetValue> = {
  name: 'forecast',
  reads: 'windows',
  looksAhead: true,
  intervals: ['constant', 'by-case'],
  options: forecastOptions,
  decidesOn: () => 'crossing',
  check(spec) {
    numericTarget(spec);
    forecastOptionsOf(spec);
  },
  predictionKind: () => 'forecast',
  targetProblem: beyondLogarithm,
  examples,
  fitTarget(values, spec) {
    const { horizons, loss } = forecastOptionsOf(spec);
    const known = values.filter((value) => Array.isArray(value)) as readonly (number | null)[][];
    const present = known.map((value) => value[horizons.length]);
    const first = known.map((value, i) => Math.abs(Number(value[0]) - Number(present[i])));
    const naiveError = first.reduce((sum, error) => sum + error, 0) / first.length;
    const { range = null, ...number } = fitNumber(present, spec);
    const names = horizons.map(({ name }) => name);
    const crossed = crossedByHorizon(known, horizons.length, spec.decision);
    return { ...number, horizons: names, naiveError, loss, range, ...(crossed && { crossed }) };
  },
  encodeTargets,
  head: ({ horizons, loss }) => ({ outputs: horizons.length, loss: losses[loss] }),
  constantOutputs: meanByHorizon,
  scored: (outputs, targets, fitted) => ({
    kind: 'forecast',
    predictions: scoredOf(outputs, targets, fitted),
  }),
  fitPolicy: (outputs, { data }, state, { intervals, decision }) =>
    fitHorizonWidths(outputs, data, { state, intervals, residuals: declaredLimits(decision) !== undefined }),
  answerer: (state, policy, spec) =>
    forecastAnswerer({
      options: forecastOptionsOf(spec),
      read: horizonAnswers(state, policy),
      hasWidths: horizonBands(policy).map(hasWidths),
      limits: horizonLimits(state, policy, spec.decision),
      unit: state.unit,
    }),
  details(outputs, targets, { state, policy, values, baselines = {}, decision }) {
    const scored = scoredOf(outputs, targets, { state, policy });
    const crossings = horizonCrossings(outputs, targets, { state, policy, values, decision });
    const details = forecastDetails({ names: state.horizons, scored, baselines });
    return { ...details, ...(crossings && { crossings }) };
  },
  notes(outputs, targets, { state, policy, baselines = {}, seed }) {
    const scored = scoredOf(outputs, targets, { state, policy });
    return betterBaselineNotes({ names: state.horizons, scored, baselines }, seed);
  },
  parse: (json) => parseFitted(fittedSchema, json),
};

function examples(spec: TaskSpec): Examples {
  const options = forecastOptionsOf(spec);
  const { name } = spec.target;
  const names = options.horizons.map((horizon) => horizon.name);
  const baselines = baselinesOf(name, options);
  const furthest = Math.max(...options.horizons.map(({ distance }) => distance));
  return {
    ...windows(options.windows),
    targets: (table) => futures(table, name, options),
    lookAhead: {
      order: options.windows.order,
      place: (value) => options.windows.axis.place(value),
      reach: furthest,
      steps: Math.round(furthest / options.windows.step),
      untaught: (table) => untaughtRows(table, name, options),
      baselines,
      wholeWindows: (table, rows) => rowsOfWholeWindows(table, rows, options),
      details: (table, rows, { kind, predictions }) =>
        kind === 'forecast'
          ? forecastDetails({ names, scored: predictions, baselines: baselines(table, rows) })
          : undefined,
    },
  };
}

/** Row-major `[rows, horizons]`; NaN for a future that is not known. */
function encodeTargets(futures: readonly TargetValue[], state: State): EncodedTargets {
  const width = state.horizons.length;
  const ahead = new Float64Array(futures.length * width).fill(NaN);
  futures.forEach((future, row) => {
    if (!Array.isArray(future)) return;
    for (let i = 0; i < width; i++) ahead[row * width + i] = (future as (number | null)[])[i] ?? NaN;
  });
  return { data: standardised(ahead, state), width, values: ahead };
}

/** The mean of each horizon, whatever the scale on which it is learnt. */
function meanByHorizon({ data, values, width }: EncodedTargets, state: State): Float32Array {
  if (state.transform === undefined || values === undefined) return Float32Array.from(means(data, width));
  return standardised(means(values, width), state);
}

/** Of what is known of each column; 0 where nothing is. */
function means(values: Float32Array | Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  const counts = new Float64Array(width);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    sums[i % width] += value;
    counts[i % width]++;
  });
  return sums.map((sum, i) => (counts[i] === 0 ? 0 : sum / counts[i]));
}

function scoredOf(
  outputs: Float32Array,
  targets: EncodedTargets,
  { state, policy }: { state: State; policy?: HorizonWidths },
): ForecastPredictions {
  const { predicted, interval } = horizonFigures(outputs, state, policy);
  return {
    horizons: targets.width,
    actual: actualNumbers(targets),
    predicted,
    interval,
    naiveError: state.naiveError,
  };
}
