import { shown, type ErrorDetail } from '../core/errors.js';
import { readConditions, readDerived } from '../tables/derived/read-derived.js';
import type { ScenarioSpec } from './schema/scenario.js';
import { targetsOf } from './targets.js';

/** Whether the rows of a scenario have rows before them in a series, which a derived column can look back to. */
export function readsSeries({ task, stages }: Pick<ScenarioSpec, 'task' | 'stages'>): boolean {
  return typeof task.options.order === 'string' && stages.length === 0;
}

/** Derived columns have names of their own and expressions that can be worked out. */
export function derivedColumnsAreWellFormed(spec: ScenarioSpec): ErrorDetail[] {
  const { derived, columns, interactions } = spec;
  if (derived.length > 0 && interactions) {
    const expected = `none for the task ${spec.task.name}, which learns from no rows`;
    return [{ pointer: '/derived', expected, received: shown(derived.map(({ name }) => name)) }];
  }
  const { problems } = readDerived(derived, { columns, series: readsSeries(spec) });
  return [...namesAreNew(spec), ...rangesRise(spec), ...problems];
}

/** Combinations of values that cannot be are conditions over the columns of a row. */
export function impossibleCombinationsAreWellFormed(spec: ScenarioSpec): ErrorDetail[] {
  const { impossible, columns, derived, interactions } = spec;
  if (impossible.length > 0 && interactions) {
    const expected = `none for the task ${spec.task.name}, which learns from no rows`;
    return [{ pointer: '/impossible', expected, received: shown(impossible.map(({ when }) => when)) }];
  }
  const conditions = impossible.map(({ when }) => when);
  return readConditions(conditions, { columns, derived }, (place) => `/impossible/${place}/when`).problems;
}

function namesAreNew(spec: ScenarioSpec): ErrorDetail[] {
  const { derived, columns } = spec;
  const taken = [...columns, ...targetsOf(spec)].map(({ name }) => name);
  return derived.flatMap(({ name }, i) => {
    const known = taken.includes(name);
    taken.push(name);
    if (!known) return [];
    const expected = 'a name that no other column and no target has';
    return [{ pointer: `/derived/${i}/name`, expected, received: shown(name) }];
  });
}

function rangesRise({ derived }: ScenarioSpec): ErrorDetail[] {
  return derived.flatMap((column, i) => {
    const range = column.kind === 'numeric' ? column.range : undefined;
    if (!range || range[0] <= range[1]) return [];
    return [{ pointer: `/derived/${i}/range`, expected: 'the lower end first', received: shown(range) }];
  });
}
