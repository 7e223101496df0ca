import { mkdir, rename, rm, rmdir } from 'node:fs/promises';
import { PGlite } from '@electric-sql/pglite';
import { StorageError } from '../core/errors.js';
import { privateModes, temporaryBeside } from '../core/files/files.js';
import { collectGarbage } from '../engine/collect-garbage.js';
import { serveCalls } from '../engine/serve-calls.js';
import { backgroundPort } from '../engine/worker-port.js';
import { closeToOthers, holdsDatabase } from '../jobs/database/embedded-folder.js';
import type { DatabaseCalls } from '../jobs/database/embedded.js';

/** The embedded database: one statement after the other, until it is told to close. */
const { folder } = backgroundPort<{ folder: string }>().data;
if (!(await holdsDatabase(folder))) await makeDatabase();
const database = await openDatabase(folder);
await closeToOthers(folder);

serveCalls<DatabaseCalls>({
  async query({ text, values }) {
    const result =
      values.length > 0 ? await database.query(text, values) : (await database.exec(text)).at(-1);
    return result?.rows ?? [];
  },
  close: () => database.close(),
});

/** Made under another name: a process that is killed meanwhile leaves nothing that looks like a database. */
async function makeDatabase(): Promise<void> {
  await makeRoom();
  const making = temporaryBeside(folder);
  try {
    await mkdir(making, { recursive: true, mode: privateModes.folder });
    await (await openDatabase(making)).close();
    await rename(making, folder);
  } finally {
    await rm(making, { recursive: true, force: true });
    // Making one takes several instances of PostgreSQL, hundreds of megabytes of which V8 sees next to nothing.
    collectGarbage();
  }
}

/** The 128 MB of buffers that PostgreSQL takes by default would all be held, for a database of a few megabytes. */
function openDatabase(path: string): Promise<PGlite> {
  return PGlite.create(path, { startParams: [...PGlite.defaultStartParams, '-c', 'shared_buffers=8MB'] });
}

/** An empty folder that cannot be replaced, such as a mount point, is met before the work and not after it. */
async function makeRoom(): Promise<void> {
  await rmdir(folder).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return;
    throw new StorageError(`${folder} is empty and cannot be replaced by a database: ${error.message}.`, {
      hint: 'The folder must be an ordinary one of this user; a disk can be mounted at SEXTANT_HOME itself.',
      cause: error,
    });
  });
}
