import type { DividedValue } from './divided-value.js';
import type { z } from 'zod';
import type { LocalisedText } from '../../core/text/localised-text.js';
import type { ColumnSpecBase } from './column-base.js';
import type { ColumnRoleName, FindingCode } from './names.js';
import type { ColumnRecipe } from './recipe.js';

/**
 * A value inside a table: a number (numeric; boolean as 0 or 1; date as milliseconds since 1970 UTC), a text (the *code* of a
 * category, an identifier), or null when it is missing.
 */
export type CellValue = number | string | null;

/** Why a cell cannot be read. */
export class CellProblem {
  constructor(
    readonly expected: string,
    readonly received: string,
  ) {}
}

/** From a CSV cell's text or a JSON value to a value of the table. The same function serves every door. */
export type CellReader = (input: unknown) => CellValue | CellProblem;

/** What a feature stands for. A column takes one or more neighbouring features. */
export interface Feature {
  /** Unique in a preparation, for instance `purpose=A43` or `age_years`. */
  name: string;
  column: string;
  role: 'number' | 'category' | 'missing' | 'unknown' | 'index';
  /** The category's code, for the role `category`. */
  code?: string;
  /** For the role `index`, which an embedding reads: the feature is a whole number from 0 (unknown) to below this. */
  size?: number;
}

export type NoteCode =
  | 'missing'
  | 'unknown-category'
  | 'out-of-range'
  /** Fewer rows before this one than a network reads: the first one stands for those. */
  | 'short-history'
  /** A step of the history is absent: the last one before it stands for it. */
  | 'gap-in-history'
  /** A value in the history is blank: one of the same series stands for it. */
  | 'filled-in-history'
  /** The last known value of the series is older than it may be. */
  | 'stale-history'
  /** The same moment was given before. */
  | 'repeated-step'
  /** Nobody like this is known with, or without, a treatment. */
  | 'no-support'
  /** Several molecules in one value: the largest stands for it. */
  | 'salt'
  /** Further from everything that was learnt from than that is from each other. */
  | 'unlike-training'
  /** A text says nothing beyond the words of the one that it is set apart from. */
  | 'repeated-text'
  /** A text has the words of the one that it is compared with, out of their order. */
  | 'unordered-text'
  /** A text says what it is compared with, with or without a negation. */
  | 'negated-text'
  /** Most words of a text stand in no training text. */
  | 'unknown-words'
  /** Its values together lie further from what was learnt from than nearly all known rows. */
  | 'far-from-training'
  /** Its values cannot go together. */
  | 'impossible-values'
  /** The row is answered without a decision, as its scenario declares. */
  | 'left-to-a-person';

/** Something about one value that its reader should know although the row is scored. */
export interface CellNote {
  code: NoteCode;
  /** Empty where it is about the row as a whole. */
  column: string;
  expected: string;
  received: string;
}

/** Receives the notes of an encoding; `row` counts from 0 within the table that is encoded. */
export interface NoteCollector {
  add(row: number, note: CellNote): void;
}

/** The values of other columns in the same rows, by the name of the column. */
export type Beside = ReadonlyMap<string, readonly CellValue[]>;

/**
 * Writes one column of a table into its features: `out` is row-major `[rows, width]`, the column's first feature stands at
 * `offset`. Every element of its features is written (the array need not be zeroed). `beside` has what the kind asks for; values that are
 * not there are missing.
 */
export type ColumnEncoder = (
  values: readonly CellValue[],
  target: { out: Float32Array; offset: number; width: number; beside?: Beside },
  notes?: NoteCollector,
) => void;

/** How a number becomes the first feature of its column: (x - mean) / deviation, or `scale` of it. The others are 0. */
export interface NumberFeature {
  mean: number;
  deviation: number;
  scale?: (value: number) => number;
  /** Outside of them it is noted as `out-of-range`. */
  low: number;
  high: number;
  /** Only whole numbers can be read. */
  whole: boolean;
}

/** The cells of a column in all rows of a table to learn from. */
export interface ReviewedCells {
  /** What each cell was read to; the problem of one that cannot be read. */
  values: readonly (CellValue | CellProblem)[];
  /** The cell as the table holds it. */
  inputAt: (row: number) => unknown;
}

/** Something about cells that can be read, which whoever declares the column should know. */
export interface Finding {
  code: FindingCode;
  /** One sentence that quotes no cell. */
  text: LocalisedText;
  /** Rows that it is about, ascending, from 0. */
  rows: readonly number[];
}

/** What an expression can do with the values of a column. */
export interface ExpressionValues {
  type: 'number' | 'condition' | 'date' | 'text';
  /** Codes of its categories, where they are declared. */
  codes?: readonly string[];
  /** Of a text in how it is written: the one spelling that the column has. */
  spelling?: (text: string) => string;
  /** Of a date: from an instant to what the clock of its zone shows, both in milliseconds. */
  clock?: (instant: number) => number;
}

/** As what the values of a column are measured in a profile; of those that are only counted no value may be told. */
export interface ProfiledValues {
  as: 'number' | 'text' | 'counts';
  /** How a value is told, where the table holds it in another form. */
  tell?: (value: number | string) => string;
  /** Whether its categories are declared from the lowest to the highest. */
  isOrdered?: boolean;
}

/** A value of the training, and how alike it is to another: 1 is the same as far as can be told. */
export interface NearValue {
  value: string;
  similarity: number;
}

/** JSON Schema of a request field (draft 2020-12). */
export type JsonSchema = Record<string, unknown>;

/**
 * One kind of column: how it is declared, how its cells are read, what is learnt from the training rows, how it becomes features.
 * `Target` is the declaration of a column of this kind that is to be predicted.
 */
export interface ColumnKind<Spec extends ColumnSpecBase = ColumnSpecBase, State = unknown, Target = unknown> {
  readonly name: Spec['kind'];
  /** What columns of this kind are for by themselves; absent: inputs. */
  readonly role?: ColumnRoleName;
  /** A declaration in a scenario: an object whose `kind` is this one's name. */
  readonly schema: z.ZodType<Spec>;
  /** The declaration of the column to predict; absent where no task predicts this kind. */
  readonly target?: z.ZodType<Target>;
  /** What must be loaded before the reader and all that follows are used; absent: nothing. Loading again does nothing. */
  load?(): Promise<void>;
  /** Of a kind whose cells take milliseconds each: so many are read beside the event loop's other work. */
  readonly lightCells?: number;
  /** By what, besides its value, rows can be kept together when they are divided: from a value to the name of its group. */
  readonly groupings?: Readonly<Record<string, (value: string) => string>>;
  /** What the table holds for this kind: numbers or texts. */
  readonly valueType: 'number' | 'text';
  readonly profiled: ProfiledValues;
  /** What expressions read of a column; absent: they cannot read one of this kind. */
  expressionValues?(column: Spec): ExpressionValues;
  /** A reader with everything looked up once; it is called for every cell. */
  reader(column: Spec): CellReader;
  /** Whether the reader takes a text of digits with at most one point for that number; absent: it reads no such texts. */
  readsPlainText?(column: Spec): boolean;
  /** What of the cells of a training should be known although they are learnt from; absent: nothing can be. */
  review?(cells: ReviewedCells, column: Spec): Finding[];
  /** Names of other columns that features of this one are made of, too; absent: none. They are inputs of the same kind. */
  beside?(column: Spec): readonly string[];
  /** Learn the state from the training rows only. The state is plain JSON. */
  fit(values: readonly CellValue[], column: Spec, beside?: Beside): State;
  /**
   * Check a state that was read from a file.
   * @throws DamagedFileError naming the column when it is not of this kind's form.
   */
  parseState(json: unknown, column: Spec): State;
  features(state: State, column: Spec): Feature[];
  encoder(state: State, column: Spec): ColumnEncoder;
  /** What the encoder makes of numbers, for who encodes them without it; absent: nobody does. */
  numberFeature?(state: State, column: Spec): NumberFeature;
  /** What the encoder does, for programs that prepare rows without it; absent or undefined: that cannot be written down. */
  recipe?(state: State, column: Spec): ColumnRecipe | undefined;
  /** A value by the parts that it is made of, which reasons can name; absent: values are not divided. Undefined for one that is not. */
  divided?(value: CellValue): DividedValue | undefined;
  /** The `k` values of the training that are most alike, the nearest first; absent: what is alike is not known. */
  nearest?(state: State, value: CellValue, k: number): NearValue[];
  /** Schema of the field in a JSON request. */
  jsonSchema(column: Spec): JsonSchema;
}
