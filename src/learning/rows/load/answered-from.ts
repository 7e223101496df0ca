import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';

/** Names of the columns that tell something of a row; an identifier only says which one it is. */
export function answeredFrom({ columns }: ScenarioSpec): string[] {
  return columns.filter(({ kind }) => kind !== 'identifier').map(({ name }) => name);
}
