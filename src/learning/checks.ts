import { InvalidInputError, SextantError, shown, type ErrorDetail } from '../core/errors.js';
import { jsonPointer } from '../core/text/json-pointer.js';
import { architecturesByInput, type NetworkInput } from '../models/architectures/names.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { targetsOf } from '../scenarios/targets.js';

/** What a check that throws says is wrong, its pointers below `prefix`. */
export function detailsOf(check: () => unknown, prefix = ''): ErrorDetail[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof SextantError)) throw error;
    return error.details.map((detail) => ({ ...detail, pointer: `${prefix}${detail.pointer ?? ''}` }));
  }
}

/** A network reads features, windows or interactions, and so does a task. */
export function architectureProblems({ model, task }: ScenarioSpec, input: NetworkInput): ErrorDetail[] {
  const names = [model.architecture, ...(model.beside ?? []).map(({ architecture }) => architecture)];
  const fitting = architecturesByInput[input];
  return names.flatMap((name, i) =>
    fitting.includes(name)
      ? []
      : [
          {
            pointer: i === 0 ? '/model/architecture' : `/model/beside/${i - 1}/architecture`,
            expected: `for the task ${task.name} one of ${fitting.join(', ')}`,
            received: shown(name),
          },
        ],
  );
}

/** A target is a column of its own. */
export function targetNameProblems(spec: ScenarioSpec): ErrorDetail[] {
  const columns = new Set(spec.columns.map(({ name }) => name));
  const expected = 'every column and every target under a name of its own';
  return targetsOf(spec).flatMap(({ name }) =>
    columns.has(name) ? [{ pointer: '/columns', expected, received: `${shown(name)} twice` }] : [],
  );
}

/** Options of a task that takes none would be ignored silently. */
export function noOptions({ task }: ScenarioSpec): ErrorDetail[] {
  return Object.keys(task.options).map((name) => ({
    pointer: jsonPointer(['task', 'options', name]),
    expected: `no option: the task ${task.name} takes none`,
    received: shown(name),
  }));
}

/** A search tries networks of tables only. */
export function noSearch({ id, task }: ScenarioSpec): InvalidInputError {
  return new InvalidInputError(`A search tries networks of tables; ${id} is of another kind.`, {
    details: [
      {
        expected: 'a scenario of the task classification, regression or distribution',
        received: `the task ${task.name}`,
      },
    ],
    hint: 'Train without --search.',
  });
}
