import { realpath, stat } from 'node:fs/promises';
import { basename, sep } from 'node:path';
import { Injectable } from '@nestjs/common';
import {
  ConflictError,
  InvalidInputError,
  NotReadyError,
  UsageError,
  asError,
  shown,
} from '../core/errors.js';
import { sha256, sha256File } from '../core/files/files.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { ArrivingOrder, noInput, type StoreInput, type StoredInput } from './arriving-order.js';
import { withInputName } from './failure.js';
import type { Job } from './job.js';
import { jobKinds } from './kinds/index.js';
import type { JobKindName } from './kinds/names.js';
import { tellJob } from './tell-job.js';
import { JobsService } from './jobs-service.js';
import type { OpenJobs } from './open-jobs.js';
import type { JobStore, NewJob } from './store/job-store.js';

/** Seconds until there may be room for another job. */
const retryAfterSeconds = 30;

export interface JobOrder {
  kind: JobKindName;
  /** Its id. */
  scenario: string;
  idempotencyKey?: string;
}

export interface Submitted {
  job: Job;
  /** True when the job had been ordered before under the same key. */
  repeated: boolean;
}

/** Take orders: check them, store their input, queue them. What is refused leaves nothing behind. */
@Injectable()
export class SubmitJob {
  constructor(
    private readonly jobs: JobsService,
    private readonly catalogue: ScenarioCatalogue,
  ) {}

  /**
   * @param receive gives what was sent; it calls `store` for a table that arrives as bytes, and is not called when the order is
   *   refused before
   * @throws NotReadyError when too many jobs wait or the scenario has no model; InvalidInputError, TooLargeError for what was sent;
   *   ConflictError when the key belongs to another order.
   */
  async execute(order: JobOrder, receive: (store: StoreInput) => Promise<Received>): Promise<Submitted> {
    const scenario = this.catalogue.get(order.scenario);
    checkKey(order.idempotencyKey);
    const opened = await this.jobs.open();
    await this.requireRoom(opened, order);
    const { configuration } = this.jobs.tools;
    const arriving = new ArrivingOrder(configuration.home, configuration.jobs.maxBytes);
    const { id } = arriving;
    // Until it is known that it was not: its folder is kept.
    let mayBeTaken = false;
    try {
      const { options, input } = await receive(arriving.store);
      const table =
        input && 'path' in input ? await allowedFile(input.path, configuration.jobs.paths) : input;
      const kind = jobKinds[order.kind];
      if (kind.needsInput && !table) throw noInput();
      const request = await kind
        .prepare(
          { scenario, options, input: table?.input, earlier: (id) => opened.store.get(id) },
          this.jobs.tools,
        )
        .catch((error: unknown) => Promise.reject(named(error, table) as Error));
      const fingerprint = fingerprintOf(order, options, await digestOf(order, table));
      await arriving.settle();
      mayBeTaken = true;
      const job = { ...order, id, request, fingerprint, stage: kind.first };
      const result = await add(opened, job, configuration.jobs.queue);
      mayBeTaken = result === 'added';
      if (result instanceof Error) throw result;
      if (result === 'full') throw full(configuration.jobs.queue);
      if (result === 'key-taken') return await earlier(opened, order, fingerprint);
      return { job: await this.begin(opened, order.kind, id), repeated: false };
    } finally {
      if (!mayBeTaken) await arriving.discard();
    }
  }

  private async begin({ store, queue, process }: OpenJobs, kind: JobKindName, id: string): Promise<Job> {
    const job = (await store.get(id))!;
    const { configuration, events } = this.jobs.tools;
    const { attempts } = configuration.jobs;
    tellJob(events, job, 'queued');
    await queue.call(kind, [{ jobId: id, name: job.stage, place: 0 }], attempts);
    process.wake();
    return job;
  }

  /** Before a large body is received. An order that was sent before is answered even then. */
  private async requireRoom({ store }: OpenJobs, { idempotencyKey }: JobOrder): Promise<void> {
    const most = this.jobs.tools.configuration.jobs.queue;
    if ((await store.open()) < most) return;
    if (idempotencyKey === undefined || !(await store.byKey(idempotencyKey))) throw full(most);
  }
}

export type { StoreInput };

/** What `receive` gives. */
export interface Received {
  options: Record<string, unknown>;
  input?: StoredInput | { path: string };
}

/**
 * A database that goes away in the middle may have taken the job before: it is asked. While it does not answer nobody knows.
 * @returns an error when it certainly has not
 */
async function add(
  { store }: OpenJobs,
  job: NewJob,
  most: number,
): Promise<Awaited<ReturnType<JobStore['add']>> | Error> {
  try {
    return await store.add(job, most);
  } catch (error) {
    return (await store.get(job.id)) ? 'added' : asError(error);
  }
}

/** An error of reading the table, with the name that its sender gave it. */
function named(error: unknown, table: StoredInput | undefined): unknown {
  return withInputName(error, table && { path: table.input.arrivedAt, name: table.input.name });
}

/** @throws InvalidInputError for a file outside, which is not told from one that does not exist. */
async function allowedFile(path: string, folders: readonly string[]): Promise<StoredInput> {
  const file = await realpath(path).catch(() => undefined);
  const allowed = await Promise.all(folders.map((folder) => realpath(folder).catch(() => undefined)));
  const isInside =
    file !== undefined && allowed.some((folder) => folder && file.startsWith(withSeparator(folder)));
  const status = isInside ? await stat(file).catch(() => undefined) : undefined;
  if (!file || !status?.isFile()) {
    throw new InvalidInputError('The path leads to no file that this server may read for a job.', {
      details: [
        {
          pointer: '/path',
          expected: 'a file below one of the folders that the server was told to read from',
          received: shown(path),
        },
      ],
      hint: 'Whoever runs the server names them in SEXTANT_JOB_PATHS; a file can be sent as the body, too.',
    });
  }
  return { input: { path: file, arrivedAt: file, name: basename(path), owned: false } };
}

function withSeparator(folder: string): string {
  return folder.endsWith(sep) ? folder : `${folder}${sep}`;
}

function checkKey(key: string | undefined): void {
  if (key === undefined || /^[\x20-\x7e]{1,255}$/.test(key)) return;
  throw new UsageError('The header Idempotency-Key cannot be used.', {
    details: [{ expected: '1 to 255 printable ASCII characters', received: shown(key) }],
  });
}

/** Tells a table from others by its bytes. A file that lies where it is is read for it only where orders are compared: under a key. */
async function digestOf({ idempotencyKey }: JobOrder, table?: StoredInput): Promise<string | undefined> {
  if (!table || table.digest !== undefined) return table?.digest;
  return idempotencyKey === undefined ? undefined : sha256File(table.input.arrivedAt);
}

/** Equal for two orders that ask for the same. */
function fingerprintOf(
  { kind, scenario }: JobOrder,
  options: Record<string, unknown>,
  digest?: string,
): string {
  const sorted = Object.entries(options)
    .map(([name, value]) => [name, String(value)])
    .sort();
  return sha256(JSON.stringify([kind, scenario, sorted, digest ?? null]));
}

/** @throws ConflictError when the key was used for something else. */
async function earlier(
  { store }: OpenJobs,
  { idempotencyKey }: JobOrder,
  fingerprint: string,
): Promise<Submitted> {
  const job = await store.byKey(idempotencyKey!);
  if (job?.fingerprint === fingerprint) return { job, repeated: true };
  throw new ConflictError('The Idempotency-Key was used for another order.', {
    details: [
      {
        expected: 'the same scenario, options and table as before, or another key',
        received: 'another order',
      },
    ],
  });
}

function full(most: number): NotReadyError {
  return new NotReadyError(`${most} jobs wait or run already.`, retryAfterSeconds, {
    hint: 'Whoever runs the server may allow more: SEXTANT_JOB_QUEUE.',
  });
}
