import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import type { Table } from '../../../tables/table.js';
import { derivationOf, type Derivation } from '../../../tables/derived/derive.js';
import { readsSeries } from '../../../scenarios/check-derived.js';
import type { ScenarioSpec } from '../../../scenarios/schema/scenario.js';
import type { HistoryRules } from '../examples/examples.js';
import { SeriesIndex } from '../examples/series.js';

/** Every column of a table of rows, in the order of the features: the declared columns, whatever their role, then the derived ones. */
export function rowColumns({ columns, derived }: ScenarioSpec): ColumnSpec[] {
  return [...columns, ...derived];
}

/** The derived columns of a scenario, to be worked out for any of its tables. */
export function scenarioDerivation(spec: ScenarioSpec): Derivation {
  const { group, order } = spec.task.options as { group?: string; order: string };
  return derivationOf(spec.derived, {
    columns: spec.columns,
    series: readsSeries(spec),
    seriesOf: (table) => {
      const index = new SeriesIndex(table, { group, order });
      return (row, rows) => index.before(row, rows);
    },
  });
}

/** The rules for the rows before a row, in tables of the declared columns, of which derived ones look back further. */
export function historyWithReach(
  history: HistoryRules | undefined,
  derivation: Derivation,
): HistoryRules | undefined {
  if (!history) return history;
  const { filled, window } = history;
  const { reach } = derivation;
  const complete = (table: Table) =>
    filled.every((name) => table.has(name)) ? table : derivation.score(table);
  return {
    ...history,
    window: window + reach,
    readable: (table) => history.readable(complete(table), reach),
  };
}
