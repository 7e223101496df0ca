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
  /** Write start, end, and 1 where it is to be written as its text says, else 0, of a record. */
  putBounds(record: number, out: Uint32Array, at: number): void;
}

/** Records that a kernel read, written back by their bytes. */
export function compiledRecords(
  bytes: Uint8Array,
  { places, recordIndexes, rejects }: Pick<CompiledBlock, 'places' | 'recordIndexes' | 'rejects'>,
  { delimiter, columnCount }: CsvLayout,
): CompiledRecords {
  const start = (record: number) => places[record * recordNumbers];
  const end = (record: number) => places[record * recordNumbers + 1];
  const isChanged = (record: number) =>
    columnCount === 1 || (places[record * recordNumbers + 3] & recordFlags.doubtful) !== 0;
  const cells = (record: number) => textAt(bytes, start(record), end(record)).split(delimiter);
  const text = (record: number) => formatRow(cells(record), delimiter);
  return {
    recordIndexes,
    rejects,
    cells,
    text,
    putBounds(record, out, at) {
      out[at] = start(record);
      out[at + 1] = end(record);
      out[at + 2] = Number(isChanged(record));
    },
    write(record, out) {
      if (isChanged(record)) out.text(text(record));
      else out.copy(bytes, start(record), end(record));
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
    for (let row = 0; row < accepted.length; row++) records.putBounds(accepted[row], rows, 3 * row);
    return lines.write({ at, bytes, rows, outputs, record: (row) => records.text(accepted[row]) });
  };
}
