import { z } from 'zod';
import { DamagedFileError, InvalidInputError, InvalidSpecificationError, shown } from '../../core/errors.js';
import { listed } from '../../core/text/lists.js';
import { zodProblems } from '../../core/zod-problems.js';
import type {
  Beside,
  CellValue,
  ColumnEncoder,
  ColumnKind,
  Feature,
  NearValue,
  NoteCollector,
  NumberFeature,
} from '../columns/column-kind.js';
import type { ColumnSpec } from '../columns/column-spec.js';
import { columnKind } from '../columns/index.js';
import { columnKindNames, columnRoleNames, type ColumnRoleName } from '../columns/names.js';
import { columnsBeside, declaredRole, isInput } from '../columns/roles.js';
import { unlearnt } from '../columns/unlearnt.js';
import type { Table } from '../table.js';

/** Features of some rows, row-major `[rows, width]`. */
export interface FeatureMatrix {
  data: Float32Array;
  rows: number;
  width: number;
}

/** What is stored: plain JSON, which comes back from a file bit by bit. */
export interface PreparationJson {
  format: 1;
  columns: (NamedColumn & { state: unknown })[];
}

/** A column as the file tells it. */
interface NamedColumn {
  name: string;
  kind: ColumnSpec['kind'];
  /** Where it is another than that of the kind. */
  role?: ColumnRoleName;
}

const jsonSchema = z.strictObject({
  format: z.literal(1),
  columns: z.array(
    z.strictObject({
      name: z.string(),
      kind: z.enum(columnKindNames),
      role: z.enum(columnRoleNames).optional(),
      state: z.unknown(),
    }),
  ),
});

/** What was learnt of a column. */
export interface FittedColumn {
  column: ColumnSpec;
  state: unknown;
  features: Feature[];
  encode: ColumnEncoder;
  /** What `encode` makes of numbers, where that can be told. */
  numberFeature?: NumberFeature;
  /** Where the column's features begin. */
  offset: number;
}

/** The one way from a table to features, for training and for serving: fitted once, stored with the model. */
export class Preparation {
  readonly features: readonly Feature[];
  /** How many features a row has. */
  readonly width: number;

  private constructor(readonly fitted: readonly FittedColumn[]) {
    this.features = fitted.flatMap(({ features }) => features);
    this.width = this.features.length;
  }

  /**
   * Learn from a table that holds the training rows and no others.
   * @param columns in the order of their features, derived columns included. Those that are no inputs have none.
   * @throws InvalidInputError when the table lacks a column.
   * @throws InvalidSpecificationError when two features would have one name.
   */
  static fit(table: Table, columns: readonly ColumnSpec[]): Preparation {
    const fitted = withStates(columns, (column) =>
      learning(column).fit(valuesOf(table, column.name), column, besideOf(table, column)),
    );
    const names = new Set<string>();
    for (const { name, column } of fitted.flatMap(({ features }) => features)) {
      if (!names.has(name)) names.add(name);
      else {
        throw new InvalidSpecificationError('Two features would have the same name.', {
          details: [
            { column, expected: 'columns whose features have different names', received: shown(name) },
          ],
        });
      }
    }
    return new Preparation(fitted);
  }

  /**
   * Check and take what `toJSON` gave.
   * @param columns the columns as they are declared.
   * @throws DamagedFileError naming the column whose state is of another form, or which is missing, additional or moved.
   */
  static fromJSON(json: unknown, columns: readonly ColumnSpec[]): Preparation {
    const stored = storedColumns(json);
    const differing = columns.findIndex((column, i) => {
      const given = stored[i] as (typeof stored)[number] | undefined;
      return column.name !== given?.name || column.kind !== given.kind || isInput(column) !== isInput(given);
    });
    const at = differing === -1 && stored.length > columns.length ? columns.length : differing;
    if (at !== -1) throw differentColumn(at, columns[at], stored[at]);
    const states = new Map(stored.map(({ name, state }) => [name, state]));
    return new Preparation(
      withStates(columns, (column) => learning(column).parseState(states.get(column.name), column)),
    );
  }

  /** Itself, as the only one: see `RowPreparation.parts`. */
  get parts(): readonly { preparation: Preparation; offset: number }[] {
    return [{ preparation: this, offset: 0 }];
  }

  /** The values that a column was fitted on and that are most alike to one; undefined where its kind cannot tell. */
  nearest(column: string, value: CellValue, k: number): NearValue[] | undefined {
    const one = this.fitted.find(({ column: { name } }) => name === column);
    return one && isInput(one.column) ? columnKind(one.column).nearest?.(one.state, value, k) : undefined;
  }

  /** What was learnt about a column; undefined for one that nothing was learnt of. */
  stateOf(name: string): unknown {
    const known = this.fitted.find(({ column }) => column.name === name);
    return known && isInput(known.column) ? known.state : undefined;
  }

  /** The same JSON for the same fit. */
  toJSON(): PreparationJson {
    return {
      format: 1,
      columns: this.fitted.map(({ column, state }) => ({ ...namedColumn(column), state })),
    };
  }

  /**
   * Features of every row of a table. Columns that the preparation does not know are left aside.
   * @param notes receives what is unusual about single values.
   * @throws InvalidInputError when the table lacks a column that has features.
   */
  transform(table: Table, notes?: NoteCollector): FeatureMatrix {
    const { rows } = table;
    const { width } = this;
    const data = new Float32Array(rows * width);
    for (const { column, features, encode, offset } of this.fitted) {
      if (features.length === 0) continue;
      const beside = besideOf(table, column);
      encode(valuesOf(table, column.name), { out: data, offset, width, beside }, notes);
    }
    return { data, rows, width };
  }
}

/** What a column is prepared by: its kind, where the model reads it. */
function learning(column: ColumnSpec): Pick<ColumnKind, keyof typeof unlearnt | 'numberFeature'> {
  return isInput(column) ? columnKind(column) : unlearnt;
}

function namedColumn(column: ColumnSpec): NamedColumn {
  const { name, kind } = column;
  const role = declaredRole(column);
  return role === undefined ? { name, kind } : { name, kind, role };
}

function withStates(
  columns: readonly ColumnSpec[],
  stateOf: (column: ColumnSpec) => unknown,
): FittedColumn[] {
  let width = 0;
  return columns.map((column) => {
    const kind = learning(column);
    const state = stateOf(column);
    const features = kind.features(state, column);
    const offset = width;
    width += features.length;
    const numberFeature = kind.numberFeature?.(state, column);
    return { column, state, features, encode: kind.encoder(state, column), numberFeature, offset };
  });
}

/** The columns that features of this one are made of, too; undefined where there are none. */
function besideOf(table: Table, column: ColumnSpec): Beside | undefined {
  const names = columnsBeside(column);
  return names.length === 0 ? undefined : new Map(names.map((name) => [name, valuesOf(table, name)]));
}

function valuesOf(table: Table, name: string) {
  if (table.has(name)) return table.column(name);
  throw new InvalidInputError(`The table lacks the column "${name}".`, {
    details: [{ column: name, expected: 'a column of this name', received: listed(table.names) }],
  });
}

function storedColumns(json: unknown) {
  const parsed = jsonSchema.safeParse(json);
  if (parsed.success) return parsed.data.columns;
  throw new DamagedFileError('The stored preparation is damaged.', {
    details: zodProblems(parsed.error, json),
    hint: 'Restore the file from a backup, or train the model again.',
  });
}

function differentColumn(at: number, declared?: NamedColumn, stored?: NamedColumn): DamagedFileError {
  const shownColumn = (column?: NamedColumn) => {
    if (!column) return 'no column';
    const role = declaredRole(column);
    return `the ${column.kind} column "${column.name}"${role === undefined ? '' : ` of the role ${role}`}`;
  };
  const name = declared?.name ?? stored?.name;
  return new DamagedFileError(`The stored preparation and the declared columns differ at column "${name}".`, {
    details: [
      {
        column: name,
        pointer: `/columns/${at}`,
        expected: shownColumn(declared),
        received: shownColumn(stored),
      },
    ],
    hint: 'Train the model again after the declared columns have changed.',
  });
}
