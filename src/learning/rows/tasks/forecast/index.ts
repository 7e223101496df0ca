import { z } from 'zod';
import { conformalHalfWidth } from '../../../../evaluation/conformal/index.js';
import type { ForecastPredictions } from '../../../../evaluation/predictions/forecast.predictions.js';
import type { LossSpec } from '../../../../models/training/losses/index.js';
import type { Examples, TargetValue } from '../../examples/examples.js';
import { parseFitted } from '../../../parse-fitted.js';
import {
  decodeNumbers,
  fitNumber,
  numberStateSchema,
  numericTarget,
  reachOf,
} from '../regression/number-target.js';
import type { Task, TaskSpec } from '../task.js';
import { actualNumbers, type EncodedTargets } from '../../../targets.js';
import { windows } from '../../examples/windows.js';
import { forecastAnswerer } from './answers.js';
import { betterBaselineNotes } from './better-baselines.js';
import { forecastDetails } from './details.js';
import { baselinesOf, futures, rowsOfWholeWindows } from './future.js';
import { untaughtRows } from './untaught.js';
import { forecastOptions, forecastOptionsOf, type ForecastOptions } from './options.js';

/** Share of rows that an interval is meant to cover. */
const coverage = 0.9;

const stateSchema = numberStateSchema.extend({
  horizons: z.array(z.string()).min(1),
  /** Mean absolute error of "it stays as it is" at the first horizon, on the training rows. */
  naiveError: z.number(),
  loss: z.enum(['squared', 'absolute', 'huber']),
  /** The ends that the target declares: nothing beyond is forecast. */
  range: z.tuple([z.number(), z.number()]).nullable(),
});
const policySchema = z.strictObject({
  coverage: z.number(),
  /** Half the width of each horizon's interval, in the target's unit; null when too few rows were kept to tell. */
  halfWidths: z.array(z.number().nullable()),
});

type State = z.infer<typeof stateSchema>;
type Policy = z.infer<typeof policySchema>;

const fittedSchema = z.strictObject({ state: stateSchema, policy: policySchema });

const losses: Readonly<Record<ForecastOptions['loss'], LossSpec>> = {
  squared: { name: 'mean-squared-error' },
  absolute: { name: 'mean-absolute-error' },
  huber: { name: 'huber' },
};

/** What comes next? The value of a column at several horizons, each with its interval (split conformal, per horizon). */
export const forecast: Task<State, Policy, TargetValue> = {
  name: 'forecast',
  reads: 'windows',
  looksAhead: true,
  options: forecastOptions,
  check(spec) {
    numericTarget(spec);
    forecastOptionsOf(spec);
  },
  predictionKind: () => 'forecast',
  examples,
  fitTarget(values, spec) {
    const { horizons, loss } = forecastOptionsOf(spec);
    const known = values.filter((value) => Array.isArray(value)) as readonly (number | null)[][];
    const present = known.map((value) => value[horizons.length]);
    const first = known.map((value, i) => Math.abs(Number(value[0]) - Number(present[i])));
    const naiveError = first.reduce((sum, error) => sum + error, 0) / first.length;
    const { target } = spec;
    const range = target.kind === 'numeric' ? (target.range ?? null) : null;
    const names = horizons.map(({ name }) => name);
    return { ...fitNumber(present, spec), horizons: names, naiveError, loss, range };
  },
  encodeTargets,
  head: ({ horizons, loss }) => ({ outputs: horizons.length, loss: losses[loss] }),
  constantOutputs: meanByHorizon,
  scored: (outputs, targets, fitted) => ({
    kind: 'forecast',
    predictions: scoredOf(outputs, targets, fitted),
  }),
  fitPolicy(outputs, targets, state) {
    const width = state.horizons.length;
    const halfWidths = state.horizons.map((_, horizon) => {
      const residuals: number[] = [];
      for (let i = horizon; i < outputs.length; i += width) {
        const residual = (outputs[i] - targets.data[i]) * state.standardDeviation;
        if (!Number.isNaN(residual)) residuals.push(residual);
      }
      const halfWidth = residuals.length === 0 ? Infinity : conformalHalfWidth(residuals, coverage);
      return Number.isFinite(halfWidth) ? halfWidth : null;
    });
    return { coverage, halfWidths };
  },
  answerer: (state, { halfWidths }, spec) =>
    forecastAnswerer({
      options: forecastOptionsOf(spec),
      value: (output) => state.mean + state.standardDeviation * output,
      within: within(state),
      halfWidths,
      unit: state.unit,
    }),
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

/** Brings a forecast to the nearer end of the declared range. */
function within({ range }: State): (value: number) => number {
  if (range === null) return (value) => value;
  const [low, high] = range;
  return (value) => Math.min(high, Math.max(low, value));
}

/** Row-major `[rows, horizons]`; NaN for a future that is not known. */
function encodeTargets(futures: readonly TargetValue[], state: State): EncodedTargets {
  const width = state.horizons.length;
  const ahead = new Float64Array(futures.length * width).fill(NaN);
  futures.forEach((future, row) => {
    if (!Array.isArray(future)) return;
    for (let i = 0; i < width; i++) ahead[row * width + i] = (future as (number | null)[])[i] ?? NaN;
  });
  const data = Float32Array.from(ahead, (value) => (value - state.mean) / state.standardDeviation);
  return { data, width, values: ahead };
}

function meanByHorizon({ data, width }: EncodedTargets): Float32Array {
  const sums = new Float64Array(width);
  const counts = new Float64Array(width);
  data.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    sums[i % width] += value;
    counts[i % width]++;
  });
  return Float32Array.from(sums, (sum, i) => (counts[i] === 0 ? 0 : sum / counts[i]));
}

function scoredOf(
  outputs: Float32Array,
  targets: EncodedTargets,
  { state, policy }: { state: State; policy?: Policy },
): ForecastPredictions {
  const inside = within(state);
  const centres = decodeNumbers(outputs, state);
  const { halfWidths } = policy ?? { halfWidths: [null] };
  const end = (sign: number) =>
    centres.map((value, i) => inside(value + sign * reachOf(halfWidths[i % targets.width] ?? 0, state)));
  const hasIntervals = halfWidths.every((halfWidth) => halfWidth !== null);
  return {
    horizons: targets.width,
    actual: actualNumbers(targets),
    predicted: centres.map(inside),
    interval: hasIntervals ? { coverage, lower: end(-1), upper: end(1) } : undefined,
    naiveError: state.naiveError,
  };
}
