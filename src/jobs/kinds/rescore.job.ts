import { access } from 'node:fs/promises';
import { z } from 'zod';
import { ConflictError, GoneError, InvalidInputError, NotFoundError, shown } from '../../core/errors.js';
import { parseModelTag } from '../../registry/model-tag.js';
import { receiptSchema } from '../../scoring/csv/receipt.js';
import { wholeNumber } from '../../core/text/numbers.js';
import { readEarlierScoring } from '../../scoring/rescore/earlier-scoring.js';
import { missingRejectColumns } from '../../scoring/rescore/repaired-rows.js';
import { jobFolder } from '../job-folder.js';
import { jobId, type Job } from '../job.js';
import type { JobKind, JobTools, Order } from './job-kind.js';
import { encodingOption, parseOptions } from './options.js';
import { scoringFiles, scoringPaths, secondsSince } from './scored-table.js';

const optionsSchema = z.strictObject({
  job: z.string('the id of a job, given once').regex(jobId, 'the id of a job'),
  version: wholeNumber({ least: 1 }).optional(),
  encoding: encodingOption.optional(),
});

/** A table that was scored, as the job keeps it that scored it first. */
const tableSchema = z.object({ input: z.string(), inputName: z.string() });

const requestSchema = z.strictObject({
  model: z.string(),
  /** The repaired rejects. */
  input: z.string(),
  inputName: z.string(),
  encoding: z.string().optional(),
  /** Where the receipt lies of the scoring that rejected them. */
  receipt: z.string(),
  table: tableSchema,
});

const summarySchema = receiptSchema
  .pick({ model: true, rows: true, input: true, output: true, rescored: true })
  .required({ rescored: true });

/** Jobs whose rejects can be repaired. */
const repairable: readonly string[] = ['batch', 'rescore'];

/**
 * Rejects of a batch, which were repaired, are scored again and put where they stood in its table, in one step: what `sextant rescore` does.
 * The files of the batch stay as they are.
 */
export const rescore: JobKind = {
  name: 'rescore',
  unit: 'rows',
  first: 'rescore',
  atOnce: 'many',
  needsInput: true,
  summary: summarySchema,
  files: scoringFiles,
  prepare,
  async run({ job, folder, signal, report }, { events }, batches) {
    const { model, receipt, input: rejects, inputName, encoding, table } = requestSchema.parse(job.request);
    const request = { ...table, rejects, rejectsName: inputName, encoding };
    const order = { model, receipt, paths: scoringPaths(folder), request };
    const onEvent = (rows: number) => report({ done: rows });
    const written = await batches.call('rescore', order, { signal, onEvent });
    const { scored: answered } = written.rescored!;
    const { input: done, rejected } = written.rows;
    const seconds = secondsSince(job);
    events.emit('answered', { ...parseModelTag(model), door: 'csv', answered, rejected, seconds });
    return { done, result: summarySchema.parse(written) };
  },
};

async function prepare(order: Order, { configuration, models, headers }: JobTools) {
  const { job: id, version, encoding } = parseOptions(optionsSchema, order.options);
  const scenario = order.scenario.spec.id;
  const before = repairableJob(await order.earlier(id), id, scenario);
  const { receipt: path, rejects } = scoringPaths(jobFolder(configuration.home, id));
  const { receipt } = await readEarlierScoring(path).catch((error: unknown) => {
    throw error instanceof NotFoundError ? gone(error) : error;
  });
  const request = before.request as { table?: unknown };
  const table = tableSchema.parse(request.table ?? request);
  await access(table.input).catch((cause: unknown) => {
    throw gone(cause);
  });
  const asked = version ?? parseModelTag(receipt.model).version;
  const { tag } = await models.get(scenario, asked);
  const { arrivedAt, path: input, name: inputName } = order.input!;
  const { header: wanted } = await headers.read(rejects, { delimiter: ',' });
  const { header } = await headers.read(arrivedAt, { encoding, expectedColumns: [...wanted] });
  const missing = missingRejectColumns(wanted, header, inputName);
  if (missing) throw missing;
  return { model: tag, input, inputName, encoding, receipt: path, table };
}

/** @throws NotFoundError, InvalidInputError, ConflictError where the rejects of the job cannot be repaired */
function repairableJob(job: Job | undefined, id: string, scenario: string): Job {
  if (job?.scenario !== scenario)
    throw new NotFoundError(`${scenario} has no job ${id}.`, { hint: 'GET /v1/jobs lists them.' });
  if (!repairable.includes(job.kind)) {
    throw new InvalidInputError('Rejects of such a job cannot be repaired.', {
      details: [{ pointer: '/job', expected: 'a job that scored a table', received: shown(job.kind) }],
    });
  }
  if (job.state === 'expired') throw gone();
  if (job.state === 'succeeded') return job;
  throw new ConflictError(`The job has no rejects to repair: it is ${job.state}.`, {
    details: [{ expected: 'a job that succeeded', received: job.state }],
  });
}

function gone(cause?: unknown): GoneError {
  return new GoneError('The files of the job are not there any more.', {
    cause,
    hint: 'Order the scoring of the repaired table.',
  });
}
