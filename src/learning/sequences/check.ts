import { shown, type ErrorDetail } from '../../core/errors.js';
import { jsonPointer } from '../../core/text/json-pointer.js';
import { batchDecisionProblems, decisionProblems } from '../../decisions/index.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { columnKind } from '../../tables/columns/index.js';
import { declaredRole, roleOf } from '../../tables/columns/roles.js';
import { architectureProblems, detailsOf } from '../checks.js';
import type { AnswerColumns } from './load/records.js';
import { tracingOptions, type TracingOptions } from './options.js';
import { waitsFor } from './waits-for.js';

/** What of a specification does not fit what is learnt from sequences. */
export function checkSequences(spec: ScenarioSpec): ErrorDetail[] {
  const ofOptions = detailsOf(() => tracingOptions(spec));
  return [
    ...architectureProblems(spec, 'records'),
    ...ofOptions,
    ...(ofOptions.length > 0 ? [] : columnProblems(spec, tracingOptions(spec))),
    ...(ofOptions.length > 0 ? [] : circleProblems(tracingOptions(spec))),
    ...targetProblems(spec),
    ...foreignKeys(spec),
    ...roleProblems(spec),
    ...splitProblems(spec),
    ...decisionProblems(spec.decision, undefined),
    ...batchDecisionProblems(spec, 'binary'),
  ];
}

/** The columns of the answers; call it for a specification that was checked. */
export function answerColumns(spec: ScenarioSpec): AnswerColumns {
  const { group, order, skill } = tracingOptions(spec);
  const { target } = spec;
  if (target?.kind !== 'categorical') throw new Error(`${spec.id} has no target of two classes.`);
  return { group, order, skill, target: target.name, positive: target.positive ?? '' };
}

function columnProblems({ columns }: ScenarioSpec, { group, order, skill }: TracingOptions): ErrorDetail[] {
  const problem = (option: string, expected: string, received: string): ErrorDetail[] => [
    { pointer: `/task/options/${option}`, expected, received },
  ];
  const find = (name: string) => columns.find((column) => column.name === name);
  const [learner, step, asked] = [find(group), find(order), find(skill)];
  return [
    ...(learner ? [] : problem('group', 'the name of a column', shown(group))),
    ...(step && (step.kind === 'numeric' || step.kind === 'date') && step.missing === 'reject'
      ? []
      : problem('order', 'a date or numeric column with missing: reject', step?.kind ?? shown(order))),
    ...(asked?.kind === 'categorical' && asked.missing === 'own-category' && asked.unknown !== 'reject'
      ? []
      : problem(
          'skill',
          'a categorical column with missing: own-category that takes unknown skills',
          asked?.kind ?? shown(skill),
        )),
  ];
}

/** Skills that wait for one another would never be proposed. */
function circleProblems({ prerequisites }: TracingOptions): ErrorDetail[] {
  const after = new Map(prerequisites.map((one) => [one.skill, one.after]));
  return prerequisites.flatMap(({ skill }, i) =>
    waitsFor(skill, skill, (one) => after.get(one) ?? [])
      ? [
          {
            pointer: `/task/options/prerequisites/${i}/after`,
            expected: `skills that do not wait for ${shown(skill)} themselves`,
            received: shown(after.get(skill)),
          },
        ]
      : [],
  );
}

/** What came of a question is known of those before, and asked of the last: a column of the same name says it. */
function targetProblems({ target, columns, intervals, task }: ScenarioSpec): ErrorDetail[] {
  const details: ErrorDetail[] = [];
  if (intervals !== undefined) {
    const expected = `no such key for the task ${task.name}`;
    details.push({ pointer: '/intervals', expected, received: shown(intervals) });
  }
  if (target?.kind !== 'categorical') {
    const pointer = target ? '/target/kind' : '/targets';
    return [
      ...details,
      { pointer, expected: 'one target of the kind categorical', received: shown(target?.kind) },
    ];
  }
  if (target.positive === undefined || target.categories.length !== 2) {
    const expected = 'two categories, one of which is positive: a right answer';
    details.push({ pointer: '/target/positive', expected, received: shown(target.positive ?? null) });
  }
  const answered = columns.findIndex(({ name }) => name === target.name);
  const column = columns.at(answered);
  if (answered < 0 || column?.kind !== 'categorical' || column.missing !== 'own-category') {
    details.push({
      pointer: answered < 0 ? '/columns' : `/columns/${answered}/missing`,
      expected: `a categorical column ${shown(target.name)}, as the target, with missing: own-category`,
      received: answered < 0 ? 'no such column' : shown(column?.missing),
    });
  }
  return details;
}

/** Keys that only other families read. */
function foreignKeys({ task, interactions, derived, stages }: ScenarioSpec): ErrorDetail[] {
  const given = {
    interactions,
    derived: derived.length > 0 ? derived : undefined,
    stages: stages.length > 0 ? stages : undefined,
  };
  return Object.entries(given).flatMap(([key, value]) =>
    value === undefined
      ? []
      : [{ pointer: `/${key}`, expected: `no such key for the task ${task.name}`, received: shown(value) }],
  );
}

/** Columns that are not named by the task are shown or divide the rows, and are never learnt from. */
function roleProblems(spec: ScenarioSpec): ErrorDetail[] {
  const { group, order, skill } = spec.task.options;
  const own = [group, order, skill, spec.target?.name];
  return spec.columns.flatMap((column, i) => {
    const role = declaredRole(column);
    if (own.includes(column.name)) {
      const fits = role === undefined || role === 'time' || role === 'identifier' || role === 'context';
      if (fits) return [];
    } else if (roleOf(column) === 'context' || roleOf(column) === 'identifier') return [];
    const expected = own.includes(column.name) ? 'no such role' : 'context or identifier';
    const pointer = jsonPointer(['columns', i, 'role']);
    return [
      {
        pointer,
        column: column.name,
        expected: `${expected}, for the task ${spec.task.name}`,
        received: shown(role ?? columnKind(column).name),
      },
    ];
  });
}

/** A learner is learnt from or held out, never both. */
function splitProblems({ split, task: { options } }: ScenarioSpec): ErrorDetail[] {
  const { method, column, group, validation } = split;
  const details: ErrorDetail[] = [];
  const byLearner =
    method === 'group' ? column === options.group : method === 'given' && group === options.group;
  if (!byLearner) {
    const expected = 'group by the column of the learner, or given with that column as its group';
    details.push({ pointer: '/split/method', expected, received: shown({ method, column, group }) });
  }
  if (validation && 'folds' in validation) {
    const expected = '{ fraction: … }: one network of each kind is trained';
    details.push({ pointer: '/split/validation', expected, received: shown(validation) });
  }
  return details;
}
