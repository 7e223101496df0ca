import { z } from 'zod';
import { DamagedFileError } from '../../../../core/errors.js';
import type { ForecastPredictions } from '../../../../evaluation/predictions/forecast.predictions.js';
import type { LossSpec } from '../../../../models/training/losses/index.js';
import type { Table } from '../../../../tables/table.js';
import type { Examples, TargetValue } from '../../examples/examples.js';
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
import { forecastAnswerer, type ForecastReader } from './answers.js';
import { betterBaselineNotes } from './better-baselines.js';
import { forecastDetails } from './details.js';
import {
  fitHorizonWidths,
  horizonFigures,
  horizonWidthsSchema,
  widthsReader,
  type HorizonWidths,
} from './horizon-widths.js';
import { atLeast, baselinesOf, futures, rowsOfWholeWindows } from './future.js';
import {
  fitQuantiles,
  quantileFigures,
  quantilePolicySchema,
  quantileReader,
  quantilesByHorizon,
  type QuantilePolicy,
  type QuantileState,
} from './quantiles.js';
import { untaughtRows } from './untaught.js';
import { forecastOptions, forecastOptionsOf, type ForecastOptions } from './options.js';

const stateSchema = numberStateSchema.extend({
  horizons: z.array(z.string()).min(1),
  /** Mean absolute error of "it stays as it is" at the first horizon, on the training rows. */
  naiveError: z.number(),
  loss: z.enum(['squared', 'absolute', 'huber']),
  /** Levels of the quantiles that are learnt in place of one figure, which is then the middle one. */
  quantiles: z.array(z.number()).optional(),
  /** The ends that the target declares: nothing beyond is forecast. */
  range: endsSchema.nullable(),
});

type State = z.infer<typeof stateSchema>;

type Policy = HorizonWidths | QuantilePolicy;

const fittedSchema = z.strictObject({
  state: stateSchema,
  policy: z.union([horizonWidthsSchema, quantilePolicySchema]),
});

const losses: Readonly<Record<ForecastOptions['loss'], LossSpec>> = {
  squared: { name: 'mean-squared-error' },
  absolute: { name: 'mean-absolute-error' },
  huber: { name: 'huber' },
};

/**
 * What comes next? The value of a column at several horizons, each with its interval (split conformal, per horizon), or with quantiles of
 * it that are learnt by their pinball loss.
 */
export const forecast: Task<State, Policy, TargetValue> = {
  name: 'forecast',
  reads: 'windows',
  looksAhead: true,
  intervals: ['constant', 'by-case'],
  options: forecastOptions,
  check(spec) {
    numericTarget(spec);
    forecastOptionsOf(spec);
  },
  predictionKind: () => 'forecast',
  targetProblem: (spec) => {
    const { least } = forecastOptionsOf(spec);
    const problem = beyondLogarithm(spec);
    return least === undefined || least <= -1 ? problem : () => undefined;
  },
  examples,
  fitTarget(values, spec) {
    const { horizons, loss, quantiles } = forecastOptionsOf(spec);
    const known = values.filter((value) => Array.isArray(value)) as readonly (number | null)[][];
    const present = known.map((value) => value[horizons.length]);
    const first = known.map((value, i) => Math.abs(Number(value[0]) - Number(present[i])));
    const naiveError = first.reduce((sum, error) => sum + error, 0) / first.length;
    const { range = null, ...number } = fitNumber(present, spec);
    const names = horizons.map(({ name }) => name);
    return {
      ...number,
      horizons: names,
      naiveError,
      loss,
      ...(quantiles && { quantiles: [...quantiles] }),
      range,
    };
  },
  encodeTargets,
  head: ({ horizons, loss, quantiles }) =>
    quantiles
      ? { outputs: horizons.length * quantiles.length, loss: { name: 'quantile', levels: quantiles } }
      : { outputs: horizons.length, loss: losses[loss] },
  constantOutputs: (targets, state) =>
    hasQuantiles(state) ? quantilesByHorizon(targets.data, state) : meanByHorizon(targets, state),
  scored: (outputs, targets, fitted) => ({
    kind: 'forecast',
    predictions: scoredOf(outputs, targets, fitted),
  }),
  fitPolicy: (outputs, { data }, state, { intervals }) =>
    hasQuantiles(state)
      ? fitQuantiles(outputs, data, state)
      : fitHorizonWidths(outputs, data, { state, intervals }),
  answerer: (state, policy, spec) =>
    forecastAnswerer({ options: forecastOptionsOf(spec), reader: readerOf(state, policy), unit: state.unit }),
  details(outputs, targets, { state, policy, baselines = {} }) {
    const scored = scoredOf(outputs, targets, { state, policy });
    return forecastDetails({ names: state.horizons, scored, baselines });
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
  const read = windows(options.windows);
  const completed = (table: Table) => {
    const whole = read.completed?.(table) ?? table;
    if (options.least === undefined || !whole.has(name)) return whole;
    return whole.extended([{ name, type: 'number', values: atLeast(whole.column(name), options) }]);
  };
  return {
    ...read,
    completed,
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

function hasQuantiles(state: State): state is State & QuantileState {
  return state.quantiles !== undefined;
}

function readerOf(state: State, policy: Policy): ForecastReader {
  if ('stretch' in policy) return quantileReader(quantileState(state), policy);
  return widthsReader(state, policy);
}

/** @throws DamagedFileError where a version holds a policy of quantiles and a state without. */
function quantileState(state: State): State & QuantileState {
  if (hasQuantiles(state)) return state;
  throw new DamagedFileError('The version has a policy of quantiles, but none was learnt.');
}

/** Row-major `[rows, horizons]`; NaN for a future that is not known. */
function encodeTargets(futures: readonly TargetValue[], state: State): EncodedTargets {
  const width = state.horizons.length;
  const part = (from: number) => {
    const values = new Float64Array(futures.length * width).fill(NaN);
    futures.forEach((future, row) => {
      if (!Array.isArray(future)) return;
      for (let i = 0; i < width; i++)
        values[row * width + i] = (future as (number | null)[])[from + i] ?? NaN;
    });
    return values;
  };
  const ahead = part(0);
  const targets = { data: standardised(ahead, state), width, values: ahead };
  // Behind the row's own value, where some values count more than others.
  const counted = futures.some((future) => Array.isArray(future) && future.length > width + 1);
  if (!counted) return targets;
  return { ...targets, importance: part(width + 1).map((value) => (Number.isNaN(value) ? 0 : value)) };
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
  { state, policy }: { state: State; policy?: Policy },
): ForecastPredictions {
  return {
    horizons: targets.width,
    actual: actualNumbers(targets),
    ...figuresOf(outputs, state, policy),
    importance: targets.importance,
    naiveError: state.naiveError,
  };
}

function figuresOf(outputs: Float32Array, state: State, policy?: Policy) {
  const ofQuantiles = policy && 'stretch' in policy ? policy : undefined;
  if (hasQuantiles(state)) return quantileFigures(outputs, state, ofQuantiles);
  return horizonFigures(outputs, state, policy && !('stretch' in policy) ? policy : undefined);
}
