import { createHash, type Hash } from 'node:crypto';
import { open } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { CancelledError, InvalidInputError, NotFoundError } from '../core/errors.js';
import { systemReason } from '../core/files/stored-file.js';
import { ByteReader } from './byte-reader.js';
import { gunzipped } from './gunzip.js';

/** A file or standard input as decompressed bytes, with what is known of the raw ones. */
export interface InputBytes {
  /** How the input is called in messages. */
  readonly name: string;
  /** Size of the raw file; undefined for standard input and pipes. */
  readonly total?: number;
  /** Raw bytes read so far. */
  read(): number;
  /** Hexadecimal sha256 of the raw bytes. Only known when all chunks were read. */
  sha256(): string;
  /** The raw bytes read so far, and their sha256. */
  mark(): InputMark;
  /** Decompressed when the raw bytes begin as gzip does; to be read once. Leaving the loop early closes the input. */
  readonly chunks: AsyncGenerator<Uint8Array, void>;
}

/** The first bytes of an input, and their sha256 in hexadecimal. */
export interface InputMark {
  bytes: number;
  sha256: string;
}

/** An input does not begin with the bytes that it began with before. */
export class ChangedInputError extends InvalidInputError {}

export interface InputOptions {
  /** Bytes that are read at once. */
  chunkBytes: number;
  /** How messages call the input; default its path. */
  name?: string;
  /** Stands in for the standard input of the process. */
  stdin?: Readable;
  /** Ends the reading with a CancelledError, also while it waits for bytes that never come. */
  signal?: AbortSignal;
  /** What it must begin with; else the reading ends with a ChangedInputError. */
  begins?: InputMark;
}

/**
 * Open `path`, or standard input for `-`.
 * @throws NotFoundError, InvalidInputError when it is no readable file; while reading, InvalidInputError for a damaged gzip file.
 */
export async function openInput(path: string, options: InputOptions): Promise<InputBytes> {
  const { stream, total } =
    path === '-' ? { stream: options.stdin ?? process.stdin } : await openFile(path, options);
  const name = nameOf(path, options);
  endOnAbort(stream, name, options.signal);
  const digest = createHash('sha256');
  let read = 0;
  let hexadecimal: string | undefined;
  async function* raw(): AsyncGenerator<Uint8Array, void> {
    let { begins } = options;
    for await (const chunk of stream as AsyncIterable<Buffer>) {
      if (begins && read + chunk.length >= begins.bytes) {
        checkBeginning(name, digest.copy().update(chunk.subarray(0, begins.bytes - read)), begins);
        begins = undefined;
      }
      read += chunk.length;
      digest.update(chunk);
      yield chunk;
    }
    if (begins) checkBeginning(name, digest.copy(), begins);
    hexadecimal = digest.digest('hex');
  }
  return {
    name,
    total,
    read: () => read,
    mark: () => ({ bytes: read, sha256: hexadecimal ?? digest.copy().digest('hex') }),
    sha256: () => {
      if (hexadecimal === undefined)
        throw new Error(`${name} is not read to its end: its sha256 is not known yet.`);
      return hexadecimal;
    },
    chunks: decompressed(raw(), { name, chunkBytes: options.chunkBytes }),
  };
}

function nameOf(path: string, { name }: InputOptions): string {
  return name ?? (path === '-' ? 'standard input' : path);
}

function checkBeginning(name: string, digest: Hash, { bytes, sha256 }: InputMark): void {
  if (digest.digest('hex') === sha256) return;
  throw new ChangedInputError(`${name} has changed: its first ${bytes} bytes are not what they were.`);
}

function endOnAbort(stream: Readable, name: string, signal?: AbortSignal): void {
  if (!signal) return;
  // The loop over the stream reports the error; before the loop begins nobody else listens.
  stream.on('error', () => undefined);
  const end = () => void stream.destroy(new CancelledError(`Reading ${name} was cancelled.`));
  if (signal.aborted) end();
  signal.addEventListener('abort', end, { once: true });
  stream.once('close', () => signal.removeEventListener('abort', end));
}

async function openFile(path: string, options: InputOptions): Promise<{ stream: Readable; total?: number }> {
  const name = nameOf(path, options);
  try {
    const file = await open(path, 'r');
    const status = await file.stat();
    if (status.isDirectory()) {
      await file.close();
      throw new InvalidInputError(`${name} is a folder; expected a CSV file.`);
    }
    const stream = file.createReadStream({ highWaterMark: options.chunkBytes });
    return { stream, total: status.isFile() ? status.size : undefined };
  } catch (error) {
    if (error instanceof InvalidInputError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new NotFoundError(`There is no file ${name}.`, { cause: error });
    throw new InvalidInputError(`${name} cannot be read: ${systemReason(error)}.`, { cause: error });
  }
}

async function* decompressed(
  raw: AsyncGenerator<Uint8Array, void>,
  context: { name: string; chunkBytes: number },
): AsyncGenerator<Uint8Array, void> {
  const reader = new ByteReader(raw);
  const head = await reader.peek(2);
  const isGzip = head[0] === 0x1f && head[1] === 0x8b;
  yield* isGzip ? gunzipped(reader.rest(), context) : reader.rest();
}
