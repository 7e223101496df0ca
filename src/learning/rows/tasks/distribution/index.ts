import { z } from 'zod';
import { conformalMargin, intervalFigures } from '../../../../evaluation/conformal/index.js';
import { binaryAnswerer } from '../classification/class-answers.js';
import { eventDetails } from '../classification/class-details.js';
import {
  classThresholdsSchema,
  fitClassThresholds,
  type ClassThresholds,
} from '../classification/class-thresholds.js';
import { portableSteps } from './portable-steps.js';
import { figure } from '../../../../core/text/figures.js';
import { givenNumbers } from '../regression/number-target.js';
import { ownFeatures } from '../../examples/examples.js';
import { parseFitted } from '../../../parse-fitted.js';
import type { Answer } from '../../../answer.js';
import type { Answerer, Task, TaskSpec } from '../task.js';
import { actualNumbers, type EncodedTargets } from '../../../targets.js';
import {
  distributionOptions,
  encodeSteps,
  eventProbabilities,
  eventTargets,
  fitSteps,
  meanOf,
  offScale,
  quantileOf,
  scaleOf,
  stepsStateSchema,
  type StepsState,
} from './steps.js';

/** Share of rows that an interval is meant to cover. */
const coverage = 0.9;

const policySchema = z.strictObject({
  coverage: z.number(),
  /** By how much the predicted quantiles are widened, in the target's unit; null when too few rows were kept to tell. */
  margin: z.number().nullable(),
  /** Where the probability of the event becomes a label and an action. */
  event: classThresholdsSchema.optional(),
});

type DistributionPolicy = z.infer<typeof policySchema>;

const fittedSchema = z.strictObject({ state: stepsStateSchema, policy: policySchema });

/**
 * How much, on a scale of steps, and how likely is less? The network learns the probability of reaching each step, so one
 * model gives the expected value, an interval that is wide where the row is hard to tell, and the probability of an event
 * such as "below 10". Its outputs are the steps' logits (ordinal regression by cumulative probabilities: Cheng, Wang &
 * Pollastri, 2008); the interval is conformalised (Romano, Patterson & Candès, 2019).
 */
export const distribution: Task<StepsState, DistributionPolicy> = {
  name: 'distribution',
  reads: 'features',
  options: distributionOptions,
  check: scaleOf,
  predictionKind: ({ options }) => (options?.event ? 'number-with-event' : 'regression'),
  decidesOn: ({ options }) => (options?.event ? 'event' : undefined),
  targetProblem: offScale,
  examples: ({ target }) => ownFeatures(target.name),
  fitTarget: fitSteps,
  encodeTargets: encodeSteps,
  head: ({ steps }) => ({ outputs: steps, loss: { name: 'binary-cross-entropy' } }),
  constantOutputs({ data, width }) {
    const rows = data.length / width;
    const sums = new Float64Array(width);
    data.forEach((reached, i) => (sums[i % width] += reached));
    return Float32Array.from(sums, (sum) => sum / rows);
  },
  scored(outputs, targets, { state, policy }) {
    const number = { actual: actualNumbers(targets), predicted: means(outputs, state) };
    if (!state.event) return { kind: 'regression', predictions: number };
    const { threshold, costs, bands } = policy?.event ?? {};
    const labels = eventTargets(targets, state).data;
    const probabilities = eventProbabilities(outputs, state);
    return {
      kind: 'number-with-event',
      predictions: { number, event: { labels, probabilities, threshold, costs, bands } },
    };
  },
  scoredAnswers(given, targets, { state, policy }) {
    const number = givenNumbers(given, targets);
    if (!state.event) return { kind: 'regression', predictions: number };
    const { threshold, costs, bands } = policy?.event ?? {};
    const labels = eventTargets(targets, state).data;
    const probabilities = Float64Array.from(given, ({ probability = NaN }) => probability);
    return {
      kind: 'number-with-event',
      predictions: { number, event: { labels, probabilities, threshold, costs, bands } },
    };
  },
  fitPolicy(outputs, targets, state, spec) {
    const margin = conformalMargin(quantiles(outputs, targets, state), coverage);
    const policy = { coverage, margin: Number.isFinite(margin) ? margin : null };
    if (!state.event) return policy;
    const probabilities = eventProbabilities(outputs, state);
    const event = fitClassThresholds(probabilities, eventTargets(targets, state), state.event.classes, spec);
    return { ...policy, event };
  },
  answerer: distributionAnswerer,
  portable: portableSteps,
  details(outputs, targets, { state, policy, decision }) {
    const event =
      state.event && policy.event
        ? {
            event: eventDetails(eventProbabilities(outputs, state), eventTargets(targets, state), {
              state: state.event.classes,
              policy: policy.event,
              decision,
            }),
          }
        : {};
    return { ...intervalDetails(outputs, targets, { state, policy }), ...event };
  },
  parse: (json) => parseFitted(fittedSchema, json),
};

function means(outputs: Float32Array, state: StepsState): Float64Array {
  return Float64Array.from({ length: outputs.length / state.steps }, (_, row) => meanOf(outputs, row, state));
}

/** The quantiles between which the covered share lies if the predicted distributions are right, beside what happened. */
function quantiles(outputs: Float32Array, targets: EncodedTargets, state: StepsState) {
  const rows = outputs.length / state.steps;
  const at = (level: number) =>
    Float64Array.from({ length: rows }, (_, row) => quantileOf(outputs, { row, level }, state));
  return { lower: at((1 - coverage) / 2), upper: at((1 + coverage) / 2), actual: means(targets.data, state) };
}

type IntervalOf = (outputs: Float32Array, row: number) => [number, number];

function intervalOf(state: StepsState, margin: number): IntervalOf {
  const { from, step, steps } = state;
  const to = from + step * steps;
  const inside = (value: number) => figure(Math.min(to, Math.max(from, value)));
  return (outputs, row) => {
    const lower = quantileOf(outputs, { row, level: (1 - coverage) / 2 }, state) - margin;
    const upper = quantileOf(outputs, { row, level: (1 + coverage) / 2 }, state) + margin;
    // A negative margin may narrow an interval to nothing; then its middle remains.
    const middle = (lower + upper) / 2;
    return [inside(Math.min(lower, middle)), inside(Math.max(upper, middle))];
  };
}

function intervalDetails(
  outputs: Float32Array,
  targets: EncodedTargets,
  { state, policy }: { state: StepsState; policy: DistributionPolicy },
): Record<string, unknown> {
  if (policy.margin === null) return {};
  const interval = intervalOf(state, policy.margin);
  const values = means(outputs, state);
  const rows = Array.from(actualNumbers(targets), (actual, row) => {
    const [lower, upper] = interval(outputs, row);
    return { value: values[row], lower, upper, actual, inside: actual >= lower && actual <= upper };
  });
  const meanWidth = rows.reduce((sum, { lower, upper }) => sum + (upper - lower), 0) / rows.length;
  const { margin } = policy;
  return {
    interval: { coverage: policy.coverage, margin, meanWidth, ...intervalFigures(rows, policy.coverage) },
  };
}

function distributionAnswerer(state: StepsState, policy: DistributionPolicy, spec: TaskSpec): Answerer {
  const value = (outputs: Float32Array, row: number) => figure(meanOf(outputs, row, state));
  const interval = policy.margin === null ? undefined : intervalOf(state, policy.margin);
  const event = eventAnswerer(state, policy.event, spec);
  return {
    columns: [
      'prediction',
      ...(interval ? ['lower', 'upper'] : []),
      ...(event ? ['label', ...event.answerer.columns.slice(1)] : []),
    ],
    answer(outputs, row): Answer {
      const prediction: Answer['prediction'] = { value: value(outputs, row) };
      if (state.unit) prediction.unit = state.unit;
      if (interval) prediction.interval = interval(outputs, row);
      if (!event) return { prediction };
      const told = event.answerer.answer(event.probability(outputs, row), 0);
      return { ...told, prediction: { ...prediction, ...told.prediction } };
    },
    cells(outputs, row) {
      const figures = interval ? [value(outputs, row), ...interval(outputs, row)] : [value(outputs, row)];
      const cells = figures.map(String);
      return event ? [...cells, ...event.answerer.cells(event.probability(outputs, row), 0)] : cells;
    },
  };
}

/** The event is answered like a class of two; undefined when the scenario asks for none. */
function eventAnswerer({ event, steps }: StepsState, policy: ClassThresholds | undefined, spec: TaskSpec) {
  if (!event || !policy) return undefined;
  const one = new Float32Array(1);
  const probability = (outputs: Float32Array, row: number) => {
    one[0] = 1 - outputs[row * steps + event.output];
    return one;
  };
  return { answerer: binaryAnswerer(event.classes, policy, spec), probability };
}
