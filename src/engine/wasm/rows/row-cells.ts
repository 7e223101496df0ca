import { rowKernels, type RowKernels } from './kernels.js';
import { aligned, RowMemory } from './row-memory.js';

/** How plain numbers of a column become its feature: (x - mean) / deviation. */
export interface NumberProgram {
  /** Place of the feature among those of a row. */
  feature: number;
  /** Only whole numbers are read so. */
  whole: boolean;
  mean: number;
  deviation: number;
  /** Outside of them a number is counted under `outside`. */
  low: number;
  high: number;
  outside: string;
  /** In place of the straight line. */
  scale?: (value: number) => number;
}

/** What is done with the cells of a column of the file. */
export interface CellProgram {
  /** Whether a row needs values of such columns. */
  needed: boolean;
  number?: NumberProgram;
  /** Whether the values of its cells are given back. */
  valued: boolean;
  /** What a cell does that is no plain number. @param isKept whether every other cell of the same bytes will do it, too. */
  patchOf(bytes: Uint8Array, isKept: boolean): CellPatch;
}

/** What a cell does to its row. */
export interface CellPatch {
  /** It has a value. */
  present: boolean;
  /** It cannot be read here: its row is read in another way. */
  unusual: boolean;
  /** What it is counted under, if anything. */
  counter?: string;
  /** Of a column whose values are given back. */
  value?: number;
  /** Features that it sets, by their place in the row. */
  features: readonly (readonly [place: number, value: number])[];
}

export interface RowForm {
  delimiter: string;
  /** How remarks begin, a sign of ASCII. */
  comment?: string;
  /** For each column of the file; undefined where its cells are passed over. */
  columns: readonly (CellProgram | undefined)[];
  /** Features of a row of which no cell sets any. */
  base: Float32Array;
  /** Of a cell's first byte: whether it is to be looked at before it is written back. */
  isDoubtful(byte: number): boolean;
}

/** What is flagged of a record: a cell that is unusual, another number of cells than columns, a cell that begins doubtfully. */
export const recordFlags = { unusual: 1, wrongCount: 2, doubtful: 4 } as const;

/** Numbers that are told of each record. */
export const recordNumbers = 4;

/** Records of a block; to be used before the next block is read. */
export interface ReadRecords {
  count: number;
  /** Of each record four numbers: its start and end (before its line end), its line counted from 0, flags. */
  records: Uint32Array;
  /** Of each record without a wrong count a row, in their order. */
  features: Float32Array;
  /** Where the block's bytes stand in the memory. */
  at: number;
  /** Of each such record the values that are given back, in the order of their columns. */
  values: Float64Array;
  /** How often usual records did what is counted. */
  counts: ReadonlyMap<string, number>;
}

const wordBytes = 4;
const doubleBytes = 8;
/** As `cells.as.ts` lays them out. */
const program = { bytes: 64, looked: 1, number: 2, wholeOnly: 1, scaledElsewhere: 2 };
const slots = { bytes: 24, count: 512, mostKept: 256, longestKept: 16 };
/** Blocks that grow are put behind one another, and addresses are to stay below 2^31. */
const mostBlockBytes = 128 * 1024 * 1024;
const powersOfTen = Float64Array.from({ length: 16 }, (_, power) => 10 ** power);

/**
 * Reads records out of bytes into features, in a memory of its own. A plain number is read from its digits; every other cell is looked
 * up by its bytes, and those that were not met before are asked for, so whatever a column is, its cells do what `patchOf` says.
 */
export class RowCells {
  readonly memory = new RowMemory();
  private readonly kernels: RowKernels;
  private readonly programs: number;
  private readonly kept: number[];
  private readonly counters = new Map<string, number>();
  private readonly scratch: { at: number; bytes: number } = { at: 0, bytes: 0 };
  private block = { at: 0, bytes: 0 };
  /** So many columns give their values back. */
  private readonly valued: number;

  constructor(private readonly form: RowForm) {
    const { columns, base, delimiter, comment } = form;
    this.kernels = rowKernels(this.memory.own, {
      calls: {
        meet: (column, start, end) => this.meet(column, start, end),
        scale: (column, value) => columns[column]!.number!.scale!(value),
      },
    });
    this.kept = columns.map(() => 0);
    this.valued = columns.filter((column) => column?.valued).length;
    this.programs = this.memory.reserve(columns.length * program.bytes);
    columns.forEach((column, i) => column && this.writeProgram(column, i));
    const starts = Uint8Array.from({ length: 256 }, (_, byte) => Number(form.isDoubtful(byte)));
    this.kernels.describeRows(
      this.programs,
      columns.length,
      columns.filter((column) => column?.needed).length,
      this.memory.stored(base),
      base.byteLength,
      this.valued * doubleBytes,
      delimiter.charCodeAt(0),
      comment === undefined ? 0 : comment.charCodeAt(0),
      this.memory.stored(starts),
      this.memory.reserve(columns.length * wordBytes),
      this.memory.stored(powersOfTen),
    );
  }

  /**
   * @param bytes whole lines of plain UTF-8: no quotes, and no line ends but LF and CRLF.
   * @returns undefined where so many rows of so many features take too much memory
   */
  read(bytes: Uint8Array): ReadRecords | undefined {
    const { base, columns } = this.form;
    const lines = lineCount(bytes);
    // A row has at least a byte per column; what is read last may be none.
    const rows = Math.min(lines, Math.ceil((bytes.length + 1) / columns.length) + 1);
    const perRow = base.byteLength + this.valued * doubleBytes;
    const needed = bytes.length + slots.longestKept + lines * recordNumbers * wordBytes + rows * perRow + 64;
    if (needed > mostBlockBytes) return undefined;
    if (needed > this.block.bytes) {
      const roomy = Math.ceil(1.25 * needed);
      this.block = { at: this.memory.reserve(roomy), bytes: roomy };
    }
    const { at } = this.block;
    const end = at + bytes.length;
    const values = aligned(end + slots.longestKept);
    const records = values + rows * this.valued * doubleBytes;
    const features = records + lines * recordNumbers * wordBytes;
    this.memory.bytes.set(bytes, at);
    for (const counter of this.counters.values()) this.memory.view.setUint32(counter, 0, true);
    const count = this.kernels.readRows(at, end, features, values, records);
    const { buffer } = this.memory.own;
    const told = new Uint32Array(buffer, records, count * recordNumbers);
    for (let i = 0; i < told.length; i += recordNumbers) {
      told[i] -= at;
      told[i + 1] -= at;
    }
    return {
      count,
      at,
      records: told,
      features: new Float32Array(buffer, features, rows * base.length),
      values: new Float64Array(buffer, values, rows * this.valued),
      counts: new Map(
        Array.from(this.counters, ([name, counter]) => [name, this.memory.view.getUint32(counter, true)]),
      ),
    };
  }

  private writeProgram({ needed, number, valued }: CellProgram, column: number): void {
    const at = this.programs + column * program.bytes;
    const table = this.memory.reserve(slots.bytes * slots.count);
    const outside = number ? this.counterOf(number.outside) : 0;
    const { view } = this.memory;
    view.setUint32(at, number ? program.number : program.looked, true);
    view.setUint32(at + 4, Number(needed), true);
    view.setUint32(at + 52, table, true);
    view.setUint32(at + 56, column, true);
    const before = this.form.columns.slice(0, column).filter((other) => other?.valued).length;
    if (valued) view.setUint32(at + 60, before * doubleBytes + 1, true);
    if (!number) return;
    const { whole, scale, feature, mean, deviation, low, high } = number;
    view.setUint32(at + 8, feature * wordBytes, true);
    view.setUint32(at + 12, (whole ? program.wholeOnly : 0) | (scale ? program.scaledElsewhere : 0), true);
    [mean, deviation, low, high].forEach((one, i) => view.setFloat64(at + 16 + 8 * i, one, true));
    view.setUint32(at + 48, outside, true);
  }

  /** A cell that is not remembered: its patch, kept where there is room. */
  private meet(column: number, start: number, end: number): number {
    const bytes = this.memory.bytes.slice(start, end);
    const isKept = bytes.length <= slots.longestKept && this.kept[column] < slots.mostKept;
    const patch = this.form.columns[column]!.patchOf(bytes, isKept);
    const size = (6 + 2 * patch.features.length) * wordBytes;
    const at = isKept ? this.memory.reserve(size) : this.scratchOf(size);
    this.writePatch(at, patch);
    if (isKept) {
      this.kept[column]++;
      this.kernels.keep(this.programs + column * program.bytes, start, end, at);
    }
    return at;
  }

  private writePatch(at: number, { present, unusual, counter, value = NaN, features }: CellPatch): void {
    const counted = counter === undefined ? 0 : this.counterOf(counter);
    const { view } = this.memory;
    view.setUint32(at, Number(present) | (Number(unusual) << 1), true);
    view.setUint32(at + 4, counted, true);
    view.setUint32(at + 8, features.length, true);
    view.setFloat64(at + 16, value, true);
    features.forEach(([place, feature], i) => {
      view.setUint32(at + 24 + 8 * i, place * wordBytes, true);
      view.setFloat32(at + 28 + 8 * i, feature, true);
    });
  }

  private counterOf(name: string): number {
    let counter = this.counters.get(name);
    if (counter === undefined) this.counters.set(name, (counter = this.memory.reserve(wordBytes)));
    return counter;
  }

  private scratchOf(bytes: number): number {
    if (bytes > this.scratch.bytes) Object.assign(this.scratch, { at: this.memory.reserve(bytes), bytes });
    return this.scratch.at;
  }
}

/** Lines of a block; the last one need not end. */
function lineCount(bytes: Uint8Array): number {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let count = 1;
  for (let at = buffer.indexOf(0x0a); at !== -1; at = buffer.indexOf(0x0a, at + 1)) count++;
  return count;
}
