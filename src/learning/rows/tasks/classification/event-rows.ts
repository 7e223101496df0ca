import type { EncodedTargets } from '../../../targets.js';
import type { ClassState } from './class-target.js';

/** Outputs and targets as the yes-or-no question that they answer. */
export interface EventRows {
  /** 1 where the positive class, or any kind of the event, is what happened. */
  labels: Float32Array;
  /** Of that, in [0, 1]. */
  probabilities: Float32Array | Float64Array;
}

/** Whether the classes answer one yes-or-no question: two of which one is positive, or kinds of an event beside its absence. */
export function isEvent({ positive, negative }: ClassState): boolean {
  return positive !== undefined || negative !== undefined;
}

/** What an answer calls the event and its absence. */
export function eventLabels({ classes, positive = 1, negative, event = '' }: ClassState) {
  if (negative !== undefined) return { negative: classes[negative].label, positive: event };
  return { negative: classes[1 - positive].label, positive: classes[positive].label };
}

/**
 * Probability of the positive class, or that any kind of the event happens: 1 - P(negative), added up from the kinds because
 * that keeps its digits where the event is rare.
 */
export function eventProbability(outputs: Float32Array, row: number, state: ClassState): number {
  if (state.negative === undefined) return outputs[row];
  const width = state.classes.length;
  let sum = 0;
  for (let i = 0; i < width; i++) if (i !== state.negative) sum += outputs[row * width + i];
  return Math.min(sum, 1);
}

/** Every row as {@link eventProbability} sees it. */
export function eventRows(outputs: Float32Array, targets: EncodedTargets, state: ClassState): EventRows {
  const labels = eventHappened(targets, state);
  if (state.negative === undefined) return { labels, probabilities: outputs };
  return {
    labels,
    probabilities: Float64Array.from(targets.data, (_, row) => eventProbability(outputs, row, state)),
  };
}

/** 1 where the positive class, or any kind of the event, is what happened. */
export function eventHappened({ data }: EncodedTargets, { negative }: ClassState): Float32Array {
  return negative === undefined ? data : data.map((index) => (index === negative ? 0 : 1));
}

/** Index of the likeliest kind of the event in a row, the first of equals; the class of its absence is none. */
export function likeliestKind(outputs: Float32Array, row: number, { classes, negative }: ClassState): number {
  const start = row * classes.length;
  let best = negative === 0 ? 1 : 0;
  for (let i = best + 1; i < classes.length; i++) {
    if (i !== negative && outputs[start + i] > outputs[start + best]) best = i;
  }
  return best;
}
