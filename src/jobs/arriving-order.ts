import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { rename, rm } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { Transform, type Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { ulid } from 'ulid';
import { asError, CancelledError, InvalidInputError, StorageError, TooLargeError } from '../core/errors.js';
import { makeFolders, privateModes } from '../core/files/files.js';
import { unfinishedName } from '../core/files/unfinished.js';
import { inputName, jobFolder, jobsFolder } from './job-folder.js';
import type { JobInput } from './kinds/job-kind.js';

/** What the process does that receives an order, in the name of the folder in which it does. */
export const arriving = 'arriving';

/** A table that is there: stored, or where it lies. `digest`, where it is known already, is the sha256 of its bytes. */
export interface StoredInput {
  input: JobInput;
  digest?: string;
}

export type StoreInput = (stream: Readable, name: string) => Promise<StoredInput>;

/**
 * An order whose table is being received. It arrives in a folder that says who is receiving it and gets the folder of its job when it is
 * whole and checked: so a folder with the id of a job is never half an order, and no process takes one for something that was left.
 */
export class ArrivingOrder {
  readonly id = ulid();
  private readonly arrivalFolder: string;
  private readonly folder: string;
  private holdsInput = false;

  constructor(
    home: string,
    private readonly maxBytes: number,
  ) {
    this.arrivalFolder = join(jobsFolder(home), unfinishedName(arriving));
    this.folder = jobFolder(home, this.id);
  }

  /** @throws InvalidInputError, TooLargeError, CancelledError for a table that does not arrive whole; StorageError. */
  readonly store: StoreInput = async (stream, name) => {
    this.holdsInput = true;
    const arrivedAt = join(this.arrivalFolder, inputName);
    const digest = await receive(stream, arrivedAt, this.maxBytes);
    const path = join(this.folder, inputName);
    return { input: { path, arrivedAt, name: basename(name) || inputName, owned: true }, digest };
  };

  /**
   * It is whole and checked: its files get the folder of the job.
   * @throws StorageError
   */
  async settle(): Promise<void> {
    if (!this.holdsInput) return;
    await rename(this.arrivalFolder, this.folder).catch((error: unknown) => {
      throw storingError(error, this.folder);
    });
  }

  /** It is refused: nothing of it is left. */
  async discard(): Promise<void> {
    if (!this.holdsInput) return;
    for (const folder of [this.arrivalFolder, this.folder]) {
      // What cannot be removed now is removed with what is left of other orders.
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  }
}

/** Codes of a connection that ended before the table did. */
const cutCodes = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET', 'EPIPE', 'ETIMEDOUT', 'ABORT_ERR']);

/** @returns the hexadecimal sha256 of what was written to the path. */
async function receive(stream: Readable, path: string, maxBytes: number): Promise<string> {
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
    await makeFolders(dirname(path), privateModes.folder);
    await pipeline(
      stream.iterator({ destroyOnReturn: false }),
      measured,
      createWriteStream(path, { flags: 'wx', mode: privateModes.file }),
    );
  } catch (error) {
    // The rest is read and forgotten: the answer can be read by whoever still sends, and the connection goes on.
    stream.resume();
    throw storingError(error, path);
  }
  if (bytes === 0) throw noInput();
  return digest.digest('hex');
}

/** What ended the storing of a table: its sender, or the disk. The answer names no path; the log has it. */
function storingError(error: unknown, path: string): Error {
  const { code = '', syscall } = error as NodeJS.ErrnoException;
  if (cutCodes.has(code)) return new CancelledError('The table did not arrive whole.', { cause: error });
  if (syscall === undefined) return asError(error);
  return new StorageError(`The table cannot be stored (${code}).`, {
    hint: 'Whoever runs the server finds in its log what the disk refused.',
    // A full disk is told without the file.
    cause: new StorageError(path, { cause: error }),
  });
}

function tooLarge(maxBytes: number): TooLargeError {
  return new TooLargeError('The table is too large.', {
    details: [{ expected: `at most ${maxBytes} bytes`, received: 'more' }],
    hint: 'Whoever runs the server may allow more: SEXTANT_JOB_MAX_BYTES.',
  });
}

export function noInput(): InvalidInputError {
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
