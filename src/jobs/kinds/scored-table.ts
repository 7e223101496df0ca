import { join } from 'node:path';
import { z } from 'zod';
import { languages } from '../../core/language/language.js';
import { checkDelimiter } from '../../csv/layout.js';
import { formatRow } from '../../csv/writer.js';
import type { Predictor } from '../../learning/predictor.js';
import type { OutputPaths } from '../../scoring/csv/output-paths.js';
import {
  checkHeader,
  checkResultOptions,
  expectedColumns,
  rejectColumns,
} from '../../scoring/csv/table-header.js';
import type { Job } from '../job.js';
import type { JobTools, Order } from './job-kind.js';
import { encodingOption, mapOption, switchOption } from './options.js';

/** What jobs that score a table have in common. */

/** Options of an order, as they come. */
export const scoringOptions = {
  delimiter: z.string('a text, given once').optional(),
  encoding: encodingOption.optional(),
  map: mapOption.optional(),
  warnings: switchOption.optional(),
  language: z.enum(languages).optional(),
  probabilities: switchOption.optional(),
};

/** An order as it is stored. */
export const scoringRequest = {
  /** The version that scores all of it, whatever is promoted meanwhile. */
  model: z.string(),
  input: z.string(),
  inputName: z.string(),
  delimiter: z.string().optional(),
  encoding: z.string().optional(),
  map: z.record(z.string(), z.string()).optional(),
  warnings: z.boolean().optional(),
  language: z.enum(languages).optional(),
  probabilities: z.boolean().optional(),
};

/** What a job gives that scores a table. */
export const scoringFiles = {
  result: { name: 'result.csv', type: 'text/csv; charset=utf-8' },
  rejects: {
    name: 'result.rejects.csv',
    type: 'text/csv; charset=utf-8',
    empty: {
      text: `${formatRow(rejectColumns, ',')}\n`,
      isRight: (result: unknown) => (result as { rows: { rejected: number } } | null)?.rows.rejected === 0,
    },
  },
  receipt: { name: 'result.receipt.json', type: 'application/json; charset=utf-8' },
} as const;

export function scoringPaths(folder: string): OutputPaths {
  return {
    output: join(folder, scoringFiles.result.name),
    rejects: join(folder, scoringFiles.rejects.name),
    receipt: join(folder, scoringFiles.receipt.name),
  };
}

type TableOptions = z.infer<z.ZodObject<typeof scoringOptions>>;

/** A table whose header fits. */
export interface CheckedTable {
  served: Predictor;
  header: readonly string[];
  positions: number[];
  /** What is stored with the order. */
  checked: { model: string; input: string; inputName: string };
}

/**
 * The champion that scores the table of an order, whose header is looked at.
 * @throws InvalidInputError where the header does not fit or an option cannot be.
 */
export async function checkTable(
  options: TableOptions,
  { scenario, input }: Order,
  { models, headers }: JobTools,
): Promise<CheckedTable> {
  const { delimiter, encoding, map } = options;
  if (delimiter !== undefined) checkDelimiter(delimiter);
  const served = await models.get(scenario.spec.id);
  checkResultOptions(served, options);
  const { path, arrivedAt, name } = input!;
  const expected = { expectedColumns: expectedColumns(served, map) };
  const { header } = await headers.read(arrivedAt, { delimiter, encoding, ...expected });
  const { positions } = checkHeader({ name, header }, served, map);
  return { served, header, positions, checked: { model: served.tag, input: path, inputName: name } };
}

/** By the clocks of two machines, which may differ. */
export function secondsSince({ startedAt, createdAt }: Job): number {
  return Math.max(0.001, (Date.now() - (startedAt ?? createdAt).getTime()) / 1000);
}
