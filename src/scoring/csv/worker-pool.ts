import { availableParallelism } from 'node:os';
import type { Configuration } from '../../core/configuration.js';
import type { CsvBlock } from '../../csv/source.js';
import { startCalls, type Called } from '../../engine/call.js';
import type { BlockFormat, ScoredBlock } from './score-block.js';

/** What a worker scores by. */
export interface WorkerOrder {
  /** `finance/credit-scoring@3`: the same version in every worker, whatever is promoted meanwhile. */
  model: string;
  format: BlockFormat;
}

/** What a worker answers; it is opened once, before it scores. */
export interface ScoringCalls {
  open: { input: WorkerOrder; result: null };
  score: { input: CsvBlock; result: ScoredBlock };
}

interface PooledWorker {
  worker: Called<ScoringCalls>;
  /** How many blocks it can take; none until it is open. */
  room: number;
}

const workerUrl = new URL('../../workers/scoring.worker.js', import.meta.url);

/** Files below this size are scored sooner than threads start. */
const smallFile = 4 * 1024 * 1024;

/** How many threads score a table of so many bytes, the one that asks among them, unless it was `asked` for a number. */
export function threadCount(asked: number | undefined, bytesTotal: number | undefined): number {
  if (asked !== undefined) return asked;
  return bytesTotal !== undefined && bytesTotal < smallFile ? 1 : availableParallelism();
}

/** Blocks that each worker holds: one being scored, one waiting. */
const perWorker = 2;

/**
 * Threads (processes on the native engine) that score blocks. A block's bytes move to its worker; they are not copied. They load the suite
 * from when the pool is made, so who makes it before the version is known has them sooner.
 */
export class WorkerPool {
  private readonly workers: PooledWorker[];
  private failure: Error | undefined;

  /** @param configuration with which each opens the suite. */
  constructor(count: number, configuration: Configuration) {
    this.workers = Array.from({ length: count }, () => this.start(configuration));
  }

  get size(): number {
    return this.workers.length;
  }

  /** Say by what is scored; to be called once. What fails here, fails with the next block. */
  open(order: WorkerOrder): void {
    for (const pooled of this.workers) {
      pooled.worker.call('open', order).then(
        () => (pooled.room = perWorker),
        (error: unknown) => this.fail(error as Error),
      );
    }
  }

  /** Whether a worker that is open can take a block. */
  get hasRoom(): boolean {
    return this.failure !== undefined || this.workers.some(({ room }) => room > 0);
  }

  /**
   * Have a block scored; only when `hasRoom`.
   * @throws the failure of any worker.
   */
  score(block: CsvBlock): Promise<ScoredBlock> {
    const scored = this.failure ? Promise.reject(this.failure) : this.have(this.idlest(), block);
    // A block that fails while an earlier one is awaited must not end the process; whoever awaits it sees the failure.
    scored.catch(() => undefined);
    return scored;
  }

  async close(): Promise<void> {
    this.failure ??= new Error('The scoring workers were closed.');
    await Promise.all(this.workers.map(({ worker }) => worker.terminate(this.failure)));
  }

  private start(configuration: Configuration): PooledWorker {
    const worker = startCalls<ScoringCalls>(workerUrl, configuration, { name: 'A scoring worker' });
    const pooled = { worker, room: 0 };
    void worker.ended.then((error) => this.fail(error));
    return pooled;
  }

  private idlest(): PooledWorker {
    return this.workers.reduce((best, pooled) => (pooled.room > best.room ? pooled : best));
  }

  private async have(pooled: PooledWorker, block: CsvBlock): Promise<ScoredBlock> {
    pooled.room -= 1;
    try {
      return await pooled.worker.call('score', block, { transfer: [block.bytes.buffer] });
    } catch (error) {
      this.fail(error as Error);
      throw error;
    } finally {
      pooled.room += 1;
    }
  }

  /** What one fails with, all fail with: the file cannot be finished. */
  private fail(error: Error): void {
    if (this.failure) return;
    this.failure = error;
    for (const { worker } of this.workers) void worker.terminate(error);
  }
}
