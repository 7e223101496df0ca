import type { LocalisedText } from '../../core/text/localised-text.js';
import type { ColumnKindName, datePartNames } from './names.js';

/**
 * What a scenario declares about one column, before any data is seen. What is learnt from data is the *state* of a column
 * (see `column-kind.ts`) and never enters the declaration.
 */
interface ColumnSpecBase {
  name: string;
  kind: ColumnKindName;
  meaning: LocalisedText;
  /** May be absent from the header of a file and from a request; then every value is missing. */
  optional?: boolean;
  /**
   * Whether those who decide can change the value of a case: to any other of its values (`true`: categories, yes and no), or to
   * those of the list. Absent: it is given.
   */
  actionable?: true | { to: readonly (number | string | boolean)[] };
}

export interface NumericColumnSpec extends ColumnSpecBase {
  kind: 'numeric';
  unit?: string;
  /** Plausible values, both ends included. Values outside are scored and flagged. */
  range?: [number, number];
  /** Only whole numbers are accepted. */
  integer?: boolean;
  /**
   * Applied before standardising; `log1p` suits skewed amounts (values above -1), `quantile` gives any distribution the shape of the
   * normal.
   */
  transform?: 'none' | 'log1p' | 'quantile';
  missing: 'reject' | 'median' | 'mean' | { fill: number };
}

/** One category: the code that the data holds, and the label that people read. Both are accepted as input. */
export interface Category {
  code: string;
  label: LocalisedText;
}

export interface CategoricalColumnSpec extends ColumnSpecBase {
  kind: 'categorical';
  /** Absent: the categories are those of the training rows. */
  categories?: Category[];
  /** `own-category` gives missing values a slot of their own. */
  missing: 'reject' | 'own-category' | 'most-frequent' | { fill: string };
  /** A value that is no category: into the slot of unknowns and counted, or refused. */
  unknown?: 'own-slot' | 'reject';
  /**
   * `one-hot` (the default) is a feature per category; `index` one feature that numbers them from 1 (0: missing or unknown), for
   * networks with an embedding.
   */
  encoding?: 'one-hot' | 'index';
}

/** Categories with an order; encoded as their rank. */
export interface OrdinalColumnSpec extends ColumnSpecBase {
  kind: 'ordinal';
  /** From lowest to highest. */
  categories: Category[];
  missing: 'reject' | 'median' | { fill: string };
}

export interface BooleanColumnSpec extends ColumnSpecBase {
  kind: 'boolean';
  missing: 'reject' | 'most-frequent' | { fill: boolean };
}

/** A calendar day or an instant, ISO 8601; read as UTC when no offset is written. */
export interface DateColumnSpec extends ColumnSpecBase {
  kind: 'date';
  /** What the features say of an instant; default trend, month and weekday. */
  parts?: readonly DatePart[];
  /** Whose clock and calendar the parts follow (IANA, such as America/Chicago); default UTC, or local time written without offset. */
  zone?: string;
  missing: 'reject' | 'median';
}

export type DatePart = (typeof datePartNames)[number];

/** Names a row (application number, customer number): carried through, never a feature. */
export interface IdentifierColumnSpec extends ColumnSpecBase {
  kind: 'identifier';
  missing: 'reject' | 'allow';
}

/** Several texts in one cell, such as the products of a basket: carried through, never a feature. */
export interface ListColumnSpec extends ColumnSpecBase {
  kind: 'list';
  missing: 'reject' | 'allow';
}

export type ColumnSpec =
  | NumericColumnSpec
  | CategoricalColumnSpec
  | OrdinalColumnSpec
  | BooleanColumnSpec
  | DateColumnSpec
  | IdentifierColumnSpec
  | ListColumnSpec;
