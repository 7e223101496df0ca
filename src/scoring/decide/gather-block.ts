import { shown } from '../../core/errors.js';
import type { BatchColumn } from '../../decisions/batch.js';
import type { Predictor } from '../../learning/predictor.js';
import { isMissingText } from '../../tables/columns/missing-tokens.js';
import { expectedNumber, plainNumber } from '../../tables/columns/number-text.js';
import type { RejectedRow, RowProblem } from '../../tables/reading/row-problems.js';
import type { ReadRows } from '../../tables/reading/rows.js';
import type { Table } from '../../tables/table.js';
import type { BlockRecords } from '../csv/block-records.js';
import type { GatherPlan } from './gather-plan.js';

/** What a rule about the whole file is told of the scored rows of one block, in their order. */
export interface GatheredRows {
  /** Bytes of each row's output line, its line end among them. */
  lengths: Int32Array;
  width: number;
  /** One for each alternative, row-major. */
  figures: Float64Array[];
  numbers: Record<string, Float64Array>;
  /** Null where missing. */
  texts: Record<string, (string | null)[]>;
}

/** The rows of a block whose own columns could be read, too. */
export interface UsableRows {
  read: ReadRows;
  /** Of each row of the table the values of the plan's columns, in their order; NaN or null where missing. */
  values: readonly (readonly (number | string | null)[])[];
}

/** Rows of a table that was scored: `rows` are positions in `table` where it also holds others that are their context. */
export interface ScoredTable {
  table: Table;
  rows?: Int32Array;
}

/** Gathers what a rule about a whole file needs, block by block. */
export class BlockGatherer {
  constructor(
    private readonly served: Predictor,
    private readonly plan: GatherPlan,
  ) {}

  /** Rejects the rows in which a column of the rule cannot be read. */
  usable(records: BlockRecords, read: ReadRows): UsableRows {
    const { columns } = this.plan;
    const values: (number | string | null)[][] = [];
    const rejected: RejectedRow[] = [];
    const kept: number[] = [];
    read.accepted.forEach((record, row) => {
      const cells = columns.length === 0 ? [] : records.cells(record);
      const problems: RowProblem[] = [];
      const own = columns.map((column) =>
        readCell(cells[column.position] as string | undefined, column, problems),
      );
      if (problems.length > 0) return void rejected.push({ row: record, problems });
      kept.push(row);
      values.push(own);
    });
    if (rejected.length === 0) return { read, values };
    const accepted = Int32Array.from(kept, (row) => read.accepted[row]);
    const all = [...read.rejected, ...rejected].sort((a, b) => a.row - b.row);
    return { read: { table: read.table.take(kept), accepted, rejected: all }, values };
  }

  /**
   * @param rows positions of the scored rows among those that `values` is about
   * @param scored the same rows as they were asked
   */
  gather(values: UsableRows['values'], rows: Int32Array, scored: ScoredTable): Omit<GatheredRows, 'lengths'> {
    const { columns, alternatives } = this.plan;
    const asked = alternatives.map((changes) => this.figures(scored, rows.length, changes));
    const numbers: GatheredRows['numbers'] = {};
    const texts: GatheredRows['texts'] = {};
    columns.forEach(({ name, kind }, i) => {
      if (kind === 'number') numbers[name] = Float64Array.from(rows, (row) => values[row][i] as number);
      else texts[name] = Array.from(rows, (row) => values[row][i] as string | null);
    });
    return { width: asked[0].width, figures: asked.map((one) => one.values), numbers, texts };
  }

  private figures(
    { table, rows }: ScoredTable,
    count: number,
    changes: GatherPlan['alternatives'][number],
  ): { values: Float64Array; width: number } {
    if (count === 0) return { values: new Float64Array(), width: 0 };
    const changed = Object.entries(changes).map(([name, value]) => {
      const values = [...table.column(name)];
      if (rows) for (const row of rows) values[row] = value;
      else values.fill(value);
      return { name, type: table.type(name), values };
    });
    return this.served.figures(changed.length === 0 ? table : table.extended(changed), { rows });
  }
}

function readCell(
  text: string | undefined,
  { name, kind, optional, least }: BatchColumn,
  problems: RowProblem[],
): number | string | null {
  const trimmed = (text ?? '').trim();
  const isMissing = isMissingText(trimmed);
  if (isMissing && optional) return kind === 'number' ? NaN : null;
  if (kind === 'text') {
    if (isMissing) problems.push({ column: name, expected: 'a text', received: shown(trimmed) });
    return trimmed;
  }
  const plain = plainNumber(trimmed);
  const value = Number.isNaN(plain) && !isMissing ? Number(trimmed) : plain;
  if (!Number.isFinite(value)) {
    problems.push({ column: name, expected: expectedNumber(trimmed), received: shown(trimmed) });
  } else if (least !== undefined && value < least) {
    problems.push({ column: name, expected: `a number from ${least}`, received: shown(trimmed) });
  }
  return value;
}
