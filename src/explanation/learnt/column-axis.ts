import type { CellValue } from '../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import { columnKind } from '../../tables/columns/index.js';
import type { ColumnBins } from '../../tables/reference/reference.js';
import type { Ladder } from './ladder.js';

/** A value of a column, and in how many rows that were learnt from it stands; null: in few, which are not told one by one. */
export interface Level {
  value: string | number;
  rows: number | null;
}

/** What a column is asked about: the edges of bins, or values; and the rows that were learnt from there. */
export type ColumnAxis = BinnedAxis | LevelAxis;

interface BinnedAxis {
  /** Rows between each two edges. */
  bins: readonly number[];
  /** Of the edges. */
  ladder: Ladder;
  /** Rows without a value. */
  missing: number;
}

interface LevelAxis {
  levels: readonly Level[];
  /** The supported levels in their order; absent where they have none. */
  ladder?: Ladder;
  missing: number;
}

/**
 * @param bins the rows that were learnt from.
 * @param cells of the rows that are asked.
 */
export function columnAxis(column: ColumnSpec, bins: ColumnBins, cells: readonly CellValue[]): ColumnAxis {
  if (bins.type === 'text') return categories(column, bins, cells);
  const { missing, counts, edges, values } = bins;
  const rows = Float64Array.from(cells, (cell) => (typeof cell === 'number' ? cell : NaN));
  if (!values) return { bins: counts, missing, ladder: { values: edges, places: edges, rows } };
  const levels = values.map((value, i) => ({ value, rows: counts[i] }));
  return { levels, missing, ladder: { values, places: values, rows } };
}

function categories(
  column: ColumnSpec,
  bins: Extract<ColumnBins, { type: 'text' }>,
  cells: readonly CellValue[],
): LevelAxis {
  const { tell = String, isOrdered } = columnKind(column).profiled;
  const counts = new Map(bins.values.map((value, i) => [value, bins.counts[i]]));
  // What is not named stands among the others, if these are any.
  const unnamed = bins.others === 0 ? 0 : null;
  const levels = valuesOf(column, bins.values).map((value) => ({
    value,
    rows: counts.get(tell(value)) ?? unnamed,
  }));
  if (!isOrdered) return { levels, missing: bins.missing };
  const asked = levels.filter(isSupported).map(({ value }) => value);
  const rows = Float64Array.from(cells, (cell) => {
    const place = levels.findIndex(({ value }) => value === cell);
    return place < 0 ? NaN : place;
  });
  const places = asked.map((value) => levels.findIndex((level) => level.value === value));
  return { levels, missing: bins.missing, ladder: { values: asked, places, rows } };
}

/** As the column is declared, else those that are known by name. */
function valuesOf(column: ColumnSpec, known: readonly string[]): (string | number)[] {
  if (column.kind === 'boolean') return [0, 1];
  const declared = 'categories' in column ? column.categories : undefined;
  return declared?.map(({ code }) => code) ?? [...known];
}

/** Whether rows stand there that the answer can be learnt from. */
export function isSupported({ rows }: Level): boolean {
  return rows !== null && rows > 0;
}
