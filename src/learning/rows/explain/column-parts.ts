import type { Part } from '../../../explanation/parts/parted-case.js';
import { columnText, shownValue, type FigureName } from '../../../explanation/reason-text.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';

/** A column of a row as a part of it. */
export function columnPart(column: ColumnSpec, value: CellValue, sensitive: readonly string[]): Part {
  return {
    feature: column.name,
    value: shownValue(column, value),
    told: columnText(column, value),
    isSensitive: sensitive.includes(column.name),
  };
}

/** Places of the figures of a row that are told; of classes the likeliest alone. */
export function toldFigures(
  output: Float64Array,
  names: readonly FigureName[],
  isOneOfClasses: boolean,
): number[] {
  if (!isOneOfClasses) return names.map((_, figure) => figure);
  return [output.indexOf(Math.max(...output))];
}
