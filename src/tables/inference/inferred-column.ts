import type { ColumnKindName } from '../columns/names.js';

/** What a column of a file seems to be: the keys of its declaration, and what a person must decide. */
export interface InferredColumn {
  name: string;
  kind: ColumnKindName;
  /** In the order in which they are written; values as YAML has them. */
  keys: Readonly<Record<string, unknown>>;
  /** Questions and remarks, each a sentence without its full stop. */
  /** Of numbers the smallest and the largest. */
  seen?: readonly [number, number];
  remarks: readonly string[];
  /** Categories by how often they occur, for a column of few different values. */
  categories?: readonly string[];
}

/** The texts of a column that say something, and how often there is none. */
export interface ColumnTexts {
  name: string;
  /** Trimmed; without what means missing everywhere. */
  values: readonly string[];
  missing: number;
}

export function missingRemark(missing: number): string {
  return missing === 1
    ? '1 row has no value: say what stands for it (missing)'
    : `${missing} rows have no value: say what stands for it (missing)`;
}
