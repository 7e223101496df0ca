import { InvalidInputError, shown } from '../../core/errors.js';
import { csvLine } from '../../csv/forms/index.js';
import { runsAsFormula } from '../../csv/formula-cells.js';
import type { CsvLayout } from '../../csv/layout.js';
import { originalText } from '../../csv/parsed-block.js';
import { RecordScanner, type ScannedRecord } from '../../csv/record-scanner.js';
import { parseBlock } from '../../csv/records.js';
import type { CsvBlock } from '../../csv/source.js';
import type { RepairedRow, RepairedRows } from './repaired-rows.js';
import { lineHint, otherLines } from './scored-lines.js';

/** Records of a block of the input that are scored again, as a block of their own. */
export interface AgainBlock {
  block: CsvBlock;
  /** For each record the line of the block at which it starts. */
  starts: number[];
  /** For each record the line of the input at which it starts. */
  lines: number[];
  /** For each record how many records that keep their answers stand between it and the one before it, whatever block that was of. */
  kept: number[];
}

/** Records that become a block. */
interface Gathering {
  texts: Uint8Array[];
  lines: number[];
  kept: number[];
  firstLine: number;
  isFaulty: boolean;
}

function newGathering(isFaulty: boolean, line: number): Gathering {
  return { texts: [], lines: [], kept: [], firstLine: isFaulty ? line : 1, isFaulty };
}

interface AgainOptions {
  layout: CsvLayout;
  repairs: RepairedRows;
  /** Every record is scored again, and not the rejected ones alone. */
  all: boolean;
  /** Whether a record, as it stands in the input, is rejected; absent where that cannot be told of one record. */
  isRejected?: (block: CsvBlock) => boolean;
}

/** Takes out of an input what is scored again: rejected records, as they were repaired or as they stand. */
export class AgainRecords {
  /** Records that were repaired. */
  repaired = 0;
  /** Records that keep their answers, behind the last that is scored again. */
  kept = 0;
  /** Rejected records so far. */
  rejected = 0;

  /** @param name how messages call the input */
  constructor(
    private readonly options: AgainOptions,
    private readonly name: string,
  ) {}

  /**
   * What of a block is scored again, in its order.
   * @throws InvalidInputError where a record is not the one that the rejects tell of
   */
  take({ bytes, firstLine, firstByte, index }: CsvBlock): AgainBlock[] {
    const { layout, repairs, all } = this.options;
    const found: Gathering[] = [];
    const scanner = new RecordScanner(layout, { firstLine }, (record) => {
      if (record.kind !== 'record') return;
      const isRejected = repairs.lines.has(record.line);
      if (isRejected) this.rejected++;
      if (!isRejected && !all) return void this.kept++;
      const { text, isFaulty } = this.textOf(record, bytes);
      // What is told of quotes names lines of the input: such a record stands alone at its line.
      const last = found.at(-1);
      const gathering = isFaulty || !last || last.isFaulty ? newGathering(isFaulty, record.line) : last;
      if (gathering !== last) found.push(gathering);
      gathering.texts.push(text);
      gathering.lines.push(record.line);
      gathering.kept.push(this.kept);
      this.kept = 0;
    });
    scanner.scan(bytes, true);
    return found.map(({ texts, firstLine: first, lines, kept }) => {
      const own = joined(texts);
      const place = { index, firstLine: first, firstByte, firstRecord: 0, records: lines.length };
      const starts = startsOf(own, layout, { firstLine: first, count: lines.length });
      return { block: { ...place, bytes: own }, starts, lines, kept };
    });
  }

  /** @throws InvalidInputError where a rejected row stood at a line at which no record begins */
  checkAllMet(): void {
    const { lines } = this.options.repairs;
    if (this.rejected === lines.size) return;
    throw otherLines([
      { expected: `${lines.size} lines at which a record begins`, received: `${this.rejected} of them` },
    ]);
  }

  private textOf(record: ScannedRecord, bytes: Uint8Array): { text: Uint8Array; isFaulty: boolean } {
    const own = bytes.subarray(record.start, record.end);
    // A quote that is never closed goes on to the end, where no line ends.
    const asItStands = record.fault?.code === 'unclosed-quote' ? own : joined([own, lineEnd]);
    const row = this.options.repairs.rows.get(record.line);
    const cells = row && this.repairedCells(row, { own, asItStands, line: record.line });
    if (!cells) return { text: asItStands, isFaulty: record.fault !== undefined };
    this.repaired++;
    return { text: Buffer.from(csvLine(cells, this.options.layout.delimiter)), isFaulty: false };
  }

  /** Undefined for a row that is as it was. */
  private repairedCells(
    { cells, original }: RepairedRow,
    { own, asItStands, line }: { own: Uint8Array; asItStands: Uint8Array; line: number },
  ): readonly string[] | undefined {
    const { records, rejects } = parseBlock(asItStands, { ...this.options.layout, firstLine: line });
    const text = rejects.length > 0 ? rejects[0].text : originalText(own);
    if (original !== undefined && !isWritten(original, text)) {
      // All occurrences of a value may have been replaced, also there: then it is at least a record that was rejected.
      const one = { index: 0, firstLine: line, firstByte: 0, firstRecord: 0, records: 1 };
      const block = { ...one, bytes: joined([asItStands]) };
      if (!this.options.isRejected?.(block)) throw this.otherRecord(line, text, original);
    }
    if (records.length === 0) return cells.every((cell) => cell === '') ? undefined : cells;
    const [before] = records;
    const now = cells.map((cell, i) => (isWritten(cell, before[i]) ? before[i] : cell));
    return now.every((cell, i) => cell === before[i]) ? undefined : now;
  }

  private otherRecord(line: number, expected: string, received: string): InvalidInputError {
    return new InvalidInputError(`${this.name}, line ${line}: the rejects tell of another record.`, {
      details: [{ line, expected: shown(expected), received: shown(received) }],
      hint: lineHint,
    });
  }
}

const lineEnd = Uint8Array.of(0x0a);

/** Whether a cell of the rejects is a text as it was written there: an apostrophe keeps a formula from running. Line ends are as a spreadsheet left them. */
function isWritten(cell: string, text: string): boolean {
  const [given, own] = [cell, text].map((one) => one.replaceAll(/\r\n?/g, '\n'));
  return given === own || (given === `'${own}` && runsAsFormula(text));
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    bytes.set(part, at);
    at += part.length;
  }
  return bytes;
}

function startsOf(
  bytes: Uint8Array,
  layout: CsvLayout,
  { firstLine, count }: { firstLine: number; count: number },
): number[] {
  const starts: number[] = [];
  const scanner = new RecordScanner(layout, { firstLine }, ({ kind, line }) => {
    if (kind === 'record') starts.push(line);
  });
  scanner.scan(bytes, true);
  if (starts.length === count) return starts;
  throw new Error(`${count} records read back as ${starts.length}; nothing was written.`);
}
