import type { Mixture, PartedCase } from '../../../explanation/parts/parted-case.js';
import type { FigureName } from '../../../explanation/reason-text.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { Table } from '../../../tables/table.js';
import type { PartedCases } from '../../part-reasons.js';
import type { ServedFigures } from '../../scored-rows.js';
import { columnPart, toldFigures } from './column-parts.js';
import { columnsMethod, stagedMethod } from './method.js';
import type { References } from './references.js';

interface DeclaredParts {
  /** Declared columns of which features are made. */
  columns: readonly ColumnSpec[];
  references: References;
  sensitive: readonly string[];
  names: readonly FigureName[];
  /** Whether the figures are the probabilities of classes, of which the likeliest is explained. */
  isOneOfClasses: boolean;
  /** The figures of rows of these columns, as they are served and explained. */
  figures: (declared: Table) => ServedFigures;
  /** A row as it is answered, and the references as they would have been known then; absent: as they are. */
  alike?: (row: Table, references: Table) => { row: Table; references: Table };
}

/**
 * Rows whose columns are their parts, asked as rows again: for what is answered by more than one network of features, where the answer cannot be
 * followed feature by feature. Derived columns are worked out anew in every mixture.
 */
export function declaredCases(parts: DeclaredParts): PartedCases {
  const { columns, references, sensitive, figures, alike } = parts;
  const { table, from, seed, sha256 } = references;
  const names = columns.map(({ name }) => name);
  return {
    method: alike ? stagedMethod : columnsMethod,
    references: { count: table.rows, from, sha256 },
    seed,
    hasSensitive: sensitive.length > 0,
    // Of rows that are known at several stages there is no whole.
    ...(!alike && { overall: { columns, figures: parts.names, rows: table, answers: figures } }),
    casesOf: (declared, rows) => Array.from(rows, (row) => caseOf(parts, declared.take([row]).select(names))),
  };
}

function caseOf(parts: DeclaredParts, declared: Table): PartedCase {
  const { columns, references, sensitive, figures, names, isOneOfClasses } = parts;
  const known = parts.alike?.(declared, references.table) ?? { row: declared, references: references.table };
  const own = columns.map(({ name }) => known.row.column(name)[0]);
  const others = columns.map(({ name }) => known.references.column(name));
  const output = figures(known.row).values;
  return {
    parts: columns.map((column, part) => columnPart(column, own[part], sensitive)),
    references: known.references.rows,
    differs: (reference, part) => others[part][reference] !== own[part],
    ask: (mixtures) => figures(mixed(known.row, { mixtures, own, others })),
    output,
    names,
    told: toldFigures(output, names, isOneOfClasses),
  };
}

interface Mixed {
  mixtures: readonly Mixture[];
  own: readonly CellValue[];
  others: readonly (readonly CellValue[])[];
}

/** A row for each mixture. */
function mixed(like: Table, { mixtures, own, others }: Mixed): Table {
  return Table.fromColumns(
    like.names.map((name, part) => ({
      name,
      type: like.type(name),
      values: mixtures.map((mixture) => (mixture.own[part] ? own[part] : others[part][mixture.reference])),
    })),
  );
}
