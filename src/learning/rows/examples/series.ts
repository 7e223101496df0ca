import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { Table } from '../../../tables/table.js';
import type { WindowOptions } from './window-options.js';

/** What is unusual about one window. */
export interface WindowFlags {
  /** Steps before the first row of the series. */
  short: number;
  /** Steps that no row stands for. */
  gaps: number;
}

/**
 * The rows of a table as series: by group, in order. Of rows of one moment the last counts for the rows after it.
 * Nothing here looks at a row of another group or of a later moment, except `at`, which is for targets.
 */
export class SeriesIndex {
  /** Where each row of the table stands in its order, as steps count. */
  readonly times: Float64Array;
  private readonly groupOf: Int32Array;
  /** Time of the row before this one in the table that is of its group; NaN for the first. */
  readonly previous: Float64Array;
  /** Of each group the rows that count, in ascending order. */
  private readonly sequences: Int32Array[];
  /** Of each row the place in its sequence of the row of its moment. */
  private readonly places: Int32Array;

  constructor(
    table: Table,
    { group, order, axis }: Pick<WindowOptions, 'group' | 'order'> & Partial<Pick<WindowOptions, 'axis'>>,
  ) {
    this.times = Float64Array.from(table.column(order), (value) =>
      axis ? axis.place(Number(value)) : Number(value),
    );
    this.groupOf = groupNumbers(group === undefined ? undefined : table.column(group), table.rows);
    this.places = new Int32Array(table.rows);
    this.previous = new Float64Array(table.rows).fill(NaN);
    this.sequences = rowsByGroup(this.groupOf).map((rows) => this.sequenceOf(rows));
  }

  /** Whether a later row of the table gives the same moment of the group again. */
  isSuperseded(row: number): boolean {
    return this.sequences[this.groupOf[row]][this.places[row]] !== row;
  }

  /** The row that counts so many moments before a row's own; -1 when its series does not go back so far. */
  before(row: number, moments: number): number {
    const place = this.places[row] - moments;
    return place < 0 ? -1 : this.sequences[this.groupOf[row]][place];
  }

  /**
   * Of each row itself where it is known, else the last known row that counts of an earlier moment of its series; -1 where there is
   * none.
   */
  carried(known: (row: number) => boolean): Int32Array {
    const latest = this.sequences.map((sequence) => {
      let last = -1;
      return sequence.map((row) => (last = known(row) ? row : last));
    });
    return this.places.map((place, row) => {
      if (known(row)) return row;
      return place === 0 ? -1 : latest[this.groupOf[row]][place - 1];
    });
  }

  /** Where the last row of a row's series stands. */
  end(row: number): number {
    const sequence = this.sequences[this.groupOf[row]];
    return this.times[sequence[sequence.length - 1]];
  }

  /** The row of the group's moment `time`; -1 when there is none. */
  at(row: number, time: number): number {
    const sequence = this.sequences[this.groupOf[row]];
    const place = this.lastNotAfter(sequence, time);
    return place >= 0 && this.times[sequence[place]] === time ? sequence[place] : -1;
  }

  /**
   * Write the rows of a row's window, oldest first and itself last. Steps before the first row of the series are that row.
   * @param into as long as the window.
   */
  window(row: number, step: number | undefined, into: Int32Array): WindowFlags {
    const sequence = this.sequences[this.groupOf[row]];
    into[into.length - 1] = row;
    return step === undefined
      ? this.rowsBefore(sequence, row, into)
      : this.stepsBefore(sequence, row, { step, into });
  }

  /**
   * Of each group the rows that a row at or after its last moment could still read, in the order of the table.
   * @param reads how far: `further` more rows before each row of a window are read, too, and where the first one of a window has no
   *   value, the last row before it that has (one condition for each column).
   */
  readable(
    window: number,
    step: number | undefined,
    { further = 0, known = [] }: { further?: number; known?: readonly ((row: number) => boolean)[] } = {},
  ): Int32Array {
    const kept = new Set<number>();
    for (const sequence of this.sequences) {
      const keep = (from: number, to: number) => {
        for (let place = Math.max(0, from - further); place <= to; place++) kept.add(sequence[place]);
      };
      const last = sequence.length - 1;
      const reach = step === undefined ? 0 : this.times[sequence[last]] - (window - 1) * step;
      let first = Math.max(0, last - window + 1);
      if (step !== undefined) first = Math.max(0, this.lastNotAfter(sequence, reach));
      keep(first, last);
      for (const isKnown of known) {
        let place = first;
        while (place >= 0 && !isKnown(sequence[place])) place--;
        if (place >= 0) keep(place, place);
      }
    }
    return Int32Array.from(kept).sort();
  }

  private rowsBefore(sequence: Int32Array, row: number, into: Int32Array): WindowFlags {
    let short = 0;
    const place = this.places[row];
    for (let back = 1; back < into.length; back++) {
      if (place - back < 0) short++;
      into[into.length - 1 - back] = back <= place ? sequence[place - back] : into[into.length - back];
    }
    return { short, gaps: 0 };
  }

  private stepsBefore(
    sequence: Int32Array,
    row: number,
    { step, into }: { step: number; into: Int32Array },
  ): WindowFlags {
    const flags = { short: 0, gaps: 0 };
    let place = this.places[row] - 1;
    for (let back = 1; back < into.length; back++) {
      const wanted = this.times[row] - back * step;
      while (place >= 0 && this.times[sequence[place]] > wanted) place--;
      if (place < 0) {
        flags.short++;
        // The first row of the series, which is the row itself where nothing lies before it.
        into[into.length - 1 - back] = this.places[row] > 0 ? sequence[0] : row;
        continue;
      }
      into[into.length - 1 - back] = sequence[place];
      if (this.times[sequence[place]] <= wanted - step) flags.gaps++;
    }
    return flags;
  }

  /** The last place of a sequence whose time is not after `time`; -1 when all are. */
  private lastNotAfter(sequence: Int32Array, time: number): number {
    let low = 0;
    let high = sequence.length;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.times[sequence[middle]] <= time) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  }

  /** The rows of a group in order, of each moment the last; notes on the way what lies before each row and where it is. */
  private sequenceOf(rows: readonly number[]): Int32Array {
    const { times } = this;
    for (let i = 1; i < rows.length; i++) this.previous[rows[i]] = times[rows[i - 1]];
    const sorted = Int32Array.from(rows).sort((a, b) => times[a] - times[b] || a - b);
    const counting = sorted.filter(
      (row, i) => i + 1 === sorted.length || times[sorted[i + 1]] !== times[row],
    );
    let place = 0;
    for (const row of sorted) {
      if (times[counting[place]] !== times[row]) place++;
      this.places[row] = place;
    }
    return counting;
  }
}

function rowsByGroup(groupOf: Int32Array): number[][] {
  const groups: number[][] = [];
  groupOf.forEach((group, row) => (groups[group] ??= []).push(row));
  return groups;
}

/** Groups numbered in the order of their first rows; a missing value is a group like any other. */
function groupNumbers(values: readonly CellValue[] | undefined, rows: number): Int32Array {
  const numbers = new Map<CellValue, number>();
  return Int32Array.from({ length: rows }, (_, row) => {
    const value = values?.[row] ?? null;
    let number = numbers.get(value);
    if (number === undefined) {
      number = numbers.size;
      numbers.set(value, number);
    }
    return number;
  });
}
