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
  reportedWidths,
  widthsSchema,
  type LearntWidths,
} from '../interval-widths.js';
import { crossedSchema, crossedShares } from '../crossing-baselines.js';
import { declaredLimits } from '../crossing-probabilities.js';
import type { Task } from '../task.js';
import { numberCrossings } from './number-crossings.js';
import { portableNumber } from './number-scale.js';
import { numberDecisions, valueDecisionReport } from './number-decisions.js';
import { fitWidths, intervalsHeldOut, numberAnswers } from './number-answers.js';
import {
  beyondLogarithm,
  decodeNumbers,
  encodeNumbers,
  fitNumber,
  givenNumbers,
  meanOutput,
  numberStateSchema,
  numericTarget,
} from './number-target.js';

const stateSchema = numberStateSchema.extend({
  /** How often limits were crossed, where the decision is about any. */
  crossed: z.array(crossedSchema).optional(),
});

type State = z.infer<typeof stateSchema>;

const fittedSchema = z.strictObject({ state: stateSchema, policy: widthsSchema });

/**
 * How much? A number with an interval of stated coverage (split conformal, Lei et al. 2018), of one width for all rows or by bands of
 * what is predicted.
 */
export const regression: Task<State, LearntWidths> = {
  name: 'regression',
  joinsTargets: true,
  reads: 'features',
  intervals: ['constant', 'by-case'],
  decidesOn: ({ targets = [] }) => (targets.length > 1 ? undefined : ['crossing', 'value']),
  check: numericTarget,
  predictionKind: () => 'regression',
  targetProblem: beyondLogarithm,
  examples: ({ target }) => ownFeatures(target.name),
  fitTarget(values, spec) {
    const declared = declaredLimits(spec.decision);
    const state = fitNumber(values, spec);
    return declared ? { ...state, crossed: crossedShares(values.map(Number), declared) } : state;
  },
  encodeTargets: encodeNumbers,
  head: () => ({ outputs: 1, loss: { name: 'mean-squared-error' } }),
  constantOutputs: (targets, state) => Float32Array.of(meanOutput(targets, state)),
  scored(outputs, targets, { state }) {
    const predictions = { actual: actualNumbers(targets), predicted: decodeNumbers(outputs, state) };
    return { kind: 'regression', predictions };
  },
  scoredAnswers: (given, targets) => ({ kind: 'regression', predictions: givenNumbers(given, targets) }),
  fitPolicy(outputs, { data }, state, { intervals, decision }) {
    const residuals = declaredLimits(decision) !== undefined;
    const options = { state, coverage, most: mostBands(intervals), residuals };
    return learntWidths(fitWidths(outputs, data, options), intervals);
  },
  answerer(state, policy, { decision }) {
    const bands = bandsOf(policy);
    const answers = numberAnswers({ state, bands });
    const decisions = numberDecisions({ state, bands }, decision);
    return {
      columns: ['prediction', ...(hasWidths(bands) ? ['lower', 'upper'] : []), ...(decisions?.columns ?? [])],
      ...(decisions?.readsRemarks && { readsRemarks: true }),
      answer(outputs, row, { remarks = [] } = {}): Answer {
        const { value, interval } = answers(outputs[row]);
        const prediction: Answer['prediction'] = { value };
        if (state.unit) prediction.unit = state.unit;
        if (interval) prediction.interval = interval;
        if (!decisions) return { prediction };
        const { crossings, decision: decided } = decisions.of(outputs[row], { value, interval }, remarks);
        return { prediction: { ...prediction, ...(crossings && { crossings }) }, decision: decided };
      },
      cells(outputs, row, { remarks = [] } = {}) {
        const { value, interval } = answers(outputs[row]);
        const decided = decisions?.of(outputs[row], { value, interval }, remarks);
        const probabilities = decided?.crossings?.map(({ probability }) => probability) ?? [];
        return [
          value,
          ...(interval ?? []),
          ...probabilities,
          ...(decided ? [decided.decision.action] : []),
        ].map(String);
      },
    };
  },
  portable(graph, outputs, state) {
    const from = portableNumber(graph, outputs, state);
    const meaning = state.unit === undefined ? 'The number' : `The number, in ${state.unit}`;
    return { figures: [{ name: 'value', from, width: 1, meaning }] };
  },
  details(outputs, targets, { state, policy, decision }) {
    const fit = { state, bands: bandsOf(policy) };
    const actual = actualNumbers(targets);
    const figures = intervalsHeldOut(outputs, actual, { fit, coverage: policy.coverage });
    const crossings = numberCrossings(outputs, actual, fit, decision);
    const decided = valueDecisionReport(outputs, actual, fit, decision);
    return {
      ...(figures && { interval: { ...reportedWidths(policy), ...figures } }),
      ...(crossings && { crossings }),
      ...(decided !== undefined && { decision: decided }),
    };
  },
  parse: (json) => parseFitted(fittedSchema, json),
};
