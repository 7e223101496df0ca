import type { BlockContext } from '../../csv/parsed-block.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import type { Derivation } from '../derived/derive.js';
import type { Preparation } from '../preparation/preparation.js';

/** What rows of a file are read by. */
export interface CompiledForm {
  columns: readonly ColumnSpec[];
  /** For each declared column its place in a record, negative where the file does not have the column. */
  positions: readonly number[];
  /** Names of the columns of which a row must have at least one value. */
  needed: readonly string[];
  preparation: Preparation;
  derivation: Derivation;
  layout: BlockContext;
}
