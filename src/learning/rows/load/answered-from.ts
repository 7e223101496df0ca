import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import { mayBeLearntFrom } from '../../../tables/columns/roles.js';

/** Names of the columns that an answer rests on: an identifier only says which row it is, and context is shown. */
export function answeredFrom({ columns }: ScenarioSpec): string[] {
  return columns.filter(mayBeLearntFrom).map(({ name }) => name);
}
