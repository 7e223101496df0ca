import { attributeParts } from '../../../explanation/parts/attribute-parts.js';
import type { PartedCase } from '../../../explanation/parts/parted-case.js';
import { reasonsOf } from '../../../explanation/parts/tell-parts.js';
import type { ExplainedFigure, ExplainedInside } from '../../../explanation/explanation.js';
import type { FigureName } from '../../../explanation/reason-text.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import type { DividedValue } from '../../../tables/columns/divided-value.js';
import { columnKind } from '../../../tables/columns/index.js';
import type { Table } from '../../../tables/table.js';
import type { ServedFigures } from '../../scored-rows.js';

/** Each is a molecule to read, which takes some milliseconds. */
const mostEvaluations = 128;

interface Inside {
  columns: readonly ColumnSpec[];
  sensitive: readonly string[];
  names: readonly FigureName[];
  seed: number;
  /** The figures of rows as they are served, and explained. */
  figures: (declared: Table) => ServedFigures;
}

/** What is found inside of the values of a row, figure by figure. */
export interface FoundInside {
  /** Of each figure. */
  figures: Pick<ExplainedFigure, 'inside'>[];
  evaluations: number;
}

/**
 * What the parts of single values of a row add, of columns whose kind divides them: the other columns stay as they are, and a part is compared with an
 * unknown one in its place.
 */
export function insideOf(declared: Table, { columns, sensitive, ...how }: Inside): FoundInside {
  const found = columns
    .filter(({ name }) => !sensitive.includes(name))
    .flatMap((column) => {
      const value = declared.column(column.name)[0];
      const divided = columnKind(column).divided?.(value);
      return divided ? [attributed(declared, { column, divided }, how)] : [];
    });
  return {
    figures: how.names.map((_, figure) => {
      const inside = found.map((one) => one.insides[figure]);
      return inside.length === 0 ? {} : { inside };
    }),
    evaluations: found.reduce((sum, { evaluations }) => sum + evaluations, 0),
  };
}

function attributed(
  declared: Table,
  { column, divided }: { column: ColumnSpec; divided: DividedValue },
  { names, seed, figures }: Omit<Inside, 'columns' | 'sensitive'>,
): { insides: ExplainedInside[]; evaluations: number } {
  const parted = caseOf(declared, { column, divided, names, figures });
  const { evaluations, ...attribution } = attributeParts(parted, seed);
  const whole = divided.keeping(new Uint8Array(divided.parts.length).fill(1));
  const insides = names.map((_, figure) => {
    const reasons = reasonsOf({ ...parted, attribution }, figure);
    const base = attribution.base[figure];
    const sum = reasons.reduce((all, { contribution }) => all + contribution, 0);
    return {
      feature: column.name,
      value: whole,
      base,
      residual: parted.output[figure] - base - sum,
      reasons,
    };
  });
  return { insides, evaluations };
}

interface ToDivide extends Pick<Inside, 'names' | 'figures'> {
  column: ColumnSpec;
  divided: DividedValue;
}

function caseOf(declared: Table, { column: { name }, divided, names, figures }: ToDivide): PartedCase {
  const type = declared.type(name);
  return {
    parts: divided.parts.map((part, atom) => ({
      feature: name,
      value: part,
      atom,
      told: `${divided.partName} ${atom + 1}: ${part}`,
    })),
    references: 1,
    mostEvaluations,
    ask: (mixtures) =>
      figures(
        declared
          .take(new Int32Array(mixtures.length))
          .extended([{ name, type, values: mixtures.map(({ own }) => divided.keeping(own)) }]),
      ),
    output: figures(declared).values,
    names,
  };
}
