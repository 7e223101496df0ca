import { stat } from 'node:fs/promises';
import type { Configuration } from '../core/configuration.js';
import { threadCount, WorkerPool } from '../scoring/csv/worker-pool.js';

interface Scoring {
  input: string;
  workers?: number;
}

/**
 * Have a file scored by threads that are started before anything else is loaded: they load the suite at the same time as this one. `use`
 * imports what it needs; the threads end with it.
 */
export async function withThreads<Result>(
  { input, workers }: Scoring,
  configuration: Configuration,
  use: (pool: WorkerPool) => Promise<Result>,
): Promise<Result> {
  const pool = new WorkerPool(threadCount(workers, await bytesOf(input)) - 1, configuration);
  try {
    return await use(pool);
  } finally {
    await pool.close();
  }
}

/** Of a pipe undefined; of a file that is not there, which is said later, 0. */
async function bytesOf(input: string): Promise<number | undefined> {
  if (input === '-') return undefined;
  const found = await stat(input).catch(() => undefined);
  return found?.isFile() ? found.size : 0;
}
