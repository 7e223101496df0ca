import { shown, type ErrorDetail } from '../core/errors.js';
import { directionOf, settableRange } from '../tables/columns/actionable.js';
import { columnsBeside, isInput, roleOf } from '../tables/columns/roles.js';
import type { ScenarioSpec } from './schema/scenario.js';

/** Each role suits the kind of its column, and one column orders the rows. */
export function rolesFit({ columns }: ScenarioSpec): ErrorDetail[] {
  const times = columns.filter((column) => roleOf(column) === 'time');
  return columns.flatMap((column, i) => {
    const { name, kind } = column;
    const role = roleOf(column);
    const problem = (expected: string, received = shown(role)) => [
      { pointer: `/columns/${i}/role`, column: name, expected, received },
    ];
    const isName = roleOf({ kind }) === 'identifier';
    if (isName && role !== 'identifier' && role !== 'context') {
      return problem('identifier or context, for the kind identifier');
    }
    if (role !== 'time') return [];
    if (kind !== 'date' && kind !== 'numeric') {
      return problem('a date or numeric column for the role time', kind);
    }
    if (column === times[0]) return [];
    return problem('one column of the role time', `a second one beside ${times[0].name}`);
  });
}

/** What a column is measured beside is another input of its kind. */
export function columnsBesideAreInputs({ columns }: ScenarioSpec): ErrorDetail[] {
  return columns.flatMap((column, i) =>
    columnsBeside(column).flatMap((name) => {
      const other = columns.find((one) => one.name === name && one !== column);
      if (other && other.kind === column.kind && isInput(other)) return [];
      const expected = `another input of the kind ${column.kind}`;
      return [{ pointer: `/columns/${i}`, column: column.name, expected, received: shown(name) }];
    }),
  );
}

/** Only what the model reads can be changed for another answer. */
export function actionableColumnsAreInputs({ columns }: ScenarioSpec): ErrorDetail[] {
  return columns.flatMap((column, i) => {
    if (!column.actionable || isInput(column)) return [];
    const received = `an actionable column of the role ${roleOf(column)}`;
    return [{ pointer: `/columns/${i}/actionable`, column: column.name, expected: 'an input', received }];
  });
}

/** What a person is must not be advised to be another. */
export function actionableColumnsAreNotSensitive({ columns, sensitive }: ScenarioSpec): ErrorDetail[] {
  return columns.flatMap(({ name, actionable }, i) =>
    actionable && sensitive.includes(name)
      ? [
          {
            pointer: `/columns/${i}/actionable`,
            column: name,
            expected: 'none',
            received: 'a sensitive column',
          },
        ]
      : [],
  );
}

/** A column that can be changed says to what: categories and yes or no to any other value, numbers to listed ones or within a range. */
export function actionableHasValues(spec: ScenarioSpec): ErrorDetail[] {
  return spec.columns.flatMap((column, i) => {
    const { actionable } = column;
    if (!actionable) return [];
    const pointer = `/columns/${i}/actionable`;
    if (typeof actionable === 'object' && 'to' in actionable)
      return listedProblems(column, actionable.to, pointer);
    return wholeProblems(column, pointer);
  });
}

/** Of a column that can be set to all values of its kind, or of a range. */
function wholeProblems(column: ScenarioSpec['columns'][number], pointer: string): ErrorDetail[] {
  const { actionable, kind, name } = column;
  if (kind === 'numeric') {
    if (actionable !== true && settableRange(column)) return [];
    const received = actionable === true ? 'true, for a numeric column' : 'a numeric column without a range';
    return [{ pointer, column: name, expected: 'to: [values] or range: [low, high]', received }];
  }
  if (typeof actionable === 'object')
    return [{ pointer, column: name, expected: 'to: [values]', received: `a range, for a ${kind} column` }];
  const hasValues = kind === 'boolean' || ('categories' in column && column.categories !== undefined);
  const received = `${String(actionable)}, for a ${kind} column`;
  if (!hasValues) return [{ pointer, column: name, expected: 'to: [values]', received }];
  const hasOrder = kind === 'boolean' || kind === 'ordinal';
  if (hasOrder || directionOf(column) === 'any') return [];
  return [{ pointer, column: name, expected: 'true, for categories without an order', received }];
}

function listedProblems(
  column: ScenarioSpec['columns'][number],
  listed: readonly (number | string | boolean)[],
  pointer: string,
): ErrorDetail[] {
  const { kind, name } = column;
  const codes = 'categories' in column ? column.categories?.map(({ code }) => code) : undefined;
  return listed.flatMap((value, place) => {
    const fits = codes ? codes.includes(String(value)) : kind !== 'numeric' || typeof value === 'number';
    if (fits) return [];
    const expected = codes ? `one of ${codes.join(', ')}` : 'a number';
    return [{ pointer: `${pointer}/to/${place}`, column: name, expected, received: shown(value) }];
  });
}

/** Stages go from the least known to the most, and what comes later may be absent. */
export function stagesGrow(spec: ScenarioSpec): ErrorDetail[] {
  const { stages, columns } = spec;
  const late = stages.flatMap(({ without }, i) => without.map((name, j) => ({ name, i, j })));
  const names = stages.map(({ name }) => name);
  return [
    ...names.flatMap((name, i) =>
      names.indexOf(name) < i
        ? [{ pointer: `/stages/${i}/name`, expected: 'each stage once', received: `${shown(name)} twice` }]
        : [],
    ),
    ...late.flatMap(({ name, i, j }) => {
      const pointer = `/stages/${i}/without/${j}`;
      const column = columns.find((one) => one.name === name);
      if (!column) return [{ pointer, expected: 'the name of a column', received: shown(name) }];
      if (!column.optional) {
        return [
          {
            pointer,
            expected: `optional: true at the column ${name}`,
            received: 'a column that must be there',
          },
        ];
      }
      if (!isInput(column)) {
        return [{ pointer, expected: 'an input', received: `${shown(name)} of the role ${roleOf(column)}` }];
      }
      if (i === 0 || stages[i - 1].without.includes(name)) return [];
      const expected = `no column that is known at the stage ${names[i - 1]} before`;
      return [{ pointer, expected, received: shown(name) }];
    }),
  ];
}
