import type { CellValue, Feature } from '../data/columns/column-kind.js';
import type { FeatureMatrix } from '../data/preparation.js';
import type { Table } from '../data/table.js';
import { gatherRows, type InputColumns } from '../models/examples.js';

/** What one row is to teach: a value, or several where a task looks beyond the row itself; null where there is nothing. */
export type TargetValue = CellValue | readonly (number | null)[];

/** A table with derived columns beside the features that were prepared from it, row by row. */
export interface PreparedTable {
  table: Table;
  matrix: FeatureMatrix;
  /** The meaning of each feature of `matrix`. */
  features: readonly Feature[];
}

/** How the rows of a table become examples: what a network reads for a row, and what the row teaches. */
export interface Framing {
  /** One per row of the table. */
  targets(table: Table): readonly TargetValue[];
  /**
   * Inputs of some rows, in their order. Other rows of the table may be read as the context of these: those that a door
   * sends with them, or, while learning, those that came before.
   * @param rows positions in the table; absent: every row.
   */
  inputs(prepared: PreparedTable, rows?: Int32Array): InputColumns;
}

/** A row stands for itself: one input `features`, of its own features. */
export function ownFeatures(target: string): Framing {
  return {
    targets: (table) => table.column(target),
    inputs({ matrix: { data, width } }, rows) {
      return { features: { data: rows ? gatherRows(data, width, rows) : data, shape: [width] } };
    },
  };
}
