import { rowKernels, type RowKernels } from './kernels.js';
import type { RowMemory } from './row-memory.js';

/** How a cell of the output follows from a row of outputs. */
export type CellForm =
  /** An output with nine significant digits. */
  | { kind: 'figure'; output: number }
  /** One text more than there are cuts, which rise: that of the band in which the figure lies, each band with its cut. */
  | { kind: 'choice'; output: number; cuts: readonly number[]; texts: readonly string[] };

export interface LineForm {
  delimiter: string;
  /** Outputs of a row. */
  outputs: number;
  /** The cells behind a record; texts as they are to stand in the file. */
  cells: readonly CellForm[];
  /** What stands behind them, without the delimiter before it. */
  tail: string;
  /** At most so many bytes more than its own has a record that is not copied. */
  more: number;
  /** As `writeFigure` of the kernels, of numbers that it leaves to others. */
  figureText: (value: number) => string;
}

/** A block whose records were read into the memory of these lines. */
export interface BlockToWrite {
  /** Where its bytes stand in the memory, and how many they are. */
  at: number;
  bytes: number;
  /** Of each row three numbers: where its record starts and ends in the block, and whether it is asked for instead of copied. */
  rows: Uint32Array;
  /** Row-major. */
  outputs: Float32Array;
  /** The record of a row as it is to stand in the file. */
  record: (row: number) => string;
}

export interface WrittenLines {
  /** In a buffer of its own. */
  bytes: Uint8Array<ArrayBuffer>;
  /** Of each cell that is a choice how often each of its texts stands there; of the others none. */
  counts: readonly (readonly number[])[];
}

const formBytes = 32;
const wordBytes = 4;
const figureBytes = 24;
const numbersOfRow = 3;
const powersOfTen = BigUint64Array.from({ length: 14 }, (_, power) => 10n ** BigInt(power));
const encoder = new TextEncoder();

/** Writes the lines of an output file out of records that are in a memory. */
export class RowLines {
  private readonly kernels: RowKernels;
  private readonly forms: number;
  private readonly counters: (readonly number[])[] = [];
  private readonly tail: { at: number; bytes: number };
  private readonly powers: number;
  /** Bytes that a line has at most behind its record. */
  private readonly longest: number;
  private place = { at: 0, bytes: 0 };
  private record: (row: number) => string = () => '';

  constructor(
    private readonly memory: RowMemory,
    private readonly form: LineForm,
  ) {
    const { cells, delimiter, tail, figureText } = form;
    const write = (text: string, to: number) =>
      to + encoder.encodeInto(text, memory.bytes.subarray(to)).written;
    this.kernels = rowKernels(memory.own, {
      calls: {
        writeRecord: (row, to) => write(this.record(row), to),
        writeNumber: (value, to) => write(figureText(value), to),
        rounded: (value) => Number(figureText(value)),
      },
    });
    this.powers = memory.stored(powersOfTen);
    this.forms = memory.reserve(cells.length * formBytes);
    const longest = cells.map((cell, i) => this.writeForm(cell, this.forms + i * formBytes));
    const end = encoder.encode(`${delimiter}${tail}\n`);
    this.tail = { at: memory.stored(end), bytes: end.length };
    this.longest = longest.reduce((sum, bytes) => sum + bytes + 1, end.length);
  }

  write({ at, bytes, rows, outputs, record }: BlockToWrite): WrittenLines {
    const { memory, form, tail } = this;
    const count = rows.length / numbersOfRow;
    const places = rows.map((one, i) => (i % numbersOfRow === 2 ? one : one + at));
    const needed =
      3 * bytes + count * (form.more + this.longest) + places.byteLength + outputs.byteLength + 64;
    if (needed > this.place.bytes) this.place = { at: memory.reserve(2 * needed), bytes: 2 * needed };
    const toOutputs = this.place.at + places.byteLength;
    const to = toOutputs + outputs.byteLength;
    memory.bytes.set(new Uint8Array(places.buffer), this.place.at);
    memory.bytes.set(new Uint8Array(outputs.buffer, outputs.byteOffset, outputs.byteLength), toOutputs);
    for (const counter of this.counters.flat()) memory.view.setUint32(counter, 0, true);
    this.record = record;
    const end = this.kernels.writeRows(
      this.place.at,
      count,
      toOutputs,
      form.outputs * wordBytes,
      this.forms,
      form.cells.length,
      form.delimiter.charCodeAt(0),
      tail.at,
      tail.bytes,
      this.powers,
      to,
    );
    return {
      bytes: memory.bytes.slice(to, end),
      counts: this.counters.map((own) => own.map((counter) => memory.view.getUint32(counter, true))),
    };
  }

  /** @returns how many bytes the cell has at most */
  private writeForm(cell: CellForm, at: number): number {
    const { memory } = this;
    if (cell.kind === 'figure') {
      this.counters.push([]);
      memory.view.setUint32(at, 1, true);
      memory.view.setUint32(at + 4, cell.output * wordBytes, true);
      return figureBytes;
    }
    const texts = cell.texts.map((text) => encoder.encode(text));
    const cuts = memory.stored(Float64Array.from(cell.cuts));
    const words = texts.flatMap((text) => [memory.stored(text), text.length]);
    const table = memory.stored(Uint32Array.from(words));
    const counters = memory.reserve(texts.length * wordBytes);
    this.counters.push(texts.map((_, i) => counters + i * wordBytes));
    const parts = [0, cell.output * wordBytes, cuts, cell.cuts.length, table, counters];
    parts.forEach((part, i) => memory.view.setUint32(at + i * wordBytes, part, true));
    return Math.max(figureBytes, ...texts.map(({ length }) => length));
  }
}
