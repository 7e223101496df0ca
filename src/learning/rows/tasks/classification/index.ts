import { z } from 'zod';
import { baseRate, classRates } from '../../../../evaluation/baselines/index.js';
import type { MulticlassPredictions } from '../../../../evaluation/predictions/multiclass.predictions.js';
import type { EncodedTargets } from '../../../targets.js';
import { ownFeatures } from '../../examples/examples.js';
import { parseFitted } from '../../../parse-fitted.js';
import type { Task } from '../task.js';
import { binaryAnswerer, kindAnswerer, multiclassAnswerer } from './class-answers.js';
import { classThresholdsSchema, fitClassThresholds, type ClassThresholds } from './class-thresholds.js';
import { classDetails, eventDetails } from './class-details.js';
import {
  absentClasses,
  classStateSchema,
  classStrata,
  declaredClasses,
  encodeClasses,
  fitClasses,
  type ClassState,
} from './class-target.js';
import { eventHappened, eventRows, isEvent } from './event-rows.js';
import { portableClasses } from './portable-classes.js';

const fittedSchema = z.strictObject({ state: classStateSchema, policy: classThresholdsSchema });

/**
 * Which of two or more classes? With two, one is the positive class and its probability is the answer. Of more, one may be the
 * negative class beside the kinds of an event: one network then answers whether it happens and of which kind.
 */
export const classification: Task<ClassState, ClassThresholds> = {
  name: 'classification',
  joinsTargets: true,
  reads: 'features',
  check: declaredClasses,
  predictionKind: ({ target: { positive, negative } }) =>
    positive === undefined && negative === undefined ? 'multiclass' : 'binary',
  decidesOn: ({ target: { positive, negative } }) =>
    positive === undefined && negative === undefined ? 'class' : 'event',
  examples: ({ target }) => ownFeatures(target.name),
  fitTarget: fitClasses,
  encodeTargets: encodeClasses,
  strata: classStrata,
  absentClasses,
  head: (state) =>
    state.positive !== undefined
      ? { outputs: 1, loss: { name: 'binary-cross-entropy' } }
      : { outputs: state.classes.length, loss: { name: 'categorical-cross-entropy' } },
  constantOutputs({ data }, { positive, classes }) {
    if (positive !== undefined) return Float32Array.of(baseRate(data));
    return Float32Array.from(classRates(data, classes.length));
  },
  scored(outputs, targets, { state, policy }) {
    if (isEvent(state)) {
      const { threshold, costs, bands } = policy ?? {};
      const rows = eventRows(outputs, targets, state);
      return { kind: 'binary', predictions: { ...rows, threshold, costs, bands } };
    }
    const predictions = { ...classRows(outputs, targets, state), actions: policy?.actions };
    return { kind: 'multiclass', predictions };
  },
  scoredAnswers(given, targets, { state, policy }) {
    if (isEvent(state)) {
      const { threshold, costs, bands } = policy ?? {};
      const labels = eventHappened(targets, state);
      const probabilities = Float64Array.from(given, ({ probability = NaN }) => probability);
      return { kind: 'binary', predictions: { labels, probabilities, threshold, costs, bands } };
    }
    const told = given.flatMap(({ probabilities = {} }) =>
      state.classes.map(({ label }) => probabilities[label] ?? NaN),
    );
    const predictions = { ...classRows(Float64Array.from(told), targets, state), actions: policy?.actions };
    return { kind: 'multiclass', predictions };
  },
  fitPolicy: fitClassThresholds,
  answerer(state, policy, spec) {
    if (state.positive !== undefined) return binaryAnswerer(state, policy, spec);
    return isEvent(state) ? kindAnswerer(state, policy, spec) : multiclassAnswerer(state, policy, spec);
  },
  portable: portableClasses,
  details: (outputs, targets, fitted) =>
    isEvent(fitted.state)
      ? eventDetails(outputs, targets, fitted)
      : classDetails(classRows(outputs, targets, fitted.state), fitted),
  parse: (json) => parseFitted(fittedSchema, json),
};

/** Outputs and targets as the question which of several classes it is. */
function classRows(
  outputs: Float32Array | Float64Array,
  { data: labels }: EncodedTargets,
  { classes }: ClassState,
): MulticlassPredictions {
  const names = classes.map(({ label }) => label);
  return { labels, probabilities: outputs, classes: classes.length, names };
}
