import { textAt } from '../../csv/cell-text.js';
import { fieldsOf, hasPlainFields, type BlockFields } from '../../csv/fields.js';
import { bytesRunAsFormula } from '../../csv/formula-cells.js';
import type { CsvLayout } from '../../csv/layout.js';
import { parseBlock, type ParsedBlock } from '../../csv/records.js';
import type { RowBytes } from '../../csv/row-bytes.js';
import type { CsvBlock } from '../../csv/source.js';
import { formatRow } from '../../csv/writer.js';
import type { ReadRows, RowReader } from '../../tables/reading/rows.js';
import type { GatherPlan } from '../decide/gather-plan.js';
import type { Sampling } from './sampled-blocks.js';
import type { ResultOptions } from './table-header.js';

/** What every block of a file has in common. */
export interface BlockFormat extends ResultOptions {
  layout: CsvLayout;
  /** For each declared column its place in the file's header, -1 when an optional one is not there. */
  positions: number[];
  /** What else is to be gathered of each row, for a rule that decides on the whole file. */
  gather?: GatherPlan;
  /** Which rows are compared with those that were learnt from; absent: none. */
  sampling?: Sampling;
}

/** The records of a block as they are written back, however they were read. */
export interface WrittenRecords {
  /** Write the cells of a good record back. */
  write(record: number, out: RowBytes): void;
  /** The cells of a good record as texts. */
  cells(record: number): readonly string[];
  /** For each good record its place among all records of the block. */
  recordIndexes: Int32Array;
  rejects: ParsedBlock['rejects'];
}

export interface BlockRecords extends WrittenRecords {
  /** The declared columns of the good records. */
  read(reader: RowReader): ReadRows;
}

/** The records of a block: out of its bytes where nothing in them is out of the ordinary, else through csv-parse. */
export function recordsOf(block: CsvBlock, { layout, positions }: BlockFormat): BlockRecords {
  const { bytes, firstLine, firstByte } = block;
  const context = { ...layout, firstLine, firstByte };
  return hasPlainFields(bytes)
    ? ofFields(fieldsOf(bytes, context), { layout, positions })
    : ofTexts(parseBlock(bytes, context), { layout, positions });
}

function ofTexts({ records, recordIndexes, rejects }: ParsedBlock, format: BlockFormat): BlockRecords {
  const { positions, layout } = format;
  return {
    recordIndexes,
    rejects,
    cells: (record) => records[record],
    write: (record, out) => out.text(formatRow(records[record], layout.delimiter)),
    read: (reader) =>
      reader.read(records.length, (row, column) => {
        const position = positions[column];
        return position < 0 ? undefined : records[row][position];
      }),
  };
}

function ofFields(fields: BlockFields, { layout, positions }: BlockFormat): BlockRecords {
  const { bytes, columnCount, places, recordIndexes, rejects } = fields;
  const perRecord = columnCount + 1;
  const cellsOf = (from: number) =>
    Array.from({ length: columnCount }, (_, cell) =>
      textAt(bytes, places[from + cell], places[from + cell + 1] - 1),
    );
  const isPlain = (from: number) => {
    for (let cell = from; cell < from + columnCount; cell++) {
      if (bytesRunAsFormula(bytes, places[cell], places[cell + 1] - 1)) return false;
    }
    return columnCount > 1;
  };
  return {
    recordIndexes,
    rejects,
    read: (reader) => reader.readFields(fields, positions),
    cells: (record) => cellsOf(record * perRecord),
    write(record, out) {
      const from = record * perRecord;
      if (isPlain(from)) out.copy(bytes, places[from], places[from + columnCount] - 1);
      else out.text(formatRow(cellsOf(from), layout.delimiter));
    },
  };
}
