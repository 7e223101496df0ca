import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { createReadStream } from 'node:fs';
import { lstat, mkdir, open, rename, rm, type FileHandle } from 'node:fs/promises';
import { dirname } from 'node:path';
import { createGzip, type Gzip } from 'node:zlib';
import { asError, InvalidInputError, StorageError } from '../core/errors.js';
import { syncFolder } from '../core/files/files.js';
import { modeOf, targetOf } from './output-target.js';
import { outputsLeft, removeStaleOutputs, temporaryOutput } from './temporary-outputs.js';
import { WriteBehind } from './write-behind.js';

/** Texts are gathered up to about this many characters before they are written. */
const gatherCharacters = 256 * 1024;

/** The first bytes of a file, and their sha256 in hexadecimal. */
export interface OutputMark {
  bytes: number;
  sha256: string;
}

export interface OutputOptions {
  /** Default: a new one. */
  writer?: string;
  /** No other process of this machine writes the same file; see `Others`. */
  alone?: boolean;
  /** Who may read and write a file that is not there yet; default: as the umask says. */
  mode?: number;
}

/** A file in the making. */
interface OutputPlace {
  target: string;
  temporary: string;
  /** Undefined for a new file that the umask decides on. */
  mode?: number;
}

/**
 * An output file that appears under its name only when it is complete: written beside it under a temporary name, flushed to
 * the disk by `seal`, renamed by `publish` (`commit` does both), removed by `discard`. Compressed with gzip when the name ends in `.gz`.
 */
export class CsvOutput {
  private readonly digest = createHash('sha256');
  private readonly gzip: Gzip | undefined;
  private readonly writing: WriteBehind;
  /** Settles when the compressor has given its last byte to the file. */
  private readonly drained: Promise<void>;
  private gathered = '';
  private given = 0;
  private state: 'open' | 'sealed' | 'committed' | 'discarded' = 'open';

  private constructor(
    readonly path: string,
    private readonly place: OutputPlace,
    private readonly file: FileHandle,
    bytes = 0,
  ) {
    this.writing = new WriteBehind(file, bytes);
    this.gzip = path.toLowerCase().endsWith('.gz') ? createGzip() : undefined;
    this.drained = this.gzip ? this.drain(this.gzip) : Promise.resolve();
    // A failure is reported by the `write` or `commit` that meets it.
    this.drained.catch(() => undefined);
  }

  /**
   * Missing folders are made; a symbolic link stays and its file is written; a file that is there keeps its mode; what killed runs left
   * of the same file is removed.
   * @throws InvalidInputError when no file can be written there.
   */
  static async create(path: string, { writer, alone, mode }: OutputOptions = {}): Promise<CsvOutput> {
    try {
      await mkdir(dirname(path), { recursive: true });
      const target = await targetOf(path);
      const temporary = temporaryOutput(target, writer);
      const kept = (await modeOf(target)) ?? (await modeLeft(target, alone)) ?? mode;
      await removeStaleOutputs(target, { alone });
      return new CsvOutput(path, { target, temporary, mode: kept }, await open(temporary, 'wx', kept));
    } catch (error) {
      throw unwritablePlace(path, error);
    }
  }

  /**
   * Go on with what a killed writer left of the same file: its first bytes, whose hash is known; what is behind them is cut off.
   * @returns undefined when it is not there, or not as the mark says; nothing of it is left then.
   */
  static async goOn(
    path: string,
    { from, to, mark }: { from: string; to: string; mark: OutputMark },
  ): Promise<CsvOutput | undefined> {
    const target = await targetOf(path);
    const temporary = temporaryOutput(target, to);
    let output: CsvOutput | undefined;
    try {
      const left = temporaryOutput(target, from);
      if (!(await lstat(left)).isFile()) return undefined;
      // Of two that try, one finds it.
      await rename(left, temporary);
      const place = { target, temporary, mode: (await modeOf(target)) ?? (await modeOf(temporary)) };
      output = new CsvOutput(path, place, await open(temporary, 'r+'), mark.bytes);
      if (await output.cutTo(mark)) return output;
    } catch {
      // Gone, or no longer to be read: then there is nothing to go on with.
    }
    await (output ? output.discard() : rm(temporary, { force: true }));
    return undefined;
  }

  /** Whether a writer can go on behind a mark: not inside a compressed stream. */
  get canGoOn(): boolean {
    return !this.gzip;
  }

  /** Who may read and write the file that this one replaces; undefined when it is a new one. */
  get mode(): number | undefined {
    return this.place.mode;
  }

  /** Bytes that the file has got so far, compressed ones for `.gz`. */
  get bytes(): number {
    return this.given;
  }

  /**
   * Append text, as UTF-8, or bytes that are text already and stay as they are from now on. Await it before the next call: so a slow disk slows
   * the writer and not the memory.
   */
  async write(content: string | Uint8Array): Promise<void> {
    this.checkOpen();
    if (typeof content === 'string') this.gathered += content;
    if (this.gathered.length >= gatherCharacters || typeof content !== 'string') await this.flush();
    if (typeof content !== 'string') await this.pass(content);
  }

  /** How much is in the file once all that was given is written. */
  async mark(): Promise<OutputMark> {
    await this.flush();
    await this.written(this.writing.settled());
    return { bytes: this.given, sha256: this.digest.copy().digest('hex') };
  }

  /**
   * Finish the file and give it its name, in place of a file that has it.
   * @returns sha256 and size of the file as it lies on the disk
   */
  async commit(): Promise<{ sha256: string; bytes: number }> {
    const sealed = await this.seal();
    await this.publish();
    return sealed;
  }

  /**
   * Finish the file, still under its temporary name: so several files can be made ready before the first gets its name.
   * @returns sha256 and size of the file as it lies on the disk
   */
  async seal(): Promise<{ sha256: string; bytes: number }> {
    this.checkOpen();
    await this.flush();
    this.gzip?.end();
    await this.drained;
    await this.keepMode();
    // Some disks say only now that they are full.
    await this.written(this.writing.settled().then(() => this.file.sync()));
    await this.file.close();
    this.state = 'sealed';
    return { sha256: this.digest.digest('hex'), bytes: this.given };
  }

  /** Read what was sealed and has no name yet: of a file that is an intermediate step and never gets one. Not compressed. */
  sealedBytes(): AsyncIterable<Buffer> {
    if (this.state !== 'sealed') throw new Error(`${this.path} is ${this.state} and cannot be read back.`);
    return createReadStream(this.place.temporary, { highWaterMark: 1024 * 1024 }) as AsyncIterable<Buffer>;
  }

  /** Give a sealed file its name, in place of a file that has it. */
  async publish(): Promise<void> {
    if (this.state !== 'sealed') throw new Error(`${this.path} is ${this.state} and cannot get its name.`);
    await rename(this.place.temporary, this.place.target);
    this.state = 'committed';
    await syncFolder(dirname(this.place.target));
  }

  /**
   * Remove the file that has the name, for a while in which there is none; a link to it stays.
   * @throws StorageError when it cannot be removed
   */
  async removeOld(): Promise<void> {
    try {
      await rm(this.place.target, { force: true });
    } catch (error) {
      throw new StorageError(`${this.path} cannot be replaced: ${asError(error).message}.`, {
        cause: error,
        hint: 'Close the programs that have it open.',
      });
    }
    await syncFolder(dirname(this.place.target));
  }

  /** Remove what was written; nothing happens once the file has its name. */
  async discard(): Promise<void> {
    const { state } = this;
    if (state !== 'open' && state !== 'sealed') return;
    this.state = 'discarded';
    if (state === 'open') await this.abandon();
    await rm(this.place.temporary, { force: true });
  }

  /** Reads the file again up to the mark; false when it holds something else. */
  private async cutTo({ bytes, sha256 }: OutputMark): Promise<boolean> {
    await this.file.truncate(Math.min(bytes, (await this.file.stat()).size));
    for await (const chunk of this.file.createReadStream({
      start: 0,
      autoClose: false,
    }) as AsyncIterable<Buffer>) {
      this.digest.update(chunk);
      this.given += chunk.length;
    }
    return this.given === bytes && this.digest.copy().digest('hex') === sha256;
  }

  /** As the file that is replaced has it now: it may have been changed since. */
  private async keepMode(): Promise<void> {
    const mode = (await modeOf(this.place.target)) ?? this.place.mode;
    if (mode === undefined || ((await this.file.stat()).mode & 0o777) === mode) return;
    await this.file.chmod(mode);
  }

  private async abandon(): Promise<void> {
    this.gzip?.destroy();
    // The loop over the compressor may still be writing: it must end before the file is closed under it.
    await this.drained.catch(() => undefined);
    await this.writing.settled().catch(() => undefined);
    await this.file.close();
  }

  private async written(writing: Promise<void>): Promise<void> {
    await writing.catch((error: unknown) => Promise.reject(this.unwritable(error)));
  }

  private unwritable(error: unknown): StorageError {
    const isFull = (error as NodeJS.ErrnoException).code === 'ENOSPC';
    return new StorageError(
      `${this.path} cannot be written to its end${isFull ? ': the disk is full' : ''}; nothing of it was kept.`,
      {
        cause: error,
        hint: isFull ? 'Make room, or write to another disk, and run the same again.' : undefined,
      },
    );
  }

  private checkOpen(): void {
    if (this.state !== 'open') throw new Error(`${this.path} was ${this.state} and takes no more text.`);
  }

  private async flush(): Promise<void> {
    const bytes = Buffer.from(this.gathered);
    this.gathered = '';
    await this.pass(bytes);
  }

  /** Bytes to the compressor, or to the file. */
  private async pass(bytes: Uint8Array): Promise<void> {
    if (bytes.length === 0) return;
    if (!this.gzip) return this.store(bytes);
    if (!this.gzip.write(bytes)) await Promise.race([once(this.gzip, 'drain'), this.drained]);
  }

  private async drain(gzip: Gzip): Promise<void> {
    for await (const chunk of gzip as AsyncIterable<Buffer>) await this.store(chunk);
  }

  private async store(bytes: Uint8Array): Promise<void> {
    this.digest.update(bytes);
    this.given += bytes.length;
    await this.written(this.writing.append(bytes));
  }
}

/** A kill may have come when the old file was gone and the new one had no name yet: the unfinished one has its mode. */
async function modeLeft(target: string, alone?: boolean): Promise<number | undefined> {
  const [left] = await outputsLeft(target, { alone });
  return left === undefined ? undefined : modeOf(left);
}

/** Why nothing can be written at a path. */
export function unwritablePlace(path: string, error: unknown): InvalidInputError {
  if (error instanceof InvalidInputError) return error;
  return new InvalidInputError(`${path} cannot be written: ${asError(error).message}.`, { cause: error });
}
