import { checkRegisteredFiles } from '../../../core/files/registered-files.js';
import { computeMetrics, metricsOf } from '../../../evaluation/metrics/index.js';
import type { MetricName } from '../../../evaluation/metrics/names.js';
import { classification } from './classification/index.js';
import { distribution } from './distribution/index.js';
import { forecast } from './forecast/index.js';
import { interactionTaskNames, type TaskName } from '../../names.js';
import { recommendation } from '../../interactions/index.js';
import { regression } from './regression/index.js';
import { remainingLife } from './remaining-life/index.js';
import { eventOf } from '../../scored-rows.js';
import type { ScoredRows, Task } from './task.js';
import type { TargetValue } from '../examples/examples.js';

const tasks: Readonly<Record<TaskName, { name: TaskName }>> = {
  classification,
  distribution,
  regression,
  'remaining-life': remainingLife,
  forecast,
  recommendation,
};

/**
 * Start-up check: every folder here is registered as a task under its own name, and no other.
 * @throws InvalidSpecificationError naming the folder or the name that has no partner.
 */
export function checkTasks(folder = import.meta.dirname): void {
  const ofRows = Object.entries(tasks).filter(([name]) => !interactionTaskNames.includes(name));
  checkRegisteredFiles({ folder, pattern: /^([a-z-]+)$/, registered: Object.fromEntries(ofRows) });
}

/** Whether a task learns from interactions of customers with products; only `check` and `predictionKind` are in common then. */
export function learnsFromInteractions(name: TaskName): boolean {
  return interactionTaskNames.includes(name);
}

/** The task of a name. Its values, state and policy are opaque to callers: what it made goes back into it. */
export function taskNamed(name: TaskName): Task<unknown, unknown, TargetValue> {
  return tasks[name] as unknown as Task<unknown, unknown, TargetValue>;
}

/** The value of each named metric; by default of all that apply. NaN where one is not defined. */
export function measure(
  scored: ScoredRows,
  names?: readonly MetricName[],
): Partial<Record<MetricName, number>> {
  const wanted = names ?? metricsOf(scored.kind).filter((name) => name !== 'cost' || hasCosts(scored));
  return computeMetrics(scored.kind, wanted, scored.predictions);
}

function hasCosts(scored: ScoredRows): boolean {
  return eventOf(scored)?.costs !== undefined;
}
