import { figureText } from '../../core/text/figures.js';
import { textAt } from '../../csv/cell-text.js';
import type { CsvLayout } from '../../csv/layout.js';
import { formatCell, formatRow } from '../../csv/writer.js';
import { recordFlags, recordNumbers } from '../../engine/wasm/rows/row-cells.js';
import { RowLines, type CellForm, type WrittenLines } from '../../engine/wasm/rows/row-lines.js';
import type { RowMemory } from '../../engine/wasm/rows/row-memory.js';
import type { CompiledBlock } from '../../tables/reading/compiled-rows.js';
import type { WrittenRecords } from './block-records.js';

interface CompiledRecords extends WrittenRecords {
  /** The record as it stands in the output. */
  text(record: number): string;
  /** Start, end, and whether it is to be written as its text says, of a record. */
  boundsOf(record: number): [start: number, end: number, isChanged: boolean];
}

/** Records that a kernel read, written back by their bytes. */
export function compiledRecords(
  bytes: Uint8Array,
  { places, recordIndexes, rejects }: Pick<CompiledBlock, 'places' | 'recordIndexes' | 'rejects'>,
  { delimiter, columnCount }: CsvLayout,
): CompiledRecords {
  const boundsOf: CompiledRecords['boundsOf'] = (record) => {
    const from = record * recordNumbers;
    const isChanged = columnCount === 1 || (places[from + 3] & recordFlags.doubtful) !== 0;
    return [places[from], places[from + 1], isChanged];
  };
  const cells = (record: number) => {
    const [start, end] = boundsOf(record);
    return textAt(bytes, start, end).split(delimiter);
  };
  const text = (record: number) => formatRow(cells(record), delimiter);
  return {
    recordIndexes,
    rejects,
    cells,
    text,
    boundsOf,
    write(record, out) {
      const [start, end, isChanged] = boundsOf(record);
      if (isChanged) out.text(text(record));
      else out.copy(bytes, start, end);
    },
  };
}

/** What the lines of a block are made of. */
interface BlockLines {
  read: CompiledBlock;
  records: CompiledRecords;
  /** How many bytes the block has. */
  bytes: number;
  outputs: Float32Array;
}

/** Writes blocks that were read into a memory. */
export function compiledLines(
  memory: RowMemory,
  {
    cells,
    width,
    layout,
    tag,
  }: { cells: readonly CellForm[]; width: number; layout: CsvLayout; tag: string },
): (block: BlockLines) => WrittenLines {
  const { delimiter, columnCount } = layout;
  const written = (text: string) => formatCell(text, delimiter);
  const lines = new RowLines(memory, {
    delimiter,
    outputs: width,
    cells: cells.map((cell) => (cell.kind === 'choice' ? { ...cell, texts: cell.texts.map(written) } : cell)),
    tail: written(tag),
    // Of each cell quotes around it, and an apostrophe.
    more: 3 * columnCount + 2,
    figureText,
  });
  return ({ read: { at, accepted }, records, bytes, outputs }) => {
    const rows = new Uint32Array(3 * accepted.length);
    accepted.forEach((record, row) => {
      const [start, end, isChanged] = records.boundsOf(record);
      rows[3 * row] = start;
      rows[3 * row + 1] = end;
      rows[3 * row + 2] = Number(isChanged);
    });
    return lines.write({ at, bytes, rows, outputs, record: (row) => records.text(accepted[row]) });
  };
}
