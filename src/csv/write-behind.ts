import type { FileHandle } from 'node:fs/promises';

/** So many bytes may wait for those that are being written; who gives more waits with them. */
const mostWaiting = 1024 * 1024;

/** Systems take so many pieces in one call at least. */
const mostPieces = 512;

/** Appends to a file behind the back of whoever gives it bytes: while some are written, the next are worked out. */
export class WriteBehind {
  private waiting: Uint8Array[] = [];
  private waitingBytes = 0;
  private working: Promise<void> | undefined;
  private failure: { error: unknown } | undefined;

  /** @param written where in the file it goes on */
  constructor(
    private readonly file: FileHandle,
    private written = 0,
  ) {}

  /**
   * Take bytes, which must not change from now on.
   * @throws what these or earlier ones failed with
   */
  async append(bytes: Uint8Array): Promise<void> {
    this.check();
    this.waiting.push(bytes);
    this.waitingBytes += bytes.length;
    this.working ??= this.work();
    if (this.waitingBytes > mostWaiting) await this.settled();
  }

  /**
   * Wait until everything is written.
   * @throws what failed
   */
  async settled(): Promise<void> {
    await this.working;
    this.check();
  }

  private check(): void {
    if (this.failure) throw this.failure.error;
  }

  /** Never rejects: who appends next, or waits, is told. */
  private async work(): Promise<void> {
    try {
      while (this.waiting.length > 0) {
        const pieces = this.waiting.splice(0, mostPieces);
        this.waitingBytes -= lengthOf(pieces);
        await this.write(pieces);
      }
    } catch (error) {
      this.failure = { error };
    } finally {
      this.working = undefined;
    }
  }

  private async write(pieces: Uint8Array[]): Promise<void> {
    for (let left = pieces; left.length > 0;) {
      const { bytesWritten } = await this.file.writev(left, this.written);
      this.written += bytesWritten;
      left = behind(left, bytesWritten);
    }
  }
}

function lengthOf(pieces: readonly Uint8Array[]): number {
  return pieces.reduce((sum, { length }) => sum + length, 0);
}

/** Pieces without their first bytes. */
function behind(pieces: Uint8Array[], bytes: number): Uint8Array[] {
  let skipped = 0;
  let first = 0;
  while (first < pieces.length && skipped + pieces[first].length <= bytes) skipped += pieces[first++].length;
  const left = pieces.slice(first);
  if (left.length > 0) left[0] = left[0].subarray(bytes - skipped);
  return left;
}
