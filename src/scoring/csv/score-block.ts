import { createHeapTrimmer } from '../../core/processes/heap-trimmer.js';
import type { CellNote, NoteCollector } from '../../tables/columns/column-kind.js';
import type { CsvBlock } from '../../csv/source.js';
import type { CsvLayout } from '../../csv/layout.js';
import { locate } from '../../csv/records.js';
import { RowBytes } from '../../csv/row-bytes.js';
import { formatRow } from '../../csv/writer.js';
import { noValue, totalRow } from '../../tables/reading/sheet-rows.js';
import type { RejectedRow, RowProblem } from '../../tables/reading/row-problems.js';
import { familyOf } from '../../learning/index.js';
import type { Predictor } from '../../learning/predictor.js';
import type { BlockFormat, WrittenRecords } from './block-records.js';
import type { GatheredRows } from '../decide/gather-block.js';
import { createBlockReader, type AnsweredBlock } from './read-block.js';
import type { WrittenLines } from '../../engine/wasm/rows/row-lines.js';
import { textsOf } from '../language/say-answer.js';
import { rowWords, type RowWords } from '../language/row-words.js';
import { countOne, noTotals, type Counts, type Totals } from './totals.js';

export type { BlockFormat } from './block-records.js';

/** Garbage of so many blocks may stand before it is collected. */
const heapSlackBytes = 16 * 1024 * 1024;

export interface ScoredBlock extends Totals {
  /** Place of the block in the file. */
  index: number;
  /** Output lines in UTF-8, each with its line end; with a buffer of its own, so that it can move between threads. */
  output: Uint8Array<ArrayBuffer>;
  /** Lines of the rejects file. */
  rejects: string;
  /** Where a rule decides on the whole file. */
  gathered?: GatheredRows;
}

/**
 * Scores blocks of one file: parse, read, prepare, predict, write. The rows of a block are predicted together; the columns of
 * the input come back unchanged and in their order. Where rows are read with those before them, blocks must come in the order of
 * the file.
 */
export function createBlockScorer(served: Predictor, format: BlockFormat) {
  const { layout } = format;
  const trimHeap = createHeapTrimmer(heapSlackBytes);
  const readBlock = createBlockReader(served, format);
  const writeLines = lineWriter(served, format);
  const words = rowWords(served.scenario, format.language);
  return (block: CsvBlock): ScoredBlock => {
    trimHeap();
    const totals = noTotals();
    const marks = format.warnings ? new Map<number, string[]>() : undefined;
    const notes = new CountedNotes(totals.notes, words, marks);
    const count = (key: string, times: number) => countOne(totals.notes, key, times);
    const read = readBlock(block, { notes, count });
    const { records, answered, rejected, gather, sketch } = read;
    if (sketch) totals.sketch = sketch;
    const { output, ends } = writeLines(read, { totals, marks, expected: 2 * block.bytes.length });
    const refused = refusals(records, rejected, { block, layout, words });
    for (const { reasons } of refused) for (const reason of reasons) countOne(totals.rejectReasons, reason);
    const rejects = refused.map(({ cells }) => `${formatRow(cells, ',')}\n`).join('');
    const counts = { ...totals, scored: answered.length, rejected: refused.length };
    const gathered = gather && {
      ...gather(),
      lengths: ends.map((end, at) => end - (at === 0 ? 0 : ends[at - 1])),
    };
    return { index: block.index, output, rejects, ...counts, ...(gathered && { gathered }) };
  };
}

interface LinesToWrite {
  totals: Totals;
  /** Of each row what is remarked on, where that is told. */
  marks: ReadonlyMap<number, readonly string[]> | undefined;
  /** About so many bytes are to come. */
  expected: number;
}

/** The lines of the answered rows of a block, and where each of them ends. */
function lineWriter(served: Predictor, { layout, probabilities, reasons = 0, language }: BlockFormat) {
  const say = textsOf(served.scenario, language);
  const count = answerCounter(served);
  return (read: AnsweredBlock, { totals, marks, expected }: LinesToWrite) => {
    const { records, answered, answers, lines } = read;
    if (lines) {
      count.lines(lines, totals);
      return { output: lines.bytes, ends: new Int32Array() };
    }
    const output = new RowBytes(layout.delimiter, expected);
    const ends = new Int32Array(answered.length);
    answered.forEach((record, at) => {
      records.write(record, output);
      const cells = answers.cells(at);
      for (const cell of cells) output.nextCell(cell);
      for (let i = 0; i < reasons; i++) output.nextCell(say(read.reasons?.[at][i]?.text ?? ''));
      output.nextCell(served.tag);
      if (probabilities) for (const cell of answers.classCells?.(at) ?? []) output.nextCell(cell);
      if (marks) output.nextCell(marks.get(at)?.join(';') ?? '');
      output.endRow();
      ends[at] = output.size;
      count.cells(cells, totals);
    });
    return { output: output.taken(), ends };
  };
}

/** Counts answers' cells where they are one of few texts: the class, the decision. */
function answerCounter(served: Predictor) {
  const { spec } = served.scenario;
  const isClass = ['binary', 'multiclass'].includes(familyOf(spec).predictionKind(spec));
  const label = isClass ? served.columns.indexOf('prediction') : -1;
  const decision = served.columns.indexOf('decision');
  const forms = served.fromFeatures?.cells;
  const countForm = (counts: Counts, column: number, times: readonly number[]) => {
    const form = forms?.[column];
    if (form?.kind !== 'choice') return;
    form.texts.forEach((text, i) => times[i] > 0 && countOne(counts, text, times[i]));
  };
  return {
    cells(cells: readonly string[], { labels, decisions }: Totals): void {
      if (label >= 0) countOne(labels, cells[label]);
      // A decision that is left to a person is none.
      if (decision >= 0 && cells[decision] !== '') countOne(decisions, cells[decision]);
    },
    lines({ counts }: WrittenLines, { labels, decisions }: Totals): void {
      if (label >= 0) countForm(labels, label, counts[label]);
      if (decision >= 0) countForm(decisions, decision, counts[decision]);
    },
  };
}

/** A record that cannot be scored. */
interface Refusal {
  /** Place among the records of the block. */
  record: number;
  /** Its line of the rejects: what is told of it, and its own cells. */
  cells: string[];
  /** As they are counted: in few words, without what was received. */
  reasons: string[];
}

/** Records that could not be parsed and rows that could not be read, in the order of the file. */
function refusals(
  records: WrittenRecords,
  rejected: readonly (RejectedRow & { why?: string })[],
  { block, layout, words }: { block: CsvBlock; layout: CsvLayout; words: RowWords },
): Refusal[] {
  const noCells = Array<string>(layout.columnCount).fill('');
  const unreadable = records.rejects.map(({ record, line, code, expected, received, text }): Refusal => {
    const reason = words.reason({ column: '', expected, received });
    return { record, cells: [String(line), '', reason, text, ...noCells], reasons: [code] };
  });
  const indexes = rejected.map(({ row }) => records.recordIndexes[row]);
  const places =
    indexes.length === 0 ? [] : locate(block.bytes, indexes, { ...layout, firstLine: block.firstLine });
  const wrong = rejected.map(({ row, problems, why }, i): Refusal => {
    const columns = [...new Set(problems.map(({ column }) => column))].join('; ');
    const reason = problems.map(words.reason).join('; ');
    const told = [String(places[i].line), columns, reason, places[i].text];
    const reasons = [...new Set(problems.map((problem) => why ?? shortReason(problem)))];
    return { record: indexes[i], cells: [...told, ...records.cells(row)], reasons };
  });
  return [...unreadable, ...wrong].sort((a, b) => a.record - b.record);
}

/** Behind `: ` stands what may quote the data. */
function shortReason(problem: RowProblem): string {
  if (problem === noValue) return 'no-value';
  if (problem === totalRow) return 'total';
  return `${problem.column}: expected ${problem.expected.split(': ')[0]}`;
}

class CountedNotes implements NoteCollector {
  /** @param marks where given, the notes of each row, counted among those that are scored. */
  constructor(
    private readonly counts: Counts,
    private readonly words: RowWords,
    private readonly marks?: Map<number, string[]>,
  ) {}

  add(row: number, note: CellNote): void {
    countOne(this.counts, note.column === '' ? note.code : `${note.code} ${note.column}`);
    if (!this.marks) return;
    const mark = this.words.mark(note);
    const known = this.marks.get(row);
    if (!known) this.marks.set(row, [mark]);
    else if (!known.includes(mark)) known.push(mark);
  }
}
