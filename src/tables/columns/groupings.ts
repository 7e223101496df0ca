import type { ColumnSpecBase } from './column-base.js';
import { columnKind } from './index.js';

/** By what the rows of a column can be kept together besides its value: names and what they make of a value. */
export function groupingsOf(
  column: Pick<ColumnSpecBase, 'kind'>,
): Readonly<Record<string, (value: string) => string>> {
  return columnKind(column).groupings ?? {};
}
