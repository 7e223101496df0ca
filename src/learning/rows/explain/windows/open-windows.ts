import type { ScenarioSpec } from '../../../../scenarios/schema/scenario.js';
import { parentsOf } from '../../../../tables/derived/parents.js';
import { PartReasons } from '../../../part-reasons.js';
import type { ScoredRows } from '../../../scored-rows.js';
import { rowColumns } from '../../load/derived-columns.js';
import { namedFigures } from '../served-names.js';
import { windowCases, type WindowedModel } from './window-cases.js';

interface Opened extends Omit<WindowedModel, 'columns' | 'isSensitive' | 'named' | 'target'> {
  spec: ScenarioSpec;
  scored: (outputs: Float32Array, rows: number) => ScoredRows;
}

/** Who explains the rows of a version that are read with those before them; undefined where its figures are none that parts add to. */
export function openWindowReasons({ spec, scored, ...model }: Opened): PartReasons | undefined {
  const named = namedFigures(spec, scored(new Float32Array(), 0));
  if (!named) return undefined;
  const parents = parentsOf(spec.derived, spec.columns);
  const isSensitive = (column: string) =>
    [column, ...(parents.get(column) ?? [])].some((name) => spec.sensitive.includes(name));
  const target = spec.target?.name;
  return new PartReasons(windowCases({ ...model, named, target, isSensitive, columns: rowColumns(spec) }));
}
