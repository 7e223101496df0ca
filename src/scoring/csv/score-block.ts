import { createHeapTrimmer } from '../../core/heap-trimmer.js';
import type { CellNote, NoteCollector } from '../../data/columns/column-kind.js';
import type { CsvBlock } from '../../data/csv/source.js';
import type { CsvLayout } from '../../data/csv/layout.js';
import { locate, parseBlock } from '../../data/csv/records.js';
import { formatCell, formatRow } from '../../data/csv/writer.js';
import { createRowReader, type RejectedRow } from '../../data/rows.js';
import type { Served } from '../served.js';
import { createRowScorer } from './score-rows.js';

const encoder = new TextEncoder();

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

/** What every block of a file has in common. */
export interface BlockFormat {
  layout: CsvLayout;
  /** For each declared column its place in the file's header, -1 when an optional one is not there. */
  positions: number[];
}

/**
 * Scores blocks of one file: parse, read, prepare, predict, write. The rows of a block are predicted together; the columns of
 * the input come back unchanged and in their order. Where rows are read with those before them, blocks must come in the order of
 * the file.
 */
export function createBlockScorer(served: Served, { layout, positions }: BlockFormat) {
  const reader = createRowReader(served.scenario.spec.columns);
  const { delimiter } = layout;
  const model = formatCell(served.tag, delimiter);
  const trimHeap = createHeapTrimmer(heapSlackBytes);
  const scoreRows = createRowScorer(served);
  return (block: CsvBlock): ScoredBlock => {
    trimHeap();
    const parsed = parseBlock(block.bytes, {
      ...layout,
      firstLine: block.firstLine,
      firstByte: block.firstByte,
    });
    const { records } = parsed;
    const { table, accepted, rejected } = reader.read(records.length, (row, column) => {
      const position = positions[column];
      return position < 0 ? undefined : records[row][position];
    });
    const notes = new CountedNotes();
    const { answers, rows, refused: misplaced } = scoreRows(table, notes);
    let output = '';
    rows.forEach((row, at) => {
      const figures = answers.cells(at);
      output += `${formatRow(records[accepted[row]], delimiter)}${delimiter}${formatRow(figures, delimiter)}${delimiter}${model}\n`;
    });
    const unusable = misplaced.map(({ row, problems }) => ({ row: accepted[row], problems }));
    const refused = refusals(parsed, [...rejected, ...unusable], block, layout);
    const rejects = refused.map((cells) => `${formatRow(cells, ',')}\n`).join('');
    return {
      index: block.index,
      output: encoder.encode(output),
      rejects,
      scored: rows.length,
      rejected: refused.length,
      notes: notes.counts,
    };
  };
}

/** Records that could not be parsed and rows that could not be read, in the order of the file. */
function refusals(
  { rejects, recordIndexes }: ReturnType<typeof parseBlock>,
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
      ({ column, expected, received }) => `${column}: expected ${expected}, received ${received}`,
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
