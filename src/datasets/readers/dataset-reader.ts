import type { ReaderKindName } from './names.js';

/** A table as its files hold it: text cells, nothing converted. */
export interface RawTable {
  header: string[];
  /** Each as long as the header. */
  records: string[][];
  /** 1-based line of the file where each record begins. */
  lines: number[];
}

/** One way in which a dataset's original files become one table. Its options have a strict schema beside it. */
export interface DatasetReader<Options extends { kind: ReaderKindName } = { kind: ReaderKindName }> {
  readonly kind: Options['kind'];
  /** Names of the files that it reads. */
  files(options: Options): string[];
  /** The columns of the table that it gives, known before anything is read. */
  header(options: Options): string[];
  /**
   * @param locate gives the path of a file by its name in the specification.
   * @throws InvalidInputError when a file does not have the declared form.
   */
  read(options: Options, locate: (file: string) => string): Promise<RawTable>;
}
