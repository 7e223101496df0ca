import type { ErrorDetail } from '../core/errors.js';
import { shown } from '../core/errors.js';
import { jsonPointer } from '../core/text/json-pointer.js';
import { groupingsOf } from '../tables/columns/groupings.js';
import { isInput } from '../tables/columns/roles.js';
import {
  actionableColumnsAreInputs,
  actionableColumnsAreNotSensitive,
  actionableHasValues,
  columnsBesideAreInputs,
  rolesFit,
  stagesGrow,
} from './check-columns.js';
import { derivedColumnsAreWellFormed, impossibleCombinationsAreWellFormed } from './check-derived.js';
import { optimisationIsWellFormed } from './check-optimisation.js';
import { targetsAreWellFormed } from './check-targets.js';
import type { ScenarioSpec } from './schema/scenario.js';
import { targetPath, targetsOf } from './targets.js';

type Check = (spec: ScenarioSpec) => ErrorDetail[];

function duplicates(names: readonly string[]): string[] {
  return names.filter((name, i) => names.indexOf(name) !== i);
}

/** Everything that is declared as a column is, with its place in the specification. */
function columnsAndTargets(spec: ScenarioSpec) {
  return [
    ...spec.columns.map((column, i) => ({ column, path: ['columns', i] })),
    ...targetsOf(spec).map((column, i) => ({ column, path: targetPath(spec, i) })),
  ];
}

const columnNamesAreUnique: Check = (spec) =>
  duplicates(spec.columns.map(({ name }) => name)).map((name) => ({
    pointer: '/columns',
    expected: 'every column under a name of its own',
    received: `${shown(name)} twice`,
  }));

/** Codes and labels are both accepted as input, so one word must not mean two categories. */
const categoriesAreUnambiguous: Check = (spec) =>
  columnsAndTargets(spec).flatMap(({ column, path }) => {
    if (!('categories' in column) || !column.categories) return [];
    const pointer = jsonPointer([...path, 'categories']);
    const names = column.categories.flatMap((category) => [
      ...new Set(
        [category.code, category.label.en, category.label.zh].map((text) => text.trim().toLowerCase()),
      ),
    ]);
    return duplicates(names).map((name) => ({
      pointer,
      column: column.name,
      expected: 'codes and labels that name one category each',
      received: `${shown(name)} for two categories`,
    }));
  });

const fillsAreCategories: Check = (spec) =>
  spec.columns.flatMap((column, i) => {
    if (column.kind !== 'categorical' && column.kind !== 'ordinal') return [];
    if (typeof column.missing !== 'object' || !column.categories) return [];
    const { fill } = column.missing;
    if (column.categories.some((category) => category.code === fill)) return [];
    return [
      {
        pointer: `/columns/${i}/missing/fill`,
        expected: 'a category code of the column',
        received: shown(fill),
      },
    ];
  });

const refusalsHaveCategories: Check = (spec) =>
  spec.columns.flatMap((column, i) =>
    column.kind === 'categorical' && column.unknown === 'reject' && !column.categories
      ? [
          {
            pointer: `/columns/${i}/categories`,
            expected: 'categories, to tell what is unknown',
            received: 'none',
          },
        ]
      : [],
  );

const rangesRise: Check = (spec) =>
  columnsAndTargets(spec).flatMap(({ column, path }) => {
    if (column.kind !== 'numeric' || !column.range) return [];
    const [low, high] = column.range;
    if (low === null || high === null || low <= high) return [];
    const pointer = jsonPointer([...path, 'range']);
    return [{ pointer, expected: 'the lower end first', received: shown(column.range) }];
  });

const separatorsDiffer: Check = (spec) =>
  columnsAndTargets(spec).flatMap(({ column, path }) => {
    if (column.kind !== 'numeric' || column.thousands !== (column.decimal ?? '.')) return [];
    const pointer = jsonPointer([...path, 'thousands']);
    const expected = 'another character than the decimal one';
    return [{ pointer, column: column.name, expected, received: shown(column.thousands) }];
  });

const sensitiveColumnsExist: Check = (spec) =>
  spec.sensitive.flatMap((name, i) =>
    spec.columns.some((column) => column.name === name)
      ? []
      : [{ pointer: `/sensitive/${i}`, expected: 'the name of a column', received: shown(name) }],
  );

const loggedColumnsExist: Check = ({ log, columns }) => {
  if (!log) return [];
  const named = [
    ...(log.key === undefined ? [] : [{ name: log.key, pointer: '/log/key' }]),
    ...log.personal.map((name, i) => ({ name, pointer: `/log/personal/${i}` })),
  ];
  return named.flatMap(({ name, pointer }) =>
    columns.some((column) => column.name === name)
      ? []
      : [{ pointer, expected: 'the name of a column', received: shown(name) }],
  );
};

const splitHasItsColumn: Check = ({ split, columns }) => {
  const { method, column, columns: several } = split;
  const isKnown = (name: string) => columns.some((one) => one.name === name);
  if (method === 'group' && column === undefined && several) {
    return several.flatMap((name, i) =>
      isKnown(name)
        ? []
        : [{ pointer: `/split/columns/${i}`, expected: 'the name of a column', received: shown(name) }],
    );
  }
  if (several) {
    const expected = method === 'group' ? 'either column or columns' : `no columns for the method ${method}`;
    return [{ pointer: '/split/columns', expected, received: shown(several) }];
  }
  const needed = method !== 'random' && method !== 'stratified';
  if (needed === (column !== undefined) && (!column || isKnown(column))) return [];
  return [
    {
      pointer: '/split/column',
      expected: needed ? `a column to split by ${method}` : `no column for the method ${method}`,
      received: shown(column ?? null),
    },
  ];
};

const givenSplitIsNamed: Check = ({ split, columns }) => {
  const { method, group, test } = split;
  const details: ErrorDetail[] = [];
  if ((method === 'given') !== (typeof test === 'string')) {
    const expected = method === 'given' ? 'the text that marks the rows held out' : 'a fraction of the rows';
    details.push({ pointer: '/split/test', expected, received: shown(test) });
  }
  if (group !== undefined && (method !== 'given' || !columns.some(({ name }) => name === group))) {
    const expected = 'the name of a column, for the method given';
    details.push({ pointer: '/split/group', expected, received: shown(group) });
  }
  return details;
};

const groupingIsKnown: Check = ({ split, columns }) => {
  const { method, by, column, group } = split;
  if (by === undefined) return [];
  const name = method === 'group' ? column : method === 'given' ? group : undefined;
  const grouped = columns.find((one) => one.name === name);
  const known = grouped ? Object.keys(groupingsOf(grouped)) : [];
  if (known.includes(by)) return [];
  const expected =
    known.length > 0
      ? `one of ${known.join(', ')}`
      : 'a group column whose kind tells groups, such as molecule';
  return [{ pointer: '/split/by', expected, received: shown(by) }];
};

const timeCanBeOrdered: Check = ({ split, columns }) => {
  const column = columns.find(({ name }) => name === split.column);
  if (split.method !== 'time' || !column || column.kind === 'date' || column.kind === 'numeric') return [];
  return [{ pointer: '/split/column', expected: 'a date or numeric column', received: column.kind }];
};

/** An index has no slot that a filled value could take; it has one of its own for what is missing. */
const indexesAreNotFilled: Check = ({ columns }) =>
  columns.flatMap(({ missing, ...column }, i) => {
    const isIndex = isInput(column) && column.kind === 'categorical' && column.encoding === 'index';
    if (!isIndex || missing === 'reject' || missing === 'own-category') return [];
    const expected = 'reject or own-category, for a column with encoding: index';
    return [{ pointer: `/columns/${i}/missing`, expected, received: shown(missing) }];
  });

const actionNamesAreOfActions: Check = ({ decision, actionNames = {} }) => {
  const actions: unknown[] = Object.values(Object(decision?.actions) as object);
  const expected = actions.length === 0 ? 'no names without a decision' : `one of ${actions.join(', ')}`;
  return Object.keys(actionNames).flatMap((name) =>
    actions.includes(name)
      ? []
      : [{ pointer: jsonPointer(['actionNames', name]), expected, received: shown(name) }],
  );
};

const checks: readonly Check[] = [
  columnNamesAreUnique,
  categoriesAreUnambiguous,
  fillsAreCategories,
  indexesAreNotFilled,
  refusalsHaveCategories,
  rangesRise,
  separatorsDiffer,
  sensitiveColumnsExist,
  loggedColumnsExist,
  splitHasItsColumn,
  givenSplitIsNamed,
  groupingIsKnown,
  timeCanBeOrdered,
  targetsAreWellFormed,
  rolesFit,
  columnsBesideAreInputs,
  actionableColumnsAreInputs,
  actionableColumnsAreNotSensitive,
  actionableHasValues,
  stagesGrow,
  derivedColumnsAreWellFormed,
  impossibleCombinationsAreWellFormed,
  actionNamesAreOfActions,
  optimisationIsWellFormed,
];

/** What the schema cannot say: fields that must agree with each other. Empty when all is well. */
export function checkScenario(spec: ScenarioSpec): ErrorDetail[] {
  return checks.flatMap((check) => check(spec));
}
