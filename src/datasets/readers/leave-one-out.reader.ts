import { z } from 'zod';
import { Table } from '../../tables/table.js';
import type { DatasetReader, RawTable } from './dataset-reader.js';
import { fieldsOf, plainLines } from './plain-lines.js';
import { rawTable, textTable } from './text-tables.js';

/** Options of the reader `leave-one-out`. */
export const leaveOneOutOptions = z.strictObject({
  kind: z.literal('leave-one-out'),
  /** Lines `customer, product, value`, separated by tabs. */
  train: z.string().min(1),
  /** The same form, one line for each customer: what is to be found again. */
  test: z.string().min(1),
  /** Lines `(customer,product)` of the test, then products that the customer does not have, separated by tabs. */
  negatives: z.string().min(1),
  /** The columns to make: customer, product, value, part. */
  columns: z.tuple([z.string().min(1), z.string().min(1), z.string().min(1), z.string().min(1)]),
});

export type LeaveOneOutOptions = z.infer<typeof leaveOneOutOptions>;

/**
 * The files of a leave-one-out ranking with sampled others (He et al., 2017): one table in which the column of the part says
 * `train`, `test` or `negative`; a negative has the value 0.
 */
export const leaveOneOutReader: DatasetReader<LeaveOneOutOptions> = {
  kind: 'leave-one-out',
  files: ({ train, test, negatives }) => [train, test, negatives],
  header: ({ columns }) => [...columns],
  async read({ train, test, negatives, columns }, locate): Promise<RawTable> {
    const header = [...columns];
    const parts = [
      await readPart(locate(train), 'train'),
      await readPart(locate(test), 'test'),
      await readNegatives(locate(negatives)),
    ];
    const tables = parts.map(({ records, lines }) => textTable({ header, records, lines }));
    return rawTable(Table.concat(tables), header);
  },
};

type Part = Pick<RawTable, 'records' | 'lines'>;

async function readPart(path: string, part: string): Promise<Part> {
  const lines = await plainLines(path);
  const records = lines.map((line, i) => {
    const [customer, product, value] = fieldsOf(line, '\t', { least: 3, path, number: i + 1 });
    return [customer, product, value, part];
  });
  return { records, lines: records.map((_, i) => i + 1) };
}

async function readNegatives(path: string): Promise<Part> {
  const part: Part = { records: [], lines: [] };
  (await plainLines(path)).forEach((line, i) => {
    const [pair, ...others] = fieldsOf(line, '\t', { least: 2, path, number: i + 1 });
    const customer = pair.replace(/^\(|,.*$/g, '');
    for (const product of others.filter((text) => text !== '')) {
      part.records.push([customer, product, '0', 'negative']);
      part.lines.push(i + 1);
    }
  });
  return part;
}
