import { createHeapTrimmer } from '../../core/processes/heap-trimmer.js';
import type { CellNote, NoteCollector } from '../../tables/columns/column-kind.js';
import type { CsvBlock } from '../../csv/source.js';
import type { CsvLayout } from '../../csv/layout.js';
import { locate } from '../../csv/records.js';
import { RowBytes } from '../../csv/row-bytes.js';
import { formatRow } from '../../csv/writer.js';
import { createRowReader, type RejectedRow } from '../../tables/reading/rows.js';
import { familyOf } from '../../learning/index.js';
import type { Predictor } from '../../learning/predictor.js';
import { recordsOf, type BlockFormat, type BlockRecords } from './block-records.js';
import { createRowScorer } from './score-rows.js';

export type { BlockFormat } from './block-records.js';

/** Garbage of so many blocks may stand before it is collected. */
const heapSlackBytes = 16 * 1024 * 1024;

/** A rejected record as one line of the rejects file. */
export const rejectColumns = ['line', 'column', 'reason', 'original'] as const;

/** How often each remark was made, by `code column`; for instance `out-of-range age_years`. */
export type NoteCounts = Record<string, number>;

export interface ScoredBlock {
  /** Place of the block in the file. */
  index: number;
  /** Output lines in UTF-8, each with its line end; with a buffer of its own, so that it can move between threads. */
  output: Uint8Array<ArrayBuffer>;
  /** Lines of the rejects file. */
  rejects: string;
  scored: number;
  rejected: number;
  notes: NoteCounts;
}

/**
 * Scores blocks of one file: parse, read, prepare, predict, write. The rows of a block are predicted together; the columns of
 * the input come back unchanged and in their order. Where rows are read with those before them, blocks must come in the order of
 * the file.
 */
export function createBlockScorer(served: Predictor, format: BlockFormat) {
  const { spec } = served.scenario;
  const reader = createRowReader(spec.columns, familyOf(spec).answeredFrom(spec));
  const { layout } = format;
  const trimHeap = createHeapTrimmer(heapSlackBytes);
  const scoreRows = createRowScorer(served);
  return (block: CsvBlock): ScoredBlock => {
    trimHeap();
    const records = recordsOf(block, format);
    const { table, accepted, rejected } = records.read(reader);
    const notes = new CountedNotes();
    const { answers, rows, refused: misplaced } = scoreRows(table, notes);
    const output = new RowBytes(layout.delimiter, 2 * block.bytes.length);
    rows.forEach((row, at) => {
      records.write(accepted[row], output);
      for (const cell of answers.cells(at)) output.nextCell(cell);
      output.nextCell(served.tag);
      output.endRow();
    });
    const unusable = misplaced.map(({ row, problems }) => ({ row: accepted[row], problems }));
    const refused = refusals(records, [...rejected, ...unusable], block, layout);
    const rejects = refused.map((cells) => `${formatRow(cells, ',')}\n`).join('');
    return {
      index: block.index,
      output: output.taken(),
      rejects,
      scored: rows.length,
      rejected: refused.length,
      notes: notes.counts,
    };
  };
}

/** Records that could not be parsed and rows that could not be read, in the order of the file. */
function refusals(
  { rejects, recordIndexes }: BlockRecords,
  rejected: readonly RejectedRow[],
  block: CsvBlock,
  layout: CsvLayout,
): string[][] {
  const unreadable = rejects.map(({ record, line, expected, received, text }) => {
    return { record, cells: [String(line), '', `expected ${expected}, received ${received}`, text] };
  });
  const indexes = rejected.map(({ row }) => recordIndexes[row]);
  const places =
    indexes.length === 0 ? [] : locate(block.bytes, indexes, { ...layout, firstLine: block.firstLine });
  const wrong = rejected.map(({ problems }, i) => {
    const columns = [...new Set(problems.map(({ column }) => column))].join('; ');
    const reasons = problems.map(
      ({ column, expected, received }) =>
        `${column === '' ? '' : `${column}: `}expected ${expected}, received ${received}`,
    );
    return {
      record: indexes[i],
      cells: [String(places[i].line), columns, reasons.join('; '), places[i].text],
    };
  });
  return [...unreadable, ...wrong].sort((a, b) => a.record - b.record).map(({ cells }) => cells);
}

class CountedNotes implements NoteCollector {
  readonly counts: NoteCounts = {};

  add(_row: number, { code, column }: CellNote): void {
    const key = `${code} ${column}`;
    this.counts[key] = (this.counts[key] ?? 0) + 1;
  }
}
