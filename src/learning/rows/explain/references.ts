import { z } from 'zod';
import { DamagedFileError } from '../../../core/errors.js';
import { sha256 } from '../../../core/files/files.js';
import { zodProblems } from '../../../core/zod-problems.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { columnKind } from '../../../tables/columns/index.js';
import { Table } from '../../../tables/table.js';
import type { LoadedModel } from '../../../registry/model-registry.js';
import { parse } from '../../artefact-reader.js';

/** The file of a version that holds them; versions of earlier builds have none. */
export const referencesFile = 'references.json';

const schema = z.strictObject({
  format: z.literal(1),
  /** Of the orders in which columns change. */
  seed: z.int(),
  /** How many rows they stand for. */
  from: z.int().min(1),
  columns: z.array(z.string()).min(1),
  rows: z.array(z.array(z.union([z.number(), z.string(), z.null()]))).min(1),
});

/** The rows that an answer is compared with: values of the declared columns that are read. */
export interface References {
  seed: number;
  from: number;
  table: Table;
  sha256: string;
}

export function referencesText(table: Table, { seed, from }: { seed: number; from: number }): string {
  const columns = table.names.map((name) => table.column(name));
  const rows = Array.from({ length: table.rows }, (_, row) => columns.map((column) => column[row]));
  const head = JSON.stringify({ format: 1, seed, from, columns: table.names }).slice(0, -1);
  // A row a line.
  return `${head},"rows":[\n${rows.map((row) => JSON.stringify(row)).join(',\n')}\n]}\n`;
}

/**
 * @param columns those that are read, in their order.
 * @throws DamagedFileError where the file is not of its form, or of other columns; undefined where a version has none.
 */
export function parseReferences(
  files: LoadedModel['files'],
  columns: readonly ColumnSpec[],
): References | undefined {
  const bytes = files.get(referencesFile);
  if (!bytes) return undefined;
  const json = parse(files, referencesFile);
  const parsed = schema.safeParse(json);
  if (!parsed.success)
    throw new DamagedFileError(`${referencesFile} is not of its form.`, {
      details: zodProblems(parsed.error, json),
    });
  const { seed, from, rows } = parsed.data;
  const expected = columns.map(({ name }) => name).join(', ');
  const received = parsed.data.columns.join(', ');
  const isWhole = rows.every((row) => row.length === columns.length);
  if (expected !== received || !isWhole) {
    throw new DamagedFileError(`${referencesFile} has other columns than the scenario declares.`, {
      details: [{ pointer: '/columns', expected, received }],
      hint: 'Train the model again after the declared columns have changed.',
    });
  }
  const table = Table.fromColumns(
    columns.map((column, place) => ({
      name: column.name,
      type: columnKind(column).valueType,
      values: rows.map((row) => row[place]),
    })),
  );
  return { seed, from, table, sha256: sha256(bytes) };
}
