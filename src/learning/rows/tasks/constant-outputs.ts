import type { EncodedTargets } from '../../targets.js';
import type { TargetValue } from '../examples/examples.js';
import type { Task } from './task.js';

/** The outputs, for so many rows, of a model that knows no feature but the mean or the base rate of some targets. Row-major. */
export function constantOutputs(
  task: Pick<Task<unknown, unknown, TargetValue>, 'constantOutputs'>,
  { targets, state }: { targets: EncodedTargets; state: unknown },
  rows: number,
): Float32Array {
  const one = task.constantOutputs(targets, state);
  return Float32Array.from({ length: rows * one.length }, (_, i) => one[i % one.length]);
}
