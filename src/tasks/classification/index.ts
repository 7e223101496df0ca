import { z } from 'zod';
import { baseRate, classRates } from '../../evaluation/baselines/index.js';
import { ownFeatures } from '../framing.js';
import { parseFitted } from '../parse-fitted.js';
import type { Task } from '../task.js';
import { binaryAnswerer, multiclassAnswerer } from './class-answers.js';
import { classPolicySchema, fitClassPolicy, type ClassPolicy } from './class-policy.js';
import { binaryDetails, multiclassDetails } from './class-details.js';
import {
  classIndexes,
  classStateSchema,
  declaredClasses,
  encodeClasses,
  fitClasses,
  type ClassState,
} from './class-target.js';

const fittedSchema = z.strictObject({ state: classStateSchema, policy: classPolicySchema });

/** Which of two or more classes? With two, one is the positive class and its probability is the answer. */
export const classification: Task<ClassState, ClassPolicy> = {
  name: 'classification',
  check: declaredClasses,
  predictionKind: ({ target }) => (target.positive === undefined ? 'multiclass' : 'binary'),
  framing: ({ target }) => ownFeatures(target.name),
  fitTarget: fitClasses,
  encodeTargets: encodeClasses,
  strata: classIndexes,
  head: (state) =>
    state.positive !== undefined
      ? { outputs: 1, link: 'sigmoid', loss: { name: 'binary-cross-entropy' } }
      : { outputs: state.classes.length, link: 'softmax', loss: { name: 'categorical-cross-entropy' } },
  constantOutputs({ data }, { positive, classes }) {
    if (positive !== undefined) return Float32Array.of(baseRate(data));
    return Float32Array.from(classRates(data, classes.length));
  },
  scored(outputs, targets, { state, policy }) {
    if (state.positive !== undefined) {
      const { threshold, costs } = policy ?? {};
      return {
        kind: 'binary',
        predictions: { labels: targets.data, probabilities: outputs, threshold, costs },
      };
    }
    const classes = state.classes.length;
    return { kind: 'multiclass', predictions: { labels: targets.data, probabilities: outputs, classes } };
  },
  fitPolicy: fitClassPolicy,
  answerer: (state, policy, spec) =>
    state.positive !== undefined ? binaryAnswerer(state, policy, spec) : multiclassAnswerer(state),
  details: (outputs, targets, { state, policy }) =>
    state.positive !== undefined
      ? binaryDetails(outputs, targets, policy)
      : multiclassDetails(outputs, targets.data, state),
  parse: (json) => parseFitted(fittedSchema, json),
};
