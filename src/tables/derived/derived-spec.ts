import type { CategoricalColumnSpec } from '../columns/categorical.column.js';
import type { NumericColumnSpec } from '../columns/numeric.column.js';

/**
 * A column that is worked out from others: a number, or a text that becomes a category. It is prepared like a declared one, but is no
 * field of a request or a file.
 */
export type DerivedColumnSpec = Derived<NumericColumnSpec> | Derived<CategoricalColumnSpec>;

type Derived<Column extends { missing: unknown }> = Omit<Column, 'missing'> & {
  /** Over declared columns and derived ones above, see `docs/scenario-spec.md`. */
  expression: string;
  /** No row is refused for a derived value: the columns that it rests on have rules of their own. */
  missing: Exclude<Column['missing'], 'reject'>;
};
