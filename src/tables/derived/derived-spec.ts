import type { NumericColumnSpec } from '../columns/numeric.column.js';

/** A column that is worked out from others. It is prepared like a declared one, but is no field of a request or a file. */
export interface DerivedColumnSpec extends NumericColumnSpec {
  /** Over declared columns and derived ones above, see `docs/scenario-spec.md`. */
  expression: string;
  /** No row is refused for a derived value: the columns that it rests on have rules of their own. */
  missing: Exclude<NumericColumnSpec['missing'], 'reject'>;
}
