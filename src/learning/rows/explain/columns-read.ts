import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { columnsBeside } from '../../../tables/columns/roles.js';
import { parentsOf } from '../../../tables/derived/parents.js';
import type { RowPreparation } from '../../../tables/preparation/staged-preparation.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';

type Declared = Pick<ScenarioSpec, 'columns' | 'derived' | 'stages'>;

/** The declared columns of which features are made, as themselves or through derived ones, and those that tell the stage of a row. */
export function columnsRead(
  { features }: Pick<RowPreparation, 'features'>,
  { columns, derived, stages }: Declared,
): ColumnSpec[] {
  const parents = parentsOf(derived, columns);
  const prepared = new Set(features.map(({ column }) => column));
  const beside = [...columns, ...derived].filter(({ name }) => prepared.has(name)).flatMap(columnsBeside);
  const read = new Set([...prepared, ...beside].flatMap((name) => parents.get(name) ?? [name]));
  for (const { without } of stages) for (const name of without) read.add(name);
  return columns.filter(({ name }) => read.has(name));
}
