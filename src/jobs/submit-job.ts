import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { realpath, rm, stat } from 'node:fs/promises';
import { basename, join, sep } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { Injectable } from '@nestjs/common';
import { ulid } from 'ulid';
import {
  CancelledError,
  ConflictError,
  InvalidInputError,
  NotReadyError,
  StorageError,
  TooLargeError,
  UsageError,
  shown,
} from '../core/errors.js';
import { makeFolders, sha256 } from '../core/files.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';
import { withInputName } from './failure.js';
import { inputName, jobFolder } from './job-folder.js';
import type { Job } from './job.js';
import { jobKinds } from './kinds/index.js';
import type { JobInput } from './kinds/job-kind.js';
import type { JobKindName } from './kinds/names.js';
import { JobsService } from './jobs-service.js';
import type { OpenJobs } from './open-jobs.js';

/** Seconds until there may be room for another job. */
const retryAfterSeconds = 30;

/** Of a connection that ended. */
const cutCodes = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ABORT_ERR']);

export interface JobOrder {
  kind: JobKindName;
  /** Its id. */
  scenario: string;
  idempotencyKey?: string;
}

/** A table as it arrives: bytes, or the path of a file that this server may read. */
export type SentInput = { stream: Readable; name?: string } | { path: string };

/** What was sent with an order. */
export interface Sent {
  options: Record<string, unknown>;
  input?: SentInput;
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
    const id = ulid();
    const folder = jobFolder(configuration.home, id);
    let isTaken = false;
    try {
      const store: StoreInput = (stream, name) =>
        storeInput(stream, name, folder, configuration.jobs.maxBytes);
      const { options, input } = await receive(store);
      const table =
        input && 'path' in input ? await allowedFile(input.path, configuration.jobs.paths) : input;
      const kind = jobKinds[order.kind];
      if (kind.needsInput && !table) throw noInput();
      const request = await kind
        .prepare({ scenario, options, input: table?.input }, this.jobs.tools)
        .catch((error: unknown) => Promise.reject(withInputName(error, table?.input) as Error));
      const fingerprint = fingerprintOf(order, options, table?.digest);
      const result = await opened.store.add(
        { ...order, id, request, fingerprint, stage: kind.first },
        configuration.jobs.queue,
      );
      if (result === 'full') throw full(configuration.jobs.queue);
      if (result === 'key-taken') return await earlier(opened, order, fingerprint);
      isTaken = true;
      return { job: await this.begin(opened, order.kind, id), repeated: false };
    } finally {
      // What cannot be removed now is removed with what is left of other orders.
      if (!isTaken) await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }

  private async begin({ store, queue, process }: OpenJobs, kind: JobKindName, id: string): Promise<Job> {
    const job = (await store.get(id))!;
    const { attempts } = this.jobs.tools.configuration.jobs;
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

/** A table that is there: stored, or where it lies. `digest` tells it from others. */
interface StoredInput {
  input: JobInput;
  digest: string;
}

export type StoreInput = (stream: Readable, name: string) => Promise<StoredInput>;

/** What `receive` gives. */
export interface Received {
  options: Record<string, unknown>;
  input?: StoredInput | { path: string };
}

async function storeInput(
  stream: Readable,
  name: string,
  folder: string,
  maxBytes: number,
): Promise<StoredInput> {
  const path = join(folder, inputName);
  const digest = createHash('sha256');
  let bytes = 0;
  const measured = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      bytes += chunk.length;
      digest.update(chunk);
      if (bytes > maxBytes) done(tooLarge(maxBytes));
      else done(null, chunk);
    },
  });
  try {
    await makeFolders(folder);
    await pipeline(
      stream.iterator({ destroyOnReturn: false }),
      measured,
      createWriteStream(path, { flags: 'wx' }),
    );
  } catch (error) {
    // The rest is read and forgotten: the answer can be read by whoever still sends, and the connection goes on.
    stream.resume();
    throw storingError(error, path);
  }
  if (bytes === 0) throw noInput();
  return { input: { path, name: basename(name) || inputName, owned: true }, digest: digest.digest('hex') };
}

/** What ended the storing of a table: its sender, or the disk. The answer names no path; the log has it. */
function storingError(error: unknown, path: string): unknown {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  if (cutCodes.has(code)) return new CancelledError('The table did not arrive whole.', { cause: error });
  if (syscall === undefined) return error;
  return new StorageError(`The table cannot be stored (${code}).`, {
    hint: 'Whoever runs the server finds in its log what the disk refused.',
    // A full disk is told without the file.
    cause: new Error(path, { cause: error }),
  });
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
  return { input: { path: file, name: basename(path), owned: false }, digest: `file ${file}` };
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

function tooLarge(maxBytes: number): TooLargeError {
  return new TooLargeError('The table is too large.', {
    details: [{ expected: `at most ${maxBytes} bytes`, received: 'more' }],
    hint: 'Whoever runs the server may allow more: SEXTANT_JOB_MAX_BYTES.',
  });
}

function noInput(): InvalidInputError {
  return new InvalidInputError('The order came without a table.', {
    details: [
      {
        pointer: '',
        expected: 'a CSV as the body, as the file of a form, or {"path": "..."}',
        received: 'nothing',
      },
    ],
  });
}
