import { servedFigures, type ScoredRows, type ServedFigures } from '../../scored-rows.js';
import type { TargetValue } from '../examples/examples.js';
import type { Task } from './task.js';

/** Outputs as metrics read them where nothing is known of what happened, on which no figure rests. */
export function scoredAlone<State, Policy, Value extends TargetValue>(
  task: Pick<Task<State, Policy, Value>, 'scored' | 'encodeTargets'>,
  fitted: { state: State; policy?: Policy },
): (outputs: Float32Array, rows: number) => ScoredRows {
  const { width } = task.encodeTargets([], fitted.state);
  return (outputs, rows) => task.scored(outputs, { data: new Float32Array(rows * width), width }, fitted);
}

/** The figures that outputs stand for, in the unit that is served. */
export function figuresOf<State, Policy, Value extends TargetValue>(
  task: Pick<Task<State, Policy, Value>, 'scored' | 'encodeTargets'>,
  fitted: { state: State; policy?: Policy },
): (outputs: Float32Array, rows: number) => ServedFigures {
  const scored = scoredAlone(task, fitted);
  return (outputs, rows) => servedFigures(scored(outputs, rows));
}
