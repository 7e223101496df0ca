import { mayRunAsFormula } from '../../csv/formula-cells.js';
import { fieldsOf, type BlockFields } from '../../csv/fields.js';
import type { BlockContext, RejectedRecord } from '../../csv/parsed-block.js';
import {
  recordFlags,
  recordNumbers,
  RowCells,
  type CellPatch,
  type CellProgram,
} from '../../engine/wasm/rows/row-cells.js';
import type { RowMemory } from '../../engine/wasm/rows/row-memory.js';
import { CellProblem, type CellNote, type CellValue } from '../columns/column-kind.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { cellReader, columnKind } from '../columns/index.js';
import { columnsBeside } from '../columns/roles.js';
import type { FittedColumn } from '../preparation/preparation.js';
import type { CompiledForm } from './compiled-form.js';
import { DerivedFeatures, type KeptValues } from './derived-features.js';
import type { RejectedRow } from './row-problems.js';
import { createRowReader, type RowReader } from './rows.js';

/** Rows of a block as features. */
export interface CompiledBlock {
  /** Where the block stands in the memory of the kernels. */
  at: number;
  /** Of the records that can be read the features, row-major; to be used before the next block is read. */
  features: Float32Array;
  /** Of each row its record, counted among those with a cell for each column. */
  accepted: Int32Array;
  rejected: RejectedRow[];
  /** What is remarked on, by `code column`, and how often. */
  notes: Map<string, number>;
  /** Of each record with a cell for each column: its start, end, line and flags. */
  places: Uint32Array;
  /** As in `ParsedBlock`. */
  recordIndexes: Int32Array;
  rejects: RejectedRecord[];
}

/**
 * Reads rows of plain blocks straight into features, to the same values as a row reader and the preparation give: cells that were met
 * before and plain numbers by a kernel; whatever is unusual in any way sends its row to those two.
 */
export class CompiledRows {
  private readonly cells: RowCells;
  private readonly reader: RowReader;
  private readonly derived: DerivedFeatures | undefined;

  private constructor(private readonly form: CompiledForm) {
    const { columns, needed, preparation, layout, derivation } = form;
    this.reader = createRowReader(columns, needed);
    this.derived = derivation.reads.length > 0 ? new DerivedFeatures(form) : undefined;
    this.cells = new RowCells({
      delimiter: layout.delimiter,
      comment: layout.comment,
      columns: programsOf(form, this.derived),
      base: new Float32Array(preparation.width),
      isDoubtful: mayRunAsFormula,
    });
  }

  /** @returns undefined where rows cannot be read so: a column is absent, stands for two, is read beside another, or is derived from other rows. */
  static of(form: CompiledForm): CompiledRows | undefined {
    const { columns, positions, derivation } = form;
    const isPlain =
      derivation.reach === 0 &&
      columns.every((column) => columnsBeside(column).length === 0) &&
      positions.every((position) => position >= 0) &&
      new Set(positions).size === positions.length;
    return isPlain ? new CompiledRows(form) : undefined;
  }

  /** In which blocks are read. */
  get memory(): RowMemory {
    return this.cells.memory;
  }

  /**
   * @param bytes a block that `hasPlainFields` accepts.
   * @returns undefined where it takes too much memory
   */
  read(bytes: Uint8Array, firstLine: number): CompiledBlock | undefined {
    const { width } = this.form.preparation;
    const read = this.cells.read(bytes);
    if (!read) return undefined;
    const told = this.sorted(bytes, read.records, firstLine);
    const notes = new Map([...read.counts].filter(([, count]) => count > 0));
    const features = read.features.subarray(0, told.good * width);
    this.derived?.encode(read.values, features, (row, note) => {
      if (!(told.places[row * recordNumbers + 3] & recordFlags.unusual)) countNote(notes, note);
    });
    const { places, recordIndexes, rejects } = told;
    const rest = { at: read.at, notes, places, recordIndexes, rejects };
    if (told.unusual.length === 0)
      return { ...rest, features, rejected: [], accepted: upTo(recordIndexes.length) };
    const { accepted, rejected } = this.readUnusual(bytes, told, { features, notes });
    return { ...rest, accepted, rejected, features: compacted(features, accepted, width) };
  }

  /** Good records beside those with another number of cells, which are rejected. */
  private sorted(bytes: Uint8Array, records: Uint32Array, firstLine: number) {
    const count = records.length / recordNumbers;
    const places = new Uint32Array(records.length);
    const recordIndexes = new Int32Array(count);
    const rejects: RejectedRecord[] = [];
    const unusual: number[] = [];
    let good = 0;
    for (let record = 0; record < count; record++) {
      const from = record * recordNumbers;
      const flags = records[from + 3];
      if (flags & recordFlags.wrongCount) {
        const line = firstLine + records[from + 2];
        const { rejects: own } = fieldsOf(bytes.subarray(records[from], records[from + 1]), {
          ...this.form.layout,
          firstLine: line,
          firstByte: 0,
        });
        rejects.push({ ...own[0], record });
        continue;
      }
      for (let i = 0; i < recordNumbers; i++) places[good * recordNumbers + i] = records[from + i];
      if (flags & recordFlags.unusual) unusual.push(good);
      recordIndexes[good++] = record;
    }
    return {
      good,
      unusual,
      rejects,
      places: places.subarray(0, good * recordNumbers),
      recordIndexes: recordIndexes.subarray(0, good),
    };
  }

  /** Rows that something is unusual about, read as every row was before there was a kernel. */
  private readUnusual(
    bytes: Uint8Array,
    { good, unusual, places }: { good: number; unusual: readonly number[]; places: Uint32Array },
    { features, notes }: Pick<CompiledBlock, 'features' | 'notes'>,
  ): Pick<CompiledBlock, 'accepted' | 'rejected'> {
    const { positions, preparation, derivation, layout } = this.form;
    const { table, accepted, rejected } = this.reader.readFields(
      fieldsAt(bytes, unusual, { places, layout }),
      positions,
    );
    const { data, width } = preparation.transform(derivation.score(table), {
      add: (_row, note) => countNote(notes, note),
    });
    accepted.forEach((place, row) =>
      features.set(data.subarray(row * width, (row + 1) * width), unusual[place] * width),
    );
    const refused = new Set(rejected.map(({ row }) => unusual[row]));
    return {
      accepted: upTo(good).filter((row) => !refused.has(row)),
      rejected: rejected.map((one) => ({ ...one, row: unusual[one.row] })),
    };
  }
}

/** 0, 1, 2, ... */
function upTo(count: number): Int32Array {
  const numbers = new Int32Array(count);
  for (let i = 0; i < count; i++) numbers[i] = i;
  return numbers;
}

/** The cells of some records. */
function fieldsAt(
  bytes: Uint8Array,
  records: readonly number[],
  { places, layout }: { places: Uint32Array; layout: BlockContext },
): BlockFields {
  const { columnCount } = layout;
  const perRecord = columnCount + 1;
  const all = new Int32Array(records.length * perRecord);
  const delimiter = layout.delimiter.charCodeAt(0);
  records.forEach((record, i) => {
    const [start, end] = [places[record * recordNumbers], places[record * recordNumbers + 1]];
    let to = i * perRecord;
    all[to++] = start;
    for (let at = start; at < end; at++) if (bytes[at] === delimiter) all[to++] = at + 1;
    all[to] = end + 1;
  });
  return {
    bytes,
    columnCount,
    records: records.length,
    places: all,
    recordIndexes: new Int32Array(records.length),
    rejects: [],
  };
}

function compacted(features: Float32Array, rows: Int32Array, width: number): Float32Array {
  rows.forEach((row, at) => {
    if (row !== at) features.copyWithin(at * width, row * width, (row + 1) * width);
  });
  return features.subarray(0, rows.length * width);
}

/** A program for each column of the file that is declared. */
function programsOf(
  { columns, positions, needed, preparation, layout }: CompiledForm,
  derived: DerivedFeatures | undefined,
) {
  const programs: (CellProgram | undefined)[] = new Array<undefined>(layout.columnCount).fill(undefined);
  const fitted = new Map(preparation.fitted.map((one) => [one.column.name, one]));
  columns.forEach((column, i) => {
    programs[positions[i]] = programOf(column, fitted.get(column.name)!, {
      needed: needed.includes(column.name),
      values: derived?.valuesOf(column.name),
    });
  });
  return programs;
}

function programOf(
  column: ColumnSpec,
  fitted: FittedColumn,
  { needed, values }: { needed: boolean; values: KeptValues | undefined },
): CellProgram {
  const read = cellReader(column);
  const { numberFeature: number, offset } = fitted;
  // A token may be a number that means that there is none.
  const isPlain = columnKind(column).readsPlainText?.(column) && (column.missing_tokens ?? []).length === 0;
  return {
    needed,
    valued: values !== undefined,
    patchOf(bytes, isKept) {
      const value = read(Buffer.from(bytes).toString('utf8'));
      const patch = patchOf(value, column, fitted);
      return values && !(value instanceof CellProblem)
        ? { ...patch, value: values.number(value, isKept) }
        : patch;
    },
    number:
      number && isPlain
        ? { ...number, feature: offset, outside: counterOf({ code: 'out-of-range', column: column.name }) }
        : undefined,
  };
}

const unusual: CellPatch = { present: true, unusual: true, features: [] };

function patchOf(value: CellValue | CellProblem, column: ColumnSpec, fitted: FittedColumn): CellPatch {
  if (value instanceof CellProblem || (value === null && column.missing === 'reject')) return unusual;
  const { features, encode, offset } = fitted;
  const out = new Float32Array(features.length);
  const notes: CellNote[] = [];
  const target = { out, offset: 0, width: features.length };
  if (features.length > 0) encode([value], target, { add: (_row, note) => notes.push(note) });
  if (notes.length > 1) return unusual;
  const set = Array.from(out, (one, i) => [offset + i, one] as const).filter(([, one]) => !Object.is(one, 0));
  return {
    present: value !== null,
    unusual: false,
    counter: notes.length === 0 ? undefined : counterOf(notes[0]),
    features: set,
  };
}

function countNote(notes: Map<string, number>, note: CellNote): void {
  const counter = counterOf(note);
  notes.set(counter, (notes.get(counter) ?? 0) + 1);
}

/** As notes are counted. */
function counterOf({ code, column }: Pick<CellNote, 'code' | 'column'>): string {
  return `${code} ${column}`;
}
