import type { CellNote, CellValue } from '../columns/column-kind.js';
import { columnKind } from '../columns/index.js';
import type { FittedColumn } from '../preparation/preparation.js';
import { Table } from '../table.js';
import type { CompiledForm } from './compiled-form.js';

/** Where a column stands among the values that are kept of rows. */
interface KeptPlace {
  rows: number;
  /** Values of each row. */
  count: number;
  place: number;
}

/** Values of a column as numbers that kernels keep: NaN where missing, a text by its place. */
export class KeptValues {
  private readonly texts: string[] = [];
  /** Of the block that is read, those that are not kept with their cells. */
  private passing: string[] = [];

  number(value: CellValue, isKept: boolean): number {
    if (typeof value !== 'string') return value ?? NaN;
    return isKept ? this.texts.push(value) - 1 : -this.passing.push(value);
  }

  /** @param kept of each row the values of the columns that are read */
  valuesOf(kept: Float64Array, { rows, count, place }: KeptPlace, isText: boolean): CellValue[] {
    const values = new Array<CellValue>(rows);
    for (let row = 0; row < rows; row++) {
      const one = kept[row * count + place];
      if (Number.isNaN(one)) values[row] = null;
      else values[row] = isText ? this.text(one) : one;
    }
    return values;
  }

  private text(kept: number): string {
    return kept < 0 ? this.passing[-kept - 1] : this.texts[kept];
  }

  endBlock(): void {
    this.passing = [];
  }
}

/** Features of the columns that are derived from the values of a row, worked out and prepared as for any table. */
export class DerivedFeatures {
  private readonly columns: { name: string; isText: boolean; values: KeptValues }[];
  private readonly derived: readonly FittedColumn[];

  constructor(
    private readonly form: Pick<CompiledForm, 'columns' | 'positions' | 'preparation' | 'derivation'>,
  ) {
    const { columns, positions, preparation, derivation } = form;
    const declared = new Map(columns.map((column, i) => [column.name, { column, position: positions[i] }]));
    // In the order of the file, as the kernels keep them.
    const read = derivation.reads.map((name) => declared.get(name)!);
    this.columns = read
      .toSorted((a, b) => a.position - b.position)
      .map(({ column }) => {
        const isText = columnKind(column).valueType === 'text';
        return { name: column.name, isText, values: new KeptValues() };
      });
    this.derived = preparation.fitted.filter(({ column }) => !declared.has(column.name));
  }

  valuesOf(name: string): KeptValues | undefined {
    return this.columns.find((column) => column.name === name)?.values;
  }

  /**
   * Write the features of the derived columns.
   * @param kept of each row the values of the columns that are read
   * @param features row-major
   */
  encode(kept: Float64Array, features: Float32Array, note: (row: number, note: CellNote) => void): void {
    const { width } = this.form.preparation;
    const rows = features.length / width;
    const count = this.columns.length;
    const table = Table.fromColumns(
      this.columns.map(({ name, isText, values }, place) => ({
        name,
        type: isText ? 'text' : 'number',
        values: values.valuesOf(kept, { rows, count, place }, isText),
      })),
    );
    for (const { values } of this.columns) values.endBlock();
    const derived = this.form.derivation.score(table);
    for (const { column, encode, offset } of this.derived)
      encode(derived.column(column.name), { out: features, offset, width }, { add: note });
  }
}
