import type { SampleMechanismName } from './names.js';

/** A made-up table, in the columns of the real one. */
export interface SampleTable {
  header: string[];
  records: string[][];
}

interface SampleOptions {
  mechanism: SampleMechanismName;
  rows: number;
}

/** One way of making up a table from a seed. It never sees the real rows. Its options have a strict schema. */
export interface SampleMechanism<Options extends SampleOptions = SampleOptions> {
  readonly name: Options['mechanism'];
  /** The columns that it makes, in their order in the options. */
  columns(options: Options): string[];
  /** What the options say and a schema cannot check, for instance an effect of a category that does not exist. */
  problems(options: Options): { path: (string | number)[]; message: string }[];
  /** The same options give the same table, on every machine. */
  generate(options: Options): SampleTable;
}
