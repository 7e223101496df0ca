import { danfo, danfoTypes, type ColumnType, type DataFrame, type Series } from './danfo.js';

export interface FrameColumn {
  name: string;
  type: ColumnType;
  values: readonly unknown[];
}

/** The internals of danfo 1.2.0 (pinned) that `ColumnFrame` replaces. */
interface FrameInternals {
  $data: unknown[][];
  $dataIncolumnFormat: (readonly unknown[])[];
  $index: number[];
  $columns: string[];
  column(name: string): Series;
}

type FrameClass = new (columns: readonly FrameColumn[], rows: number) => DataFrame;

let frameClass: FrameClass | undefined;

/**
 * A danfo frame over columns that exist already. Unlike danfo's own constructor it neither transposes them twice nor makes
 * the rows before an operation reads rows, so that it costs microseconds; and a column called "columns", "shape" or "index"
 * does not hide danfo's own property, which would break the frame. It is made anew for every use: whatever is done
 * to it in place stays in it.
 */
export function danfoFrame(columns: readonly FrameColumn[], rows: number): DataFrame {
  frameClass ??= defineFrameClass();
  return new frameClass(columns, rows);
}

function defineFrameClass(): FrameClass {
  const Base = danfo().DataFrame as unknown as new (data: undefined, options: object) => FrameInternals;
  class ColumnFrame extends Base {
    constructor(columns: readonly FrameColumn[], rows: number) {
      super(undefined, {
        columns: columns.map(({ name }) => name),
        dtypes: columns.map(({ type }) => danfoTypes[type]),
      });
      this.$dataIncolumnFormat = columns.map(({ values }) => values);
      this.$index = Array.from({ length: rows }, (_, row) => row);
      // danfo counts the rows to know the shape; until there are any, this one answers.
      Object.defineProperty(this, 'shape', { configurable: true, value: [rows, columns.length] });
      this.makeRowsWhenRead();
    }

    /** Called by danfo's constructor: `frame['age']` for `frame.column('age')`, unless the name is one of danfo's own. */
    $setInternalColumnDataProperty(): void {
      for (const name of this.$columns) {
        if (name in this) continue;
        Object.defineProperty(this, name, { get: () => this.column(name), configurable: true });
      }
    }

    private makeRowsWhenRead(): void {
      const define = (attributes: PropertyDescriptor) =>
        Object.defineProperty(this, '$data', { configurable: true, enumerable: true, ...attributes });
      const keep = (value: unknown[][]) => {
        Reflect.deleteProperty(this, 'shape');
        define({ value, writable: true });
      };
      define({
        get: () => {
          const made = this.$index.map((_, row) => this.$dataIncolumnFormat.map((values) => values[row]));
          keep(made);
          return made;
        },
        set: keep,
      });
    }
  }
  return ColumnFrame as unknown as FrameClass;
}

/** A danfo series of present numbers. */
export function danfoSeries(values: number[]): Series {
  return new (danfo().Series)(values, { dtypes: [danfoTypes.number] });
}
