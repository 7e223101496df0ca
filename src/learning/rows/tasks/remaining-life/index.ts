import { numberRule } from '../../../../decisions/index.js';
import { z } from 'zod';
import { meanTarget } from '../../../../evaluation/baselines/index.js';
import { parseOptions } from '../../../../models/options.js';
import { bandsSchema, fitBands } from '../banded-intervals.js';
import type { Examples } from '../../examples/examples.js';
import { parseFitted } from '../../../parse-fitted.js';
import { actualNumbers } from '../../../targets.js';
import {
  decodeNumbers,
  encodeNumbers,
  fitNumber,
  numberStateSchema,
  numericTarget,
  type NumberState,
} from '../regression/number-target.js';
import { SeriesIndex } from '../../examples/series.js';
import type { Task, TaskSpec } from '../task.js';
import { windowOptionsOf } from '../../examples/window-options.js';
import { windows } from '../../examples/windows.js';
import { remainingLifeAnswerer } from './answers.js';
import { remainingLifeDetails } from './details.js';
import { remainingLifeOptions, type RemainingLifeOptions } from './options.js';

/** Share of rows that an interval is meant to cover. */
const coverage = 0.9;

const stateSchema = numberStateSchema.extend({ cap: z.number().positive().optional() });
const policySchema = z.strictObject({ coverage: z.number(), bands: bandsSchema });

type State = z.infer<typeof stateSchema>;
type Policy = z.infer<typeof policySchema>;

const fittedSchema = z.strictObject({ state: stateSchema, policy: policySchema });

/** How long will it last? Time that is left, capped where wear does not show, with an interval and the action that follows. */
export const remainingLife: Task<State, Policy> = {
  name: 'remaining-life',
  reads: 'windows',
  options: remainingLifeOptions,
  check(spec) {
    numericTarget(spec);
    windowOptionsOf(optionsOf(spec), spec.columns ?? []);
  },
  predictionKind: () => 'remaining-life',
  decidesOn: () => 'time-left',
  examples,
  fitTarget(values, spec) {
    const { cap } = optionsOf(spec);
    const state = fitNumber(
      values.map((value) => capped(Number(value), cap)),
      spec,
    );
    return cap === undefined ? state : { ...state, cap };
  },
  encodeTargets: (values, state) =>
    encodeNumbers(
      values.map((value) => capped(Number(value), state.cap)),
      state,
    ),
  head: () => ({ outputs: 1, loss: { name: 'mean-squared-error' } }),
  constantOutputs: ({ data }) => Float32Array.of(meanTarget(data)),
  scored(outputs, targets, { state }) {
    const predictions = { actual: actualNumbers(targets), predicted: predictedOf(outputs, state) };
    return { kind: 'remaining-life', predictions };
  },
  fitPolicy(outputs, targets, state) {
    const bands = fitBands(predictedOf(outputs, state), decodeNumbers(targets.data, state), coverage);
    return { coverage, bands };
  },
  answerer: (state, { bands }, spec) => {
    const declared = numberRule(spec.decision);
    const decide = declared?.rule.decider(declared.spec);
    const value = (output: number) => predictedOf([output], state)[0];
    return remainingLifeAnswerer({ value, bands, unit: state.unit, cap: state.cap, decide });
  },
  details(outputs, _targets, { state, policy, values = [] }) {
    const left = Float64Array.from(values, Number);
    return remainingLifeDetails(predictedOf(outputs, state), left, { state, ...policy });
  },
  parse: (json) => parseFitted(fittedSchema, json),
};

function optionsOf({ options = {} }: TaskSpec): RemainingLifeOptions {
  return parseOptions(remainingLifeOptions, options, 'the task "remaining-life"', '/task/options');
}

function examples(spec: TaskSpec): Examples {
  const options = optionsOf(spec);
  const chosen = windowOptionsOf(options, spec.columns ?? [], spec.derived);
  return {
    ...windows(chosen),
    targets(table) {
      const series = new SeriesIndex(table, chosen);
      return table.column(spec.target.name).map((value, row) => (series.isSuperseded(row) ? null : value));
    },
    reported(table, rows) {
      if (options.report === 'rows') return rows;
      const held = table.take(rows);
      return windows(chosen)
        .history.lastRows(held)
        .map((place) => rows[place]);
    },
  };
}

function capped(value: number, cap = Infinity): number {
  return Math.min(value, cap);
}

/** Outputs in the target's unit, from 0 to the cap: nothing outside was ever taught. */
function predictedOf(outputs: ArrayLike<number>, state: State & NumberState): Float64Array {
  return decodeNumbers(outputs, state).map((value) => Math.max(0, capped(value, state.cap)));
}
