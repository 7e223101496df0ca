import { join } from 'node:path';
import { z } from 'zod';
import { formatRow } from '../../csv/writer.js';
import { parseModelTag } from '../../registry/model-tag.js';
import { checkDelimiter } from '../../csv/layout.js';
import { receiptSchema, type Receipt } from '../../scoring/csv/receipt.js';
import {
  checkHeader,
  checkResultOptions,
  expectedColumns,
  rejectColumns,
} from '../../scoring/csv/table-header.js';
import type { JobKind, JobTools, Order, StepOutcome, StepRun } from './job-kind.js';
import { encodingOption, mapOption, parseOptions, switchOption } from './options.js';

const optionsSchema = z.strictObject({
  delimiter: z.string('a text, given once').optional(),
  encoding: encodingOption.optional(),
  map: mapOption.optional(),
  warnings: switchOption.optional(),
  probabilities: switchOption.optional(),
});

const requestSchema = z.strictObject({
  /** The version that scores all of it, whatever is promoted meanwhile. */
  model: z.string(),
  input: z.string(),
  inputName: z.string(),
  delimiter: z.string().optional(),
  encoding: z.string().optional(),
  map: z.record(z.string(), z.string()).optional(),
  warnings: z.boolean().optional(),
  probabilities: z.boolean().optional(),
});

const summarySchema = receiptSchema.pick({ model: true, rows: true, input: true, output: true });

type Summary = z.infer<typeof summarySchema>;

const files = {
  result: { name: 'result.csv', type: 'text/csv; charset=utf-8' },
  rejects: {
    name: 'result.rejects.csv',
    type: 'text/csv; charset=utf-8',
    empty: {
      text: `${formatRow(rejectColumns, ',')}\n`,
      isRight: (result: unknown) => (result as Summary | null)?.rows.rejected === 0,
    },
  },
  receipt: { name: 'result.receipt.json', type: 'application/json; charset=utf-8' },
} as const;

/**
 * A CSV scored in parts: one process plans them, each part is scored by whoever is free, one joins them. The output is byte-equal
 * to that of the command line.
 */
export const batch: JobKind = {
  name: 'batch',
  unit: 'rows',
  first: 'plan',
  atOnce: 'many',
  needsInput: true,
  summary: summarySchema,
  files,
  prepare,
  run(step, tools, thread) {
    const steps = { plan, part, join: joinAll };
    return steps[step.name as keyof typeof steps](step, tools, thread);
  },
};

async function prepare({ scenario, options, input }: Order, { models, headers }: JobTools) {
  const parsed = parseOptions(optionsSchema, options);
  const { delimiter, encoding, map } = parsed;
  if (delimiter !== undefined) checkDelimiter(delimiter);
  const served = await models.get(scenario.spec.id);
  checkResultOptions(served, parsed);
  const { path, arrivedAt, name } = input!;
  const expected = { expectedColumns: expectedColumns(served, map) };
  const { header } = await headers.read(arrivedAt, { delimiter, encoding, ...expected });
  checkHeader({ name, header }, served, map);
  return { model: served.tag, input: path, inputName: name, ...parsed };
}

type Step = (...parameters: Parameters<JobKind['run']>) => Promise<StepOutcome>;

const plan: Step = async (step, { configuration }, thread) => {
  const { model, ...rest } = requestOf(step);
  const { partBytes, maxBytes } = configuration.jobs;
  const request = { ...rest, folder: step.folder, partBytes, maxBytes };
  const { parts, counts } = await thread.call('plan', { model, request }, step);
  const next = parts.length > 0 ? { name: 'part', count: parts.length } : { name: 'join', count: 1 };
  return { next: { ...next, total: counts.records } };
};

const part: Step = async (step, _tools, thread) => {
  const { folder, place, worker, signal, report } = step;
  const onEvent = (rows: number) => report({ done: rows });
  const { scored, rejected } = await thread.call('score', { folder, place, worker }, { signal, onEvent });
  return { done: scored + rejected, next: { name: 'join', count: 1 } };
};

const joinAll: Step = async ({ job, folder, worker, signal }, { events }, thread) => {
  const paths = {
    output: join(folder, files.result.name),
    rejects: join(folder, files.rejects.name),
    receipt: join(folder, files.receipt.name),
  };
  // By the clocks of two machines, which may differ.
  const seconds = Math.max(0.001, (Date.now() - (job.startedAt ?? job.createdAt).getTime()) / 1000);
  const receipt = await thread.call('join', { folder, worker, request: { paths, seconds } }, { signal });
  const { input, scored: answered, rejected } = receipt.rows;
  events.emit('answered', { ...parseModelTag(receipt.model), door: 'csv', answered, rejected, seconds });
  return { done: input, result: summaryOf(receipt) };
};

function summaryOf({ model, rows, input, output }: Receipt): Summary {
  return { model, rows, input, output };
}

function requestOf({ job }: StepRun): z.infer<typeof requestSchema> {
  return requestSchema.parse(job.request);
}
