import { checkRegisteredFiles } from '../../../core/files/registered-files.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { rowTaskNames, type RowTaskName } from '../names.js';
import type { TargetValue } from '../examples/examples.js';
import { severalTargets } from '../several-targets/index.js';
import { classification } from './classification/index.js';
import { distribution } from './distribution/index.js';
import { forecast } from './forecast/index.js';
import { regression } from './regression/index.js';
import { remainingLife } from './remaining-life/index.js';
import type { Task } from './task.js';

/** Values, state and policy of a task are opaque to callers: what it made goes back into it. */
type AnyTask = Task<unknown, unknown, TargetValue>;

const tasks: Readonly<Record<RowTaskName, AnyTask>> = {
  classification,
  distribution,
  regression,
  'remaining-life': remainingLife,
  forecast,
};

/**
 * Start-up check: every folder here is registered as a task under its own name, and no other.
 * @throws InvalidSpecificationError naming the folder or the name that has no partner.
 */
export function checkTasks(folder = import.meta.dirname): void {
  checkRegisteredFiles({ folder, pattern: /^([a-z-]+)$/, registered: tasks });
}

/** The task of a specification that the family `rows` learns. */
export function taskOf({ task: { name }, targets }: Pick<ScenarioSpec, 'task' | 'targets'>): AnyTask {
  const known = rowTaskNames.find((one) => one === name);
  if (known) return targets ? severalTargets(tasks[known]) : tasks[known];
  throw new Error(`${name} is no task over rows.`);
}
