import type { Beside, CellNote, CellValue, NoteCollector } from './column-kind.js';
import type { BooleanColumnSpec } from './boolean.column.js';
import type { CategoricalColumnSpec } from './categorical.column.js';
import type { Category } from './column-base.js';
import type { ColumnSpec } from './column-spec.js';
import type { DateColumnSpec } from './date.column.js';
import type { IdentifierColumnSpec } from './identifier.column.js';
import type { ListColumnSpec } from './list.column.js';
import type { MoleculeColumnSpec } from './molecule.column.js';
import type { NumericColumnSpec } from './numeric.column.js';
import type { OrdinalColumnSpec } from './ordinal.column.js';
import type { PositionsColumnSpec } from './positions.column.js';
import type { TextColumnSpec } from './text.column.js';
import { columnKind } from './index.js';

const meaning = { en: 'a column of a test', zh: '测试列' };

export function numericSpec(given: Partial<NumericColumnSpec> = {}): NumericColumnSpec {
  return { name: 'amount', kind: 'numeric', meaning, missing: 'median', ...given };
}

export function category(code: string, en: string, zh = `${en}中文`): Category {
  return { code, label: { en, zh } };
}

export const purposes = [
  category('A40', 'new car', '新车'),
  category('A41', 'used car', '二手车'),
  category('A42', 'furniture', '家具'),
];

export function categoricalSpec(given: Partial<CategoricalColumnSpec> = {}): CategoricalColumnSpec {
  return {
    name: 'purpose',
    kind: 'categorical',
    meaning,
    categories: purposes,
    missing: 'own-category',
    ...given,
  };
}

export const grades = [category('low', 'Low'), category('mid', 'Middle'), category('high', 'High')];

export function ordinalSpec(given: Partial<OrdinalColumnSpec> = {}): OrdinalColumnSpec {
  return { name: 'grade', kind: 'ordinal', meaning, categories: grades, missing: 'median', ...given };
}

export function booleanSpec(given: Partial<BooleanColumnSpec> = {}): BooleanColumnSpec {
  return { name: 'member', kind: 'boolean', meaning, missing: 'most-frequent', ...given };
}

export function dateSpec(given: Partial<DateColumnSpec> = {}): DateColumnSpec {
  return { name: 'opened', kind: 'date', meaning, missing: 'median', ...given };
}

export function identifierSpec(given: Partial<IdentifierColumnSpec> = {}): IdentifierColumnSpec {
  return { name: 'customer', kind: 'identifier', meaning, missing: 'allow', ...given };
}

export function moleculeSpec(given: Partial<MoleculeColumnSpec> = {}): MoleculeColumnSpec {
  return {
    name: 'smiles',
    kind: 'molecule',
    meaning,
    missing: 'reject',
    bits: 64,
    surroundings: 64,
    ...given,
  };
}

export function listSpec(given: Partial<ListColumnSpec> = {}): ListColumnSpec {
  return { name: 'liked', kind: 'list', meaning, missing: 'allow', ...given };
}

export function positionsSpec(given: Partial<PositionsColumnSpec> = {}): PositionsColumnSpec {
  const assets = ['A', 'B', 'C'];
  return { name: 'held', kind: 'positions', meaning, assets, longOnly: false, missing: 'reject', ...given };
}

export function textSpec(given: Partial<TextColumnSpec> = {}): TextColumnSpec {
  return {
    name: 'answer',
    kind: 'text',
    meaning,
    missing: 'empty',
    longest: 5000,
    vectors: 4,
    ...given,
  };
}

/** Keeps the notes as `[row, code, expected, received]`. */
export class NoteList implements NoteCollector {
  readonly notes: [number, CellNote['code'], string, string][] = [];

  add(row: number, { code, expected, received }: CellNote): void {
    this.notes.push([row, code, expected, received]);
  }
}

/** A fitted column, what stands beside its values, and who hears of them. */
interface Encoding {
  column: ColumnSpec;
  state: unknown;
  notes?: NoteCollector;
  beside?: Beside;
}

/** One column's features, a list per row, written into memory that is not zero. */
export function encodeColumn(
  values: readonly CellValue[],
  { column, state, notes, beside }: Encoding,
): number[][] {
  const kind = columnKind(column);
  const count = kind.features(state, column).length;
  const width = count + 2;
  const out = new Float32Array(values.length * width).fill(NaN);
  kind.encoder(state, column)(values, { out, offset: 1, width, beside }, notes);
  return values.map((_, row) => Array.from(out.subarray(row * width + 1, row * width + 1 + count)));
}
