import { InvalidInputError, InvalidSpecificationError, shown } from '../core/errors.js';
import { listed } from '../core/text/lists.js';
import type { CellValue } from './columns/column-kind.js';
import { danfoValues, tableValues } from './danfo/cells.js';
import type { ColumnType, DataFrame, Series } from './danfo/danfo.js';
import { danfoFrame, type FrameColumn } from './danfo/danfo-frame.js';
import { describeNumbers, describeTexts, type ColumnDescription } from './danfo/describe.js';
import { aggregateGroups, groupRows, type Aggregation } from './danfo/group-by.js';

export type { Aggregation, ColumnDescription, ColumnType, DataFrame, Series };

/** One column: `number` for numeric, boolean and date columns, `text` for the rest. */
export interface TableColumn {
  name: string;
  type: ColumnType;
  values: readonly CellValue[];
}

/**
 * The project's table: named columns of equal length, never changed once made. danfo does what is done to it: derived
 * columns, filling, describing, grouping. A missing value is null here and NaN in danfo's number columns.
 */
export class Table {
  private constructor(
    private readonly columns: ReadonlyMap<string, TableColumn>,
    /** How many rows there are. */
    readonly rows: number,
  ) {}

  /**
   * The arrays are taken over as they are, not copied.
   * @throws InvalidInputError when two columns have one name, the lengths differ or a value has another type.
   */
  static fromColumns(columns: readonly TableColumn[]): Table {
    const rows = columns[0]?.values.length ?? 0;
    const byName = new Map<string, TableColumn>();
    for (const { name, type, values } of columns) {
      if (byName.has(name)) throw wrongColumn(name, 'column names that differ', `two columns "${name}"`);
      if (values.length !== rows)
        throw wrongColumn(name, `${rows} values, as in the others`, `${values.length}`);
      byName.set(name, { name, type, values: tableValues(name, type, values) });
    }
    return new Table(byName, rows);
  }

  get names(): string[] {
    return [...this.columns.keys()];
  }

  has(name: string): boolean {
    return this.columns.has(name);
  }

  type(name: string): ColumnType {
    return this.entry(name).type;
  }

  /**
   * The values of a column, null where missing.
   * @throws InvalidInputError when there is no such column.
   */
  column(name: string): readonly CellValue[] {
    return this.entry(name).values;
  }

  /** The table as a danfo frame of its own (missing numbers are NaN); changing that in place does not reach the table. */
  frame(): DataFrame {
    return danfoFrame(this.frameColumns(this.names), this.rows);
  }

  /**
   * A table with one more column, or with a column replaced.
   * @param calculate from the danfo frame to a series or an array, one value per row; NaN and infinity become missing. It is
   * not called for a table without rows. A comparison of danfo's with a missing number is false, not missing.
   * @throws InvalidInputError when the result has another length or type.
   */
  derive(
    name: string,
    type: ColumnType,
    calculate: (frame: DataFrame) => Series | readonly unknown[],
  ): Table {
    const result = this.rows === 0 ? [] : calculate(this.frame());
    const values = Array.isArray(result)
      ? (result as readonly unknown[])
      : ((result as Series).values as unknown[]);
    return this.extended([{ name, type, values: values as TableColumn['values'] }]);
  }

  /**
   * A table with more columns, each with a value for every row, or with columns replaced.
   * @throws InvalidInputError when a column has another length or a value of another type.
   */
  extended(columns: readonly TableColumn[]): Table {
    return this.with(
      columns.map(({ name, type, values }) => {
        if (values.length !== this.rows) throw wrongColumn(name, `${this.rows} values`, `${values.length}`);
        return { name, type, values: tableValues(name, type, values) };
      }),
    );
  }

  /**
   * A table whose missing values are filled.
   * @throws InvalidSpecificationError when a value does not have the type of its column.
   */
  fill(values: Readonly<Record<string, number | string>>): Table {
    const names = Object.keys(values);
    for (const name of names) {
      const { type } = this.entry(name);
      if (type === (typeof values[name] === 'number' ? 'number' : 'text')) continue;
      throw new InvalidSpecificationError(
        `The column "${name}" cannot be filled with a value of another type.`,
        {
          details: [{ column: name, expected: `a ${type}`, received: shown(values[name]) }],
        },
      );
    }
    if (names.length === 0 || this.rows === 0) return this;
    // danfo's `fillNa` changes the rows that it is given, so it gets a frame of its own.
    const frame = danfoFrame(this.frameColumns(names), this.rows);
    const filled = frame.fillNa(Object.values(values), { columns: names });
    const rows = filled.values as CellValue[][];
    return this.with(
      names.map((name, at) => ({ name, type: this.type(name), values: rows.map((row) => row[at]) })),
    );
  }

  /** Count, missing, and either mean, deviation, extremes and quartiles or the most frequent texts, for each column. */
  describe(): ColumnDescription[] {
    return Array.from(this.columns.values(), ({ name, type, values }) =>
      type === 'number' ? describeNumbers(name, values) : describeTexts(name, values),
    );
  }

  /** Group the rows by one or more columns; rows whose keys are missing are a group too. */
  groupBy(keys: readonly string[]): { aggregate(figures: Readonly<Record<string, Aggregation>>): Table } {
    const groups = groupRows(
      keys.map((key) => this.column(key)),
      this.rows,
    );
    const keyTable = this.select(keys).take(groups.firstRows);
    return {
      /** One row per group in order of appearance: the keys, then each figure as `column_figure`, of the present values. */
      aggregate: (figures) =>
        keyTable.with(
          Object.entries(figures).map(([name, aggregation]) => {
            const column = this.entry(name);
            if (column.type === 'text' && aggregation !== 'count') {
              throw wrongColumn(name, 'a number column, or the figure "count"', `"${aggregation}" of texts`);
            }
            return {
              name: `${name}_${aggregation}`,
              type: 'number' as const,
              values: aggregateGroups(groups, column, aggregation),
            };
          }),
        ),
    };
  }

  /** These columns, in this order. */
  select(names: readonly string[]): Table {
    return new Table(new Map(names.map((name) => [name, this.entry(name)])), this.rows);
  }

  /** These rows (counted from 0), in this order; a row may be taken more than once. */
  take(rowIndexes: ArrayLike<number>): Table {
    const taken = Array.from(this.columns.values(), (column): [string, TableColumn] => {
      const values = new Array<CellValue>(rowIndexes.length);
      for (let i = 0; i < values.length; i++) values[i] = column.values[rowIndexes[i]];
      return [column.name, { ...column, values }];
    });
    for (let i = 0; i < rowIndexes.length; i++) {
      const row = rowIndexes[i];
      if (Number.isInteger(row) && row >= 0 && row < this.rows) continue;
      throw new InvalidInputError('A row that does not exist was taken from a table.', {
        details: [{ expected: `a row from 0 to ${this.rows - 1}`, received: String(row) }],
      });
    }
    return new Table(new Map(taken), rowIndexes.length);
  }

  /**
   * The rows of this table, then those of another one of the same columns.
   * @throws InvalidInputError when a column differs.
   */
  append(other: Table): Table {
    const columns = Array.from(this.columns.values(), ({ name, type, values }) => {
      const more = other.entry(name);
      if (more.type !== type) throw wrongColumn(name, `a ${type} column`, `a ${more.type} column`);
      return { name, type, values: [...values, ...more.values] };
    });
    return Table.fromColumns(columns);
  }

  /** The first rows, five unless told. */
  head(count = 5): Table {
    return this.take(Array.from({ length: Math.min(count, this.rows) }, (_, row) => row));
  }

  private with(columns: readonly TableColumn[]): Table {
    return new Table(
      new Map([...this.columns, ...columns.map((column) => [column.name, column] as const)]),
      this.rows,
    );
  }

  private frameColumns(names: readonly string[]): FrameColumn[] {
    return names.map((name) => {
      const { type, values } = this.entry(name);
      return { name, type, values: danfoValues(type, values) };
    });
  }

  private entry(name: string): TableColumn {
    const column = this.columns.get(name);
    if (column) return column;
    throw wrongColumn(name, `one of the columns ${listed(this.names)}`, shown(name));
  }
}

function wrongColumn(column: string, expected: string, received: string): InvalidInputError {
  return new InvalidInputError(`The table cannot be made or read: column "${column}".`, {
    details: [{ column, expected, received }],
  });
}
