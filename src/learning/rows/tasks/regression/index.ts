import { z } from 'zod';
import { meanTarget } from '../../../../evaluation/baselines/index.js';
import { conformalHalfWidth } from '../../../../evaluation/conformal/index.js';
import { figure } from '../../../../core/text/figures.js';
import { ownFeatures } from '../../examples/examples.js';
import { parseFitted } from '../../../parse-fitted.js';
import type { Answer } from '../../../answer.js';
import { actualNumbers } from '../../../targets.js';
import type { Task } from '../task.js';
import {
  decodeNumbers,
  encodeNumbers,
  fitNumber,
  numberStateSchema,
  numericTarget,
  reachOf,
  type NumberState,
} from './number-target.js';

/** Share of rows that an interval is meant to cover. */
const coverage = 0.9;

const policySchema = z.strictObject({
  coverage: z.number(),
  /** Half the width of the interval, in the target's unit; null when too few rows were kept to tell. */
  halfWidth: z.number().nullable(),
});

type NumberPolicy = z.infer<typeof policySchema>;

const fittedSchema = z.strictObject({ state: numberStateSchema, policy: policySchema });

/** How much? A number with an interval of stated coverage (split conformal, Lei et al. 2018). */
export const regression: Task<NumberState, NumberPolicy> = {
  name: 'regression',
  joinsTargets: true,
  reads: 'features',
  check: numericTarget,
  predictionKind: () => 'regression',
  examples: ({ target }) => ownFeatures(target.name),
  fitTarget: fitNumber,
  encodeTargets: encodeNumbers,
  head: () => ({ outputs: 1, loss: { name: 'mean-squared-error' } }),
  constantOutputs: ({ data }) => Float32Array.of(meanTarget(data)),
  scored(outputs, targets, { state }) {
    const predictions = { actual: actualNumbers(targets), predicted: decodeNumbers(outputs, state) };
    return { kind: 'regression', predictions };
  },
  fitPolicy(outputs, targets, state) {
    const residuals = Float64Array.from(
      outputs,
      (output, row) => (output - targets.data[row]) * state.standardDeviation,
    );
    const halfWidth = conformalHalfWidth(residuals, coverage);
    return { coverage, halfWidth: Number.isFinite(halfWidth) ? halfWidth : null };
  },
  answerer(state, { halfWidth }) {
    const value = (outputs: Float32Array, row: number) =>
      figure(state.mean + state.standardDeviation * outputs[row]);
    return {
      columns: halfWidth === null ? ['prediction'] : ['prediction', 'lower', 'upper'],
      answer(outputs, row): Answer {
        const prediction: Answer['prediction'] = { value: value(outputs, row) };
        if (state.unit) prediction.unit = state.unit;
        if (halfWidth !== null) prediction.interval = around(prediction.value ?? 0, halfWidth);
        return { prediction };
      },
      cells(outputs, row) {
        const centre = value(outputs, row);
        return halfWidth === null ? [String(centre)] : [centre, ...around(centre, halfWidth)].map(String);
      },
    };
  },
  details(outputs, targets, { state, policy }) {
    const { halfWidth } = policy;
    if (halfWidth === null) return {};
    const actual = actualNumbers(targets);
    const reach = reachOf(halfWidth, state);
    const inside = decodeNumbers(outputs, state).filter(
      (value, row) => Math.abs(value - actual[row]) <= reach,
    );
    return { interval: { coverage: policy.coverage, halfWidth, covered: inside.length / outputs.length } };
  },
  parse: (json) => parseFitted(fittedSchema, json),
};

function around(centre: number, halfWidth: number): [number, number] {
  return [figure(centre - halfWidth), figure(centre + halfWidth)];
}
