import { z } from 'zod';
import type { DatasetReader, RawTable } from './dataset-reader.js';
import { blankSeparated } from './plain-lines.js';

/** Options of the reader `blank-separated`. */
export const blankSeparatedOptions = z.strictObject({
  kind: z.literal('blank-separated'),
  file: z.string().min(1),
  /** The columns in the order of the file, which has no header. */
  columns: z.array(z.string().min(1)).min(1),
});

export type BlankSeparatedOptions = z.infer<typeof blankSeparatedOptions>;

/** One text file without a header, its cells apart by any number of blanks and tabs. */
export const blankSeparatedReader: DatasetReader<BlankSeparatedOptions> = {
  kind: 'blank-separated',
  files: ({ file }) => [file],
  header: ({ columns }) => [...columns],
  async read({ file, columns }, locate): Promise<RawTable> {
    const records = await blankSeparated(locate(file), columns.length);
    return {
      header: [...columns],
      records: records.map(({ cells }) => cells),
      lines: records.map(({ line }) => line),
    };
  },
};
