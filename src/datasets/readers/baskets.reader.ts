import { z } from 'zod';
import type { DatasetReader, RawTable } from './dataset-reader.js';
import { plainLines } from './plain-lines.js';

/** Options of the reader `baskets`. */
export const basketsOptions = z.strictObject({
  kind: z.literal('baskets'),
  file: z.string().min(1),
  /** Between the products of a line. */
  delimiter: z.string().min(1),
  /** The columns to make: the number of the basket (its line, from 1), the product. */
  columns: z.tuple([z.string().min(1), z.string().min(1)]),
});

export type BasketsOptions = z.infer<typeof basketsOptions>;

/** One basket a line, its products side by side: one record for each product of a basket. */
export const basketsReader: DatasetReader<BasketsOptions> = {
  kind: 'baskets',
  files: ({ file }) => [file],
  header: ({ columns }) => [...columns],
  async read({ file, delimiter, columns }, locate): Promise<RawTable> {
    const table: RawTable = { header: [...columns], records: [], lines: [] };
    (await plainLines(locate(file))).forEach((line, i) => {
      for (const product of line.split(delimiter)) {
        if (product.trim() === '') continue;
        table.records.push([String(i + 1), product.trim()]);
        table.lines.push(i + 1);
      }
    });
    return table;
  },
};
