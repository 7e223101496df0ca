import { recordFlags, recordNumbers } from '../../engine/wasm/rows/row-cells.js';
import { textAt } from '../../csv/cell-text.js';
import type { CsvLayout } from '../../csv/layout.js';
import { formatRow } from '../../csv/writer.js';
import type { CompiledBlock } from '../../tables/reading/compiled-rows.js';
import type { WrittenRecords } from './block-records.js';

/** Records that a kernel read, written back by their bytes. */
export function compiledRecords(
  bytes: Uint8Array,
  { places, recordIndexes, rejects }: Pick<CompiledBlock, 'places' | 'recordIndexes' | 'rejects'>,
  { delimiter, columnCount }: CsvLayout,
): WrittenRecords {
  const boundsOf = (record: number) => {
    const from = record * recordNumbers;
    return { start: places[from], end: places[from + 1], flags: places[from + 3] };
  };
  const cellsOf = (record: number) => {
    const { start, end } = boundsOf(record);
    return textAt(bytes, start, end).split(delimiter);
  };
  return {
    recordIndexes,
    rejects,
    cells: cellsOf,
    write(record, out) {
      const { start, end, flags } = boundsOf(record);
      if (columnCount > 1 && !(flags & recordFlags.doubtful)) out.copy(bytes, start, end);
      else out.text(formatRow(cellsOf(record), delimiter));
    },
  };
}
