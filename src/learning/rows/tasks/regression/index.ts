import { z } from 'zod';
import { ownFeatures } from '../../examples/examples.js';
import { parseFitted } from '../../../parse-fitted.js';
import type { Answer } from '../../../answer.js';
import { actualNumbers } from '../../../targets.js';
import { hasWidths } from '../banded-intervals.js';
import {
  bandsOf,
  coverage,
  learntWidths,
  mostBands,
  widthsSchema,
  type LearntWidths,
} from '../interval-widths.js';
import type { Task } from '../task.js';
import { fitWidths, intervalsHeldOut, numberAnswers } from './number-answers.js';
import {
  beyondLogarithm,
  decodeNumbers,
  encodeNumbers,
  fitNumber,
  meanOutput,
  numberStateSchema,
  numericTarget,
  type NumberState,
} from './number-target.js';

const fittedSchema = z.strictObject({ state: numberStateSchema, policy: widthsSchema });

/**
 * How much? A number with an interval of stated coverage (split conformal, Lei et al. 2018), of one width for all rows or by bands of
 * what is predicted.
 */
export const regression: Task<NumberState, LearntWidths> = {
  name: 'regression',
  joinsTargets: true,
  reads: 'features',
  intervals: ['constant', 'by-case'],
  check: numericTarget,
  predictionKind: () => 'regression',
  targetProblem: beyondLogarithm,
  examples: ({ target }) => ownFeatures(target.name),
  fitTarget: fitNumber,
  encodeTargets: encodeNumbers,
  head: () => ({ outputs: 1, loss: { name: 'mean-squared-error' } }),
  constantOutputs: (targets, state) => Float32Array.of(meanOutput(targets, state)),
  scored(outputs, targets, { state }) {
    const predictions = { actual: actualNumbers(targets), predicted: decodeNumbers(outputs, state) };
    return { kind: 'regression', predictions };
  },
  fitPolicy(outputs, { data }, state, { intervals }) {
    return learntWidths(fitWidths(outputs, data, { state, coverage, most: mostBands(intervals) }), intervals);
  },
  answerer(state, policy) {
    const bands = bandsOf(policy);
    const answers = numberAnswers({ state, bands });
    return {
      columns: hasWidths(bands) ? ['prediction', 'lower', 'upper'] : ['prediction'],
      answer(outputs, row): Answer {
        const { value, interval } = answers(outputs[row]);
        const prediction: Answer['prediction'] = { value };
        if (state.unit) prediction.unit = state.unit;
        if (interval) prediction.interval = interval;
        return { prediction };
      },
      cells(outputs, row) {
        const { value, interval = [] } = answers(outputs[row]);
        return [value, ...interval].map(String);
      },
    };
  },
  details(outputs, targets, { state, policy }) {
    const fit = { state, bands: bandsOf(policy) };
    const figures = intervalsHeldOut(outputs, actualNumbers(targets), { fit, coverage: policy.coverage });
    return figures ? { interval: { ...policy, ...figures } } : {};
  },
  parse: (json) => parseFitted(fittedSchema, json),
};
