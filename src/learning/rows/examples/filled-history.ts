import type { CellNote } from '../../../tables/columns/column-kind.js';
import type { Table } from '../../../tables/table.js';
import { SeriesIndex } from './series.js';
import type { WindowOptions } from './window-options.js';

/**
 * The table with each blank of the columns `filled` as the last known value before it in its series, as an absent row is. No later
 * row is read, so blanks before the first known value stay blank.
 */
export function filledFromSeries(table: Table, options: WindowOptions): Table {
  const blank = blankColumns(table, options);
  if (blank.length === 0) return table;
  const series = new SeriesIndex(table, options);
  return table.extended(
    blank.map((name) => {
      const values = table.column(name);
      const sources = series.carried((row) => values[row] !== null);
      return {
        name,
        type: table.type(name),
        values: Array.from(sources, (row) => (row < 0 ? null : values[row])),
      };
    }),
  );
}

function blankColumns(table: Table, { filled }: WindowOptions): string[] {
  return filled.filter((name) => table.has(name) && table.column(name).includes(null));
}

/** The blanks in one column of the history, as windows meet them. */
export class HistoryBlanks {
  private readonly blank: Uint8Array;
  /** Rows that no value stands for, neither their own nor one before. */
  private readonly unknown: Uint8Array;

  private constructor(
    readonly column: string,
    table: Table,
    completed: Table,
  ) {
    this.blank = Uint8Array.from(table.column(column), (value) => Number(value === null));
    this.unknown = Uint8Array.from(completed.column(column), (value) => Number(value === null));
  }

  /** Of each column that has any. */
  static of(table: Table, options: WindowOptions): HistoryBlanks[] {
    const columns = blankColumns(table, options);
    if (columns.length === 0) return [];
    const completed = filledFromSeries(table, options);
    return columns.map((column) => new HistoryBlanks(column, table, completed));
  }

  /**
   * The steps at the beginning of a window that no value stands for: so many take that of the first step behind them. All of them
   * when the window knows none.
   */
  unknownSteps(window: Int32Array): number {
    const first = window.findIndex((row) => this.unknown[row] === 0);
    return first < 0 ? window.length : first;
  }

  /** What is to be known of a window that reads blanks; undefined where it reads none, or nothing can fill them. */
  note(window: Int32Array): CellNote | undefined {
    let blanks = 0;
    for (let i = 0; i < window.length; i++) {
      if (i === 0 || window[i] !== window[i - 1]) blanks += this.blank[window[i]];
    }
    const unknown = this.unknownSteps(window);
    if (blanks === 0 || unknown === window.length) return undefined;
    const filling = unknown > 0 ? 'or the first known one' : 'in the series';
    return {
      code: 'filled-in-history',
      column: this.column,
      expected: 'a value at every step',
      received: `${blanks} blank (the last known value before, ${filling}, stands for each)`,
    };
  }
}
