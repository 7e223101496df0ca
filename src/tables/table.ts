import { InvalidInputError, shown } from '../core/errors.js';
import { listed } from '../core/text/lists.js';
import type { CellValue } from './columns/column-kind.js';
import { danfoValues, tableValues } from './danfo/cells.js';
import type { ColumnType, DataFrame, Series } from './danfo/danfo.js';
import { concatenateColumns } from './danfo/concatenate.js';
import { danfoFrame } from './danfo/danfo-frame.js';
import { aggregateGroups, groupRows, type Aggregation } from './danfo/group-by.js';
import { joinColumns } from './danfo/join.js';

export type { Aggregation, ColumnType, DataFrame, Series };

/** One column: `number` for numeric, boolean and date columns, `text` for the rest. */
export interface TableColumn {
  name: string;
  type: ColumnType;
  values: readonly CellValue[];
}

/**
 * The project's table: named columns of equal length, never changed once made. danfo does what is done to it: derived
 * columns, joining, grouping, putting tables below one another. A missing value is null here and NaN in danfo's number columns.
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

  /**
   * The rows of several tables of the same columns below one another, in the columns' order of the first.
   * @throws InvalidInputError when a column is not there or has another type, or there is no table.
   */
  static concat(tables: readonly Table[]): Table {
    const [first] = tables;
    if (tables.length === 0) throw new InvalidInputError('No tables were given to put below one another.');
    for (const table of tables) for (const name of first.names) first.requireSameType(table, name);
    const values = concatenateColumns(tables.map((table) => first.names.map((name) => table.entry(name))));
    return Table.fromColumns(
      first.names.map((name, i) => ({ name, type: first.type(name), values: values[i] })),
    );
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

  /**
   * A table with one more column, or with a column replaced.
   * @param calculate from a danfo frame of its own (missing numbers are NaN; changing it in place does not reach the table) to a series or an array, one value per row; NaN and infinity become missing. It is
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
   * This table with columns of another one behind its own: in each row those of the other's row that has the same keys, the last if
   * several have; missing values where none has, or where a key is missing.
   * @param keys columns of both tables; the others of `other` are taken.
   * @throws InvalidInputError when a column is not there, is in both tables, or a key has two types.
   */
  join(other: Table, keys: readonly string[]): Table {
    for (const key of keys) this.requireSameType(other, key);
    const taken = other.names.filter((name) => !keys.includes(name)).map((name) => other.entry(name));
    for (const { name } of taken) {
      if (this.has(name)) throw wrongColumn(name, 'a column of one of the tables', 'a column of both');
    }
    const values = joinColumns({
      left: keys.map((key) => this.column(key)),
      leftRows: this.rows,
      right: keys.map((key) => other.column(key)),
      rightRows: other.rows,
      taken,
    });
    return this.with(taken.map(({ name, type }, i) => ({ name, type, values: values[i] })));
  }

  /**
   * The rows of this table, then those of another one of the same columns. As `concat`, but without danfo: it is called for
   * every block of a file that is scored, and danfo's way of making a frame takes longer than the scoring.
   * @throws InvalidInputError when a column differs.
   */
  append(other: Table): Table {
    const columns = Array.from(this.columns.values(), ({ name, type, values }) => {
      this.requireSameType(other, name);
      return { name, type, values: [...values, ...other.column(name)] };
    });
    return Table.fromColumns(columns);
  }

  private with(columns: readonly TableColumn[]): Table {
    return new Table(
      new Map([...this.columns, ...columns.map((column) => [column.name, column] as const)]),
      this.rows,
    );
  }

  private frame(): DataFrame {
    const columns = Array.from(this.columns.values(), ({ name, type, values }) => {
      return { name, type, values: danfoValues(type, values) };
    });
    return danfoFrame(columns, this.rows);
  }

  private requireSameType(other: Table, name: string): void {
    const [own, its] = [this.type(name), other.type(name)];
    if (own !== its) throw wrongColumn(name, `a ${own} column`, `a ${its} column`);
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
