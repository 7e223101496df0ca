import { shown, type ErrorDetail } from '../../core/errors.js';
import { jsonPointer } from '../../core/text/json-pointer.js';
import { batchDecisionProblems, decisionProblems } from '../../decisions/index.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { taskSpecOf } from '../../scenarios/task-spec.js';
import { isInput, roleOf } from '../../tables/columns/roles.js';
import { architectureProblems, detailsOf, noOptions, noSearch, targetNameProblems } from '../checks.js';
import { taskOf } from './tasks/index.js';

/** What of a specification does not fit its task. */
export function checkRows(spec: ScenarioSpec): ErrorDetail[] {
  const task = taskOf(spec);
  return [
    ...(task.looksAhead ? [] : targetNameProblems(spec)),
    ...architectureProblems(spec, task.reads),
    ...foreignKeys(spec),
    ...roleProblems(spec),
    ...detailsOf(() => task.check(taskSpecOf(spec))),
    ...(task.options ? [] : noOptions(spec)),
    ...intervalProblems(spec),
    ...decisionProblems(spec.decision, task.decidesOn?.(taskSpecOf(spec)), classCodes(spec)),
    ...batchDecisionProblems(spec, task.predictionKind(taskSpecOf(spec))),
    ...indexProblems(spec),
  ];
}

function classCodes({ target }: ScenarioSpec): string[] {
  return target?.kind === 'categorical' ? (target.categories ?? []).map(({ code }) => code) : [];
}

/** Keys that only other families read. */
function foreignKeys({ task, interactions, model }: ScenarioSpec): ErrorDetail[] {
  const details: ErrorDetail[] = [];
  if (interactions) {
    const expected = `no such key for the task ${task.name}`;
    details.push({ pointer: '/interactions', expected, received: shown(interactions) });
  }
  if (model.beside) {
    const expected = `none for the task ${task.name}, which trains a linear model beside`;
    details.push({ pointer: '/model/beside', expected, received: shown(model.beside) });
  }
  return details;
}

/** A task of rows asks what will be of a case as it is; it learns from one column at least. */
function roleProblems({ columns, derived, task }: ScenarioSpec): ErrorDetail[] {
  const details = columns.flatMap((column, i): ErrorDetail[] => {
    const role = roleOf(column);
    if (role !== 'treatment' && role !== 'outcome') return [];
    const expected = `input, context, identifier or time, for the task ${task.name}`;
    const pointer = jsonPointer(['columns', i, 'role']);
    return [{ pointer, column: column.name, expected, received: shown(role) }];
  });
  if (details.length > 0 || derived.length > 0 || columns.some(isInput)) return details;
  const received = [...new Set(columns.map(roleOf))].join(', ');
  return [
    { pointer: '/columns', expected: 'at least one input to learn from', received: `${received} only` },
  ];
}

/** Not every task has intervals, and not every one leaves their widths open. */
function intervalProblems(spec: ScenarioSpec): ErrorDetail[] {
  const { intervals } = spec;
  const { intervals: possible = [] } = taskOf(spec);
  if (intervals === undefined || possible.includes(intervals)) return [];
  const expected = `${possible.join(' or ') || 'no such key'} for the task ${spec.task.name}`;
  return [{ pointer: '/intervals', expected, received: shown(intervals) }];
}

/** A number of a category means nothing to a network that multiplies it. */
function indexProblems(spec: ScenarioSpec): ErrorDetail[] {
  if ('history' in spec.task.options) return [];
  return spec.columns.flatMap((column, i) => {
    const indexed =
      isInput(column) &&
      ((column.kind === 'categorical' && column.encoding === 'index') ||
        (column.kind === 'date' && column.parts?.some((part) => part.endsWith('-index'))));
    const received = `the task ${spec.task.name}`;
    return indexed
      ? [{ pointer: jsonPointer(['columns', i]), expected: 'a task of windows, to read an index', received }]
      : [];
  });
}

/** @throws InvalidInputError for a scenario whose rows are not those of a table. */
export function requireTable({ spec }: Scenario): void {
  if (taskOf(spec).reads === 'features') return;
  throw noSearch(spec);
}
