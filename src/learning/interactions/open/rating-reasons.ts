import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { columnText } from '../../../explanation/reason-text.js';
import { Table } from '../../../tables/table.js';
import type { PartedCase } from '../../../explanation/parts/parted-case.js';
import { PartReasons } from '../../part-reasons.js';
import type { RatingPredictor } from './rating-predictor.js';

const method =
  'Exact Shapley values of the customer and of the product, compared with a customer and a product that nothing is known of.';

/** What a rating rests on: who rates and what is rated. */
export function ratingReasons(
  ratings: RatingPredictor,
  { columns, unit }: { columns: readonly ColumnSpec[]; unit?: string },
): PartReasons {
  const parts = columns.filter(({ name }) => name === 'customer' || name === 'item');
  const caseOf = (declared: Table, row: number): PartedCase => {
    const own = parts.map(({ name }) => declared.column(name)[row]);
    const rowsOf = (mixtures: readonly { own: ArrayLike<number> }[]) =>
      Table.fromColumns(
        parts.map(({ name }, part) => ({
          name,
          type: 'text' as const,
          values: mixtures.map((mixture) => (mixture.own[part] ? own[part] : null)),
        })),
      );
    return {
      parts: parts.map((column, part) => {
        const value = own[part];
        return { feature: column.name, value, told: columnText(column, value) };
      }),
      references: 1,
      ask: (mixtures) => ({ values: ratings.values(rowsOf(mixtures)), width: 1 }),
      output: ratings.values(declared.take([row])),
      names: [unit === undefined ? {} : { unit }],
    };
  };
  return new PartReasons({
    method,
    casesOf: (declared, rows) => Array.from(rows, (row) => caseOf(declared, row)),
  });
}
