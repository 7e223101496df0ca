import { shown, type ErrorDetail } from '../core/errors.js';
import { jsonPointer } from '../core/text/json-pointer.js';
import { isInput } from '../tables/columns/roles.js';
import type { ScenarioSpec } from './schema/scenario.js';

/** Proposals are settings of numbers, within limits over numbers, for one number that is predicted. */
export function optimisationIsWellFormed(spec: ScenarioSpec): ErrorDetail[] {
  const { optimisation, columns, sensitive, target } = spec;
  if (!optimisation) return [];
  const details: ErrorDetail[] = [];
  const problem = (place: (string | number)[], expected: string, received: string) =>
    details.push({ pointer: jsonPointer(['optimisation', ...place]), expected, received });
  if (target?.kind !== 'numeric' || spec.task.name !== 'regression') {
    problem([], 'a scenario that predicts one number (regression)', spec.task.name);
  }
  // What is kept of training rows to tell where data are must not tell of people.
  if (sensitive.length > 0) problem([], 'no sensitive columns', shown(sensitive));
  const isSettable = columns.some(
    ({ actionable }) => typeof actionable === 'object' && 'range' in actionable,
  );
  if (!isSettable) problem([], 'a column with actionable: { range: [low, high] }', 'none');
  const numbers = columns.filter((column) => isInput(column) && column.kind === 'numeric');
  const names = optimisation.limits.map(({ name }) => name);
  optimisation.limits.forEach(({ name, terms }, i) => {
    if (names.indexOf(name) < i) problem(['limits', i, 'name'], 'each limit once', `${shown(name)} twice`);
    for (const column of Object.keys(terms)) {
      if (numbers.some((one) => one.name === column)) continue;
      problem(['limits', i, 'terms', column], 'the name of an input of the kind numeric', shown(column));
    }
  });
  return details;
}
