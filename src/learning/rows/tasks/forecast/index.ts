import { z } from 'zod';
import { DamagedFileError } from '../../../../core/errors.js';
import type { DecisionSpec } from '../../../../decisions/decision.js';
import type { ForecastPredictions } from '../../../../evaluation/predictions/forecast.predictions.js';
import type { Table } from '../../../../tables/table.js';
import type { LossSpec } from '../../../../models/training/losses/index.js';
import type { Examples, TargetValue } from '../../examples/examples.js';
import { parseFitted } from '../../../parse-fitted.js';
import { endsSchema } from '../regression/number-scale.js';
import { beyondLogarithm, fitNumber, numberStateSchema, numericTarget } from '../regression/number-target.js';
import type { Task, TaskSpec } from '../task.js';
import { actualNumbers, type EncodedTargets } from '../../../targets.js';
import { windows } from '../../examples/windows.js';
import { crossedSchema } from '../crossing-baselines.js';
import { declaredLimits } from '../crossing-probabilities.js';
import { forecastAnswerer, type ForecastReader } from './answers.js';
import { betterBaselineNotes } from './better-baselines.js';
import { forecastDetails } from './details.js';
import { crossedByHorizon, horizonCrossings } from './horizon-crossings.js';
import {
  fitHorizonWidths,
  horizonFigures,
  horizonWidthsSchema,
  type HorizonWidths,
} from './horizon-widths.js';
import { changesSchema, fitChanges, fromLastValue } from './changes.js';
import { encodeFutures, futuresOf, meanByHorizon, positionsOf } from './encoded-futures.js';
import { atLeast, baselinesOf, futures, lastValues, rowsOfWholeWindows, tooShort } from './future.js';
import {
  fitQuantiles,
  quantileFigures,
  quantilePolicySchema,
  quantileReader,
  quantilesByHorizon,
  type QuantilePolicy,
  type QuantileState,
} from './quantiles.js';
import { widthsReader } from './widths-reader.js';
import { untaughtRows } from './untaught.js';
import { forecastOptions } from './given-options.js';
import { forecastOptionsOf, type ForecastOptions } from './options.js';

const stateSchema = numberStateSchema.extend({
  horizons: z.array(z.string()).min(1),
  /** Mean absolute error of "it stays as it is" at the first horizon, on the training rows. */
  naiveError: z.number(),
  loss: z.enum(['squared', 'absolute', 'huber']),
  /** Levels of the quantiles that are learnt in place of one figure, which is then the middle one. */
  quantiles: z.array(z.number()).optional(),
  /** The ends that the target declares: nothing beyond is forecast. */
  range: endsSchema.nullable(),
  /** Where changes are learnt. */
  changes: changesSchema.optional(),
  /** Of each horizon how often limits were crossed, where the decision is about any. */
  crossed: z.array(z.array(crossedSchema)).optional(),
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
  decidesOn: (spec) => (forecastOptionsOf(spec).quantiles ? undefined : 'crossing'),
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
    const { horizons, loss, quantiles, differences } = forecastOptionsOf(spec);
    const known = values.filter((value) => Array.isArray(value)) as readonly (number | null)[][];
    const present = known.map((value) => value[horizons.length]);
    const first = known.map((value, i) => Math.abs(Number(value[0]) - Number(present[i])));
    const naiveError = first.reduce((sum, error) => sum + error, 0) / first.length;
    const { range = null, ...number } = fitNumber(present, spec);
    const names = horizons.map(({ name }) => name);
    const futures = futuresOf(known, horizons.length);
    const changes = differences && { changes: fitChanges(futures, number) };
    const crossed = crossedByHorizon(known, horizons.length, spec.decision);
    const learnt = {
      ...(quantiles && { quantiles: [...quantiles] }),
      ...changes,
      ...(crossed && { crossed }),
    };
    return { ...number, horizons: names, naiveError, loss, range, ...learnt };
  },
  encodeTargets: encodeFutures,
  head: ({ horizons, loss, quantiles }) =>
    quantiles
      ? { outputs: horizons.length * quantiles.length, loss: { name: 'quantile', levels: quantiles } }
      : { outputs: horizons.length, loss: losses[loss] },
  settled: fromLastValue,
  constantOutputs: (targets, state) =>
    hasQuantiles(state) ? quantilesByHorizon(targets.data, state) : meanByHorizon(targets, state),
  scored: (outputs, targets, fitted) => ({
    kind: 'forecast',
    predictions: scoredOf(outputs, targets, fitted),
  }),
  fitPolicy: (outputs, targets, state, spec) =>
    hasQuantiles(state)
      ? fitQuantiles(outputs, targets.data, state)
      : fitHorizonWidths(outputs, positionsOf(targets, state), {
          state,
          intervals: spec.intervals,
          levels: forecastOptionsOf(spec).levels,
          residuals: declaredLimits(spec.decision) !== undefined,
        }),
  answerer: (state, policy, spec) =>
    forecastAnswerer({
      options: forecastOptionsOf(spec),
      reader: readerOf(state, policy, spec.decision),
      unit: state.unit,
    }),
  details(outputs, targets, { state, policy, values, baselines = {}, decision }) {
    const scored = scoredOf(outputs, targets, { state, policy });
    const crossings =
      'stretch' in policy
        ? undefined
        : horizonCrossings(outputs, targets, { state, policy, values, decision });
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
  const read = seriesWindows(options);
  return {
    ...read,
    completed: (table) => {
      const whole = read.completed?.(table) ?? table;
      if (options.least === undefined || !whole.has(name)) return whole;
      return whole.extended([{ name, type: 'number', values: atLeast(whole.column(name), options) }]);
    },
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

function hasQuantiles(state: State): state is State & QuantileState {
  return state.quantiles !== undefined;
}

function readerOf(state: State, policy: Policy, decision: DecisionSpec | undefined): ForecastReader {
  if ('stretch' in policy) return quantileReader(quantileState(state), policy);
  return widthsReader(state, policy, decision);
}

/** @throws DamagedFileError where a version holds a policy of quantiles and a state without. */
function quantileState(state: State): State & QuantileState {
  if (hasQuantiles(state)) return state;
  throw new DamagedFileError('The version has a policy of quantiles, but none was learnt.');
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
