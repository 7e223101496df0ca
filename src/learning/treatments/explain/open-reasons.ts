import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import type { Table } from '../../../tables/table.js';
import { PartReasons } from '../../part-reasons.js';
import { declaredCases } from '../../rows/explain/declared-cases.js';
import type { References } from '../../rows/explain/references.js';
import type { ServedFigures } from '../../scored-rows.js';

interface Opened {
  spec: ScenarioSpec;
  columns: readonly ColumnSpec[];
  references: References;
  unit?: string;
  served: (declared: Table) => ServedFigures;
}

/** Who explains the effects of a version: what every column adds to how much the treatment changes. */
export function openEffectReasons({ spec, columns, references, unit, served }: Opened): PartReasons {
  return new PartReasons(
    declaredCases({
      columns,
      references,
      sensitive: spec.sensitive,
      names: [{ ...(unit !== undefined && { unit }), quantity: 'the effect of the treatment' }],
      isOneOfClasses: false,
      figures: served,
    }),
  );
}
