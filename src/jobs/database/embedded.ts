import { NotReadyError } from '../../core/errors.js';
import { startCalls } from '../../engine/call.js';
import type { Database } from './database.js';

/** What the thread of the database is asked. */
export interface DatabaseCalls {
  query: { input: { text: string; values: unknown[] }; result: unknown[] };
  close: { input: undefined; result: void };
}

const workerUrl = new URL('../../workers/database.worker.js', import.meta.url);

/**
 * PostgreSQL compiled to WebAssembly, over a folder that this process alone may open. It runs in a thread of its own: opening
 * takes seconds and statements take the processor. Where there is none it is made; what is no database is never touched.
 * @param abandoned ends it without another byte to the disk, which closing would write: the folder may be somebody else's by now
 * @throws DamagedFileError, StorageError and others of the thread when it cannot be opened
 */
export async function openEmbedded(folder: string, abandoned?: AbortSignal): Promise<Database> {
  const closed = () => new NotReadyError('The database of the jobs was closed.', 1);
  const options = { engine: 'none', name: 'The database of the jobs', whenEnded: closed } as const;
  const worker = startCalls<DatabaseCalls>(workerUrl, { folder }, options);
  const abandon = () => void worker.terminate(closed());
  abandoned?.addEventListener('abort', abandon, { once: true });
  await worker.ready;
  let isClosed = false;
  void worker.ended.then(() => (isClosed = true));
  return {
    async executeSql<Row>(text: string, values: unknown[] = []) {
      if (isClosed) throw closed();
      return { rows: (await worker.call('query', { text, values })) as Row[] };
    },
    async close() {
      isClosed = true;
      // One that was given up, or failed, is closed already.
      await worker.call('close', undefined).catch(() => undefined);
      await worker.terminate(closed());
    },
  };
}
