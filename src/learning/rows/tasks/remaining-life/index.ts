import { numberRule } from '../../../../decisions/index.js';
import { z } from 'zod';
import { parseOptions } from '../../../../models/options.js';
import { bandsSchema } from '../banded-intervals.js';
import type { Examples } from '../../examples/examples.js';
import { parseFitted } from '../../../parse-fitted.js';
import { actualNumbers } from '../../../targets.js';
import { fitWidths } from '../regression/number-answers.js';
import type { Ends } from '../regression/number-scale.js';
import {
  beyondLogarithm,
  decodeNumbers,
  encodeNumbers,
  fitNumber,
  givenNumbers,
  meanOutput,
  numberStateSchema,
  numericTarget,
  type NumberState,
} from '../regression/number-target.js';
import { coverage } from '../interval-widths.js';
import { SeriesIndex } from '../../examples/series.js';
import type { Task, TaskSpec } from '../task.js';
import { windowOptionsOf } from '../../examples/window-options.js';
import { windows } from '../../examples/windows.js';
import { remainingLifeAnswerer } from './answers.js';
import { remainingLifeDetails } from './details.js';
import { remainingLifeOptions, type RemainingLifeOptions } from './options.js';

const mostBands = 5;

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
  intervals: ['by-case'],
  check(spec) {
    numericTarget(spec);
    windowOptionsOf(optionsOf(spec), spec.columns ?? []);
  },
  predictionKind: () => 'remaining-life',
  decidesOn: () => 'time-left',
  targetProblem: beyondLogarithm,
  examples,
  fitTarget(values, spec) {
    const { cap } = optionsOf(spec);
    const { range, ...state } = fitNumber(
      values.map((value) => capped(Number(value), cap)),
      spec,
    );
    const known = { ...state, ...(cap !== undefined && { cap }) };
    return saysMore(range, cap) ? { ...known, range } : known;
  },
  encodeTargets: (values, state) =>
    encodeNumbers(
      values.map((value) => capped(Number(value), state.cap)),
      state,
    ),
  head: () => ({ outputs: 1, loss: { name: 'mean-squared-error' } }),
  constantOutputs: (targets, state) => Float32Array.of(meanOutput(targets, state)),
  scored(outputs, targets, { state }) {
    const predictions = { actual: actualNumbers(targets), predicted: predictedOf(outputs, state) };
    return { kind: 'remaining-life', predictions };
  },
  scoredAnswers: (given, targets) => ({ kind: 'remaining-life', predictions: givenNumbers(given, targets) }),
  fitPolicy(outputs, { data }, state) {
    const bands = fitWidths(outputs, data, { state: withinLife(state), coverage, most: mostBands });
    return { coverage, bands };
  },
  answerer: (state, { bands }, spec) => {
    const declared = numberRule(spec.decision);
    const decide = declared?.rule.decider(declared.spec);
    return remainingLifeAnswerer({ fit: { state: withinLife(state), bands }, decide });
  },
  details(outputs, _targets, { state, policy, values = [] }) {
    const left = Float64Array.from(values, Number);
    return remainingLifeDetails(outputs, left, { state: withinLife(state), cap: state.cap, ...policy });
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

/** Whether the range of the target ends before what every answer keeps to: from 0 to the cap. */
function saysMore(range: NumberState['range'], cap = Infinity): boolean {
  return (range?.[0] ?? 0) > 0 || (range?.[1] ?? Infinity) < cap;
}

/** Between 0 and the cap, and where the target declares a range within that: nothing outside was ever taught. */
function withinLife({ cap, range, ...state }: State): NumberState {
  const high = Math.min(range?.[1] ?? Infinity, cap ?? Infinity);
  const ends: Ends = [Math.max(0, range?.[0] ?? 0), Number.isFinite(high) ? high : null];
  return { ...state, range: ends };
}

/** Outputs in the target's unit. */
function predictedOf(outputs: ArrayLike<number>, state: State): Float64Array {
  return decodeNumbers(outputs, withinLife(state));
}
