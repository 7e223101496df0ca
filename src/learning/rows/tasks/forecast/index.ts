import { z } from 'zod';
import type { ForecastPredictions } from '../../../../evaluation/predictions/forecast.predictions.js';
import type { Table } from '../../../../tables/table.js';
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
  horizonLevels,
  horizonFigures,
  horizonWidthsSchema,
  type HorizonWidths,
} from './horizon-widths.js';
import { changesSchema, encodedChanges, fitChanges, fromLastValue } from './changes.js';
import { baselinesOf, futures, lastValues, rowsOfWholeWindows, tooShort } from './future.js';
import { untaughtRows } from './untaught.js';
import { forecastOptions, forecastOptionsOf, type ForecastOptions } from './options.js';

const stateSchema = numberStateSchema.extend({
  horizons: z.array(z.string()).min(1),
  /** Mean absolute error of "it stays as it is" at the first horizon, on the training rows. */
  naiveError: z.number(),
  loss: z.enum(['squared', 'absolute', 'huber']),
  /** The ends that the target declares: nothing beyond is forecast. */
  range: endsSchema.nullable(),
  /** Where changes are learnt. */
  changes: changesSchema.optional(),
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
    const { horizons, loss, differences } = forecastOptionsOf(spec);
    const known = values.filter((value) => Array.isArray(value)) as readonly (number | null)[][];
    const present = known.map((value) => value[horizons.length]);
    const first = known.map((value, i) => Math.abs(Number(value[0]) - Number(present[i])));
    const naiveError = first.reduce((sum, error) => sum + error, 0) / first.length;
    const { range = null, ...number } = fitNumber(present, spec);
    const names = horizons.map(({ name }) => name);
    const futures = futuresOf(known, horizons.length);
    const changes = differences && { changes: fitChanges(futures, number) };
    const crossed = crossedByHorizon(known, horizons.length, spec.decision);
    const learnt = { ...changes, ...(crossed && { crossed }) };
    return { ...number, horizons: names, naiveError, loss, range, ...learnt };
  },
  encodeTargets,
  head: ({ horizons, loss }) => ({ outputs: horizons.length, loss: losses[loss] }),
  settled: fromLastValue,
  constantOutputs: meanByHorizon,
  scored: (outputs, targets, fitted) => ({
    kind: 'forecast',
    predictions: scoredOf(outputs, targets, fitted),
  }),
  fitPolicy: (outputs, targets, state, spec) =>
    fitHorizonWidths(outputs, positionsOf(targets, state), {
      state,
      intervals: spec.intervals,
      levels: forecastOptionsOf(spec).levels,
      residuals: declaredLimits(spec.decision) !== undefined,
    }),
  answerer: (state, policy, spec) =>
    forecastAnswerer({
      options: forecastOptionsOf(spec),
      read: horizonAnswers(state, policy),
      levels: horizonLevels(policy).map(({ coverage, bands }) => ({
        coverage,
        known: bands.map(hasWidths),
      })),
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
    ...seriesWindows(options),
    targets: (table) => futures(table, name, options),
    lookAhead: {
      order: options.windows.order,
      place: (value) => options.windows.axis.place(value),
      reach: furthest,
      steps: Math.round(furthest / options.windows.step),
      untaught: (table) => untaughtRows(table, name, options),
      baselines,
      ...(options.differences && { last: (table: Table, rows: Int32Array) => lastValues(table, name, rows) }),
      wholeWindows: (table, rows) => rowsOfWholeWindows(table, rows, options),
      details: (table, rows, { kind, predictions }) =>
        kind === 'forecast'
          ? forecastDetails({ names, scored: predictions, baselines: baselines(table, rows) })
          : undefined,
    },
  };
}

/** Windows, and which rows have too few rows before them to be answered. */
function seriesWindows(
  options: ForecastOptions,
): Required<Pick<Examples, 'history'>> & ReturnType<typeof windows> {
  const all = windows(options.windows);
  const { leastHistory: least } = options;
  if (least === undefined) return all;
  const { history } = all;
  const further = Math.max(0, least - options.windows.window);
  return {
    ...all,
    history: {
      ...history,
      tooShort: (table, rows) => tooShort(table, rows, { ...options.windows, least }),
      readable: (table, more = 0) => history.readable(table, Math.max(more, further)),
    },
  };
}

/** Row-major `[rows, horizons]`, NaN for a future that is not known, beside the last value of each row. */
function futuresOf(futures: readonly TargetValue[], horizons: number) {
  const ahead = new Float64Array(futures.length * horizons).fill(NaN);
  const present = new Float64Array(futures.length).fill(NaN);
  futures.forEach((future, row) => {
    if (!Array.isArray(future)) return;
    const values = future as (number | null)[];
    for (let i = 0; i < horizons; i++) ahead[row * horizons + i] = values[i] ?? NaN;
    present[row] = values[horizons] ?? NaN;
  });
  return { ahead, present, horizons };
}

function encodeTargets(values: readonly TargetValue[], state: State): EncodedTargets {
  const width = state.horizons.length;
  const futures = futuresOf(values, width);
  const { changes } = state;
  const data = changes ? encodedChanges(futures, { ...state, changes }) : standardised(futures.ahead, state);
  return { data, width, values: futures.ahead };
}

/** Where the values lie on the scale of the target, as outputs about them do. */
function positionsOf({ data, values }: EncodedTargets, state: State): Float32Array {
  return state.changes && values ? standardised(values, state) : data;
}

/** The mean of each horizon, whatever the scale on which it is learnt. */
function meanByHorizon({ data, values, width }: EncodedTargets, state: State): Float32Array {
  if (values === undefined || (state.transform === undefined && !state.changes))
    return Float32Array.from(means(data, width));
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
  return {
    horizons: targets.width,
    actual: actualNumbers(targets),
    ...horizonFigures(outputs, state, policy),
    naiveError: state.naiveError,
  };
}
