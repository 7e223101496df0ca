import { z } from 'zod';
import { parseModelTag } from '../../registry/model-tag.js';
import { receiptSchema, type Receipt } from '../../scoring/csv/receipt.js';
import type { JobKind, JobTools, Order, StepOutcome, StepRun } from './job-kind.js';
import { parseOptions } from './options.js';
import {
  checkTable,
  scoringFiles,
  scoringOptions,
  scoringPaths,
  scoringRequest,
  secondsSince,
} from './scored-table.js';

const optionsSchema = z.strictObject(scoringOptions);

const requestSchema = z.strictObject(scoringRequest);

const summarySchema = receiptSchema.pick({ model: true, rows: true, input: true, output: true });

const files = scoringFiles;

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
  // Rejects that are repaired are put where they stood in the table.
  keepsInput: (result) => summarySchema.parse(result).rows.rejected > 0,
  prepare,
  run(step, tools, batches) {
    const steps = { plan, part, join: joinAll };
    return steps[step.name as keyof typeof steps](step, tools, batches);
  },
};

async function prepare(order: Order, tools: JobTools) {
  const parsed = parseOptions(optionsSchema, order.options);
  const { checked } = await checkTable(parsed, order, tools);
  return { ...checked, ...parsed };
}

type Step = (...parameters: Parameters<JobKind['run']>) => Promise<StepOutcome>;

const plan: Step = async (step, { configuration }, batches) => {
  const { model, ...rest } = requestOf(step);
  const { partBytes, maxBytes } = configuration.jobs;
  const request = { ...rest, folder: step.folder, partBytes, maxBytes };
  const { parts, counts } = await batches.call('plan', { model, request }, step);
  const next = parts.length > 0 ? { name: 'part', count: parts.length } : { name: 'join', count: 1 };
  return { next: { ...next, total: counts.records } };
};

const part: Step = async (step, _tools, batches) => {
  const { folder, place, worker, signal, report } = step;
  const onEvent = (rows: number) => report({ done: rows });
  const { scored, rejected } = await batches.call('score', { folder, place, worker }, { signal, onEvent });
  return { done: scored + rejected, next: { name: 'join', count: 1 } };
};

const joinAll: Step = async ({ job, folder, worker, signal }, { events }, batches) => {
  const paths = scoringPaths(folder);
  const seconds = secondsSince(job);
  const receipt = await batches.call('join', { folder, worker, request: { paths, seconds } }, { signal });
  const { input, scored: answered, rejected } = receipt.rows;
  events.emit('answered', { ...parseModelTag(receipt.model), door: 'csv', answered, rejected, seconds });
  return { done: input, result: summaryOf(receipt) };
};

function summaryOf({ model, rows, input, output }: Receipt): z.infer<typeof summarySchema> {
  return { model, rows, input, output };
}

function requestOf({ job }: StepRun): z.infer<typeof requestSchema> {
  return requestSchema.parse(job.request);
}
