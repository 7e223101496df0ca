import type { Configuration } from '../../core/configuration.js';
import type { CsvBlock } from '../../csv/source.js';
import { spawnBackground, type BackgroundWorker } from '../../engine/worker.js';
import type { BlockFormat, ScoredBlock } from './score-block.js';

/** What a worker is started with. */
export interface WorkerOrder {
  /** `finance/credit-scoring@3`: the same version in every worker, whatever is promoted meanwhile. */
  model: string;
  format: BlockFormat;
  configuration: Configuration;
}

interface Waiting {
  resolve: (block: ScoredBlock) => void;
  reject: (error: Error) => void;
}

/** What a worker sends: once that it can score, then scored blocks. */
export type WorkerMessage = 'ready' | ScoredBlock;

interface PooledWorker {
  worker: BackgroundWorker;
  /** How many blocks it can take; none while it starts. */
  room: number;
}

const workerUrl = new URL('../../workers/scoring.worker.js', import.meta.url);

/** Blocks that each worker holds: one being scored, one waiting. */
const perWorker = 2;

/** Threads (processes on the native engine) that score blocks. A block's bytes move to its worker; they are not copied. */
export class WorkerPool {
  private readonly workers: PooledWorker[];
  private readonly waiting = new Map<number, Waiting>();
  private failure: Error | undefined;

  constructor(count: number, order: WorkerOrder) {
    this.workers = Array.from({ length: count }, () => ({
      worker: spawnBackground(workerUrl, order),
      room: 0,
    }));
    for (const pooled of this.workers) {
      pooled.worker.onMessage((message) => this.receive(pooled, message as WorkerMessage));
      pooled.worker.onError((error) => this.fail(error));
      pooled.worker.onExit((code) => this.fail(new Error(`A scoring worker ended with code ${code}.`)));
    }
  }

  /** Whether a worker that has started can take a block. */
  get hasRoom(): boolean {
    return this.failure !== undefined || this.workers.some(({ room }) => room > 0);
  }

  /** Blocks that workers have and did not give back. */
  get inFlight(): number {
    return this.waiting.size;
  }

  /**
   * Have a block scored; only when `hasRoom`.
   * @throws the failure of any worker.
   */
  score(block: CsvBlock): Promise<ScoredBlock> {
    const promise = new Promise<ScoredBlock>((resolve, reject) => {
      if (this.failure) reject(this.failure);
      else this.waiting.set(block.index, { resolve, reject });
    });
    // A block that fails while an earlier one is awaited must not end the process; whoever awaits it sees the failure.
    promise.catch(() => undefined);
    if (this.failure) return promise;
    const idlest = this.workers.reduce((best, pooled) => (pooled.room > best.room ? pooled : best));
    idlest.room -= 1;
    idlest.worker.post(block, [block.bytes.buffer]);
    return promise;
  }

  async close(): Promise<void> {
    this.failure ??= new Error('The scoring workers were closed.');
    await Promise.all(this.workers.map(({ worker }) => worker.terminate()));
  }

  private receive(pooled: PooledWorker, message: WorkerMessage): void {
    if (message === 'ready') {
      pooled.room = perWorker;
      return;
    }
    pooled.room += 1;
    this.waiting.get(message.index)?.resolve(message);
    this.waiting.delete(message.index);
  }

  private fail(error: Error): void {
    this.failure ??= error;
    for (const { reject } of this.waiting.values()) reject(this.failure);
    this.waiting.clear();
  }
}
