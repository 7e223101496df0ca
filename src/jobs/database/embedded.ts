import { NotReadyError } from '../../core/errors.js';
import { spawnBackground } from '../../engine/worker.js';
import type { Database } from './database.js';

/** What the thread of the database is asked. */
export type DatabaseOrder = { id: number; text: string; values: unknown[] } | { close: true };

/** What it answers. */
export type DatabaseMessage =
  | 'open'
  | 'closed'
  | { id: number; rows: unknown[] }
  | { id: number; error: { message: string; code?: string } };

interface Waiting {
  resolve: (rows: unknown[]) => void;
  reject: (error: Error) => void;
}

const workerUrl = new URL('../../workers/database.worker.js', import.meta.url);

/**
 * PostgreSQL compiled to WebAssembly, over a folder that this process alone may open. It runs in a thread of its own: opening
 * takes seconds and statements take the processor. Where there is none it is made; what is no database is never touched.
 * @param abandoned ends it without another byte to the disk, which closing would write: the folder may be somebody else's by now
 * @throws DamagedFileError, StorageError and others of the thread when it cannot be opened
 */
export async function openEmbedded(folder: string, abandoned?: AbortSignal): Promise<Database> {
  // The thread computes no tensors: the cheapest engine is named so that it is a thread whatever the engine of this one.
  const worker = spawnBackground<DatabaseMessage>(workerUrl, { folder }, { engine: 'cpu' });
  abandoned?.addEventListener('abort', () => void worker.terminate(), { once: true });
  const waiting = new Map<number, Waiting>();
  const ended = new Promise<void>((resolve) => worker.onExit(() => resolve()));
  const opened = new Promise<void>((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(error);
      for (const one of waiting.values()) one.reject(error);
      waiting.clear();
    };
    worker.onError(fail);
    worker.onExit(() => fail(new NotReadyError('The database of the jobs was closed.', 1)));
    worker.onMessage((message) => {
      if (message === 'open') resolve();
      else if (message !== 'closed') settle(waiting, message);
    });
  });
  await opened;
  let last = 0;
  let isClosed = false;
  worker.onExit(() => (isClosed = true));
  return {
    async executeSql<Row>(text: string, values: unknown[] = []) {
      if (isClosed) throw new NotReadyError('The database of the jobs was closed.', 1);
      const id = ++last;
      const rows = await new Promise<unknown[]>((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        worker.post({ id, text, values } satisfies DatabaseOrder);
      });
      return { rows: rows as Row[] };
    },
    async close() {
      isClosed = true;
      worker.post({ close: true } satisfies DatabaseOrder);
      await ended;
    },
  };
}

function settle(waiting: Map<number, Waiting>, message: Exclude<DatabaseMessage, string>): void {
  const one = waiting.get(message.id);
  waiting.delete(message.id);
  if ('rows' in message) one?.resolve(message.rows);
  else one?.reject(Object.assign(new Error(message.error.message), { code: message.error.code }));
}
