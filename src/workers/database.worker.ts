import { existsSync } from 'node:fs';
import { mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { PGlite } from '@electric-sql/pglite';
import { asError } from '../core/errors.js';
import { temporaryBeside } from '../core/files.js';
import { backgroundPort } from '../engine/worker.js';
import type { DatabaseMessage, DatabaseOrder } from '../jobs/database/embedded.js';

/** The embedded database: one statement after the other, until it is told to close. */
const port = backgroundPort<{ folder: string }, DatabaseOrder>();
const post = (message: DatabaseMessage) => port.post(message);
const { folder } = port.data;
if (!existsSync(join(folder, 'PG_VERSION'))) await makeDatabase();
const database = await PGlite.create(folder);
port.onMessage((order) => void ('close' in order ? close() : answer(order)));
post('open');

/** Made under another name: a process that is killed meanwhile leaves nothing that looks like a database. */
async function makeDatabase(): Promise<void> {
  const making = temporaryBeside(folder);
  await mkdir(dirname(folder), { recursive: true });
  await (await PGlite.create(making)).close();
  await rm(folder, { recursive: true, force: true });
  await rename(making, folder);
}

async function answer({ id, text, values }: Exclude<DatabaseOrder, { close: true }>): Promise<void> {
  try {
    const result =
      values.length > 0 ? await database.query(text, values) : (await database.exec(text)).at(-1);
    post({ id, rows: result?.rows ?? [] });
  } catch (error) {
    const { message, code } = asError(error) as NodeJS.ErrnoException;
    post({ id, error: { message, code } });
  }
}

async function close(): Promise<void> {
  await database.close();
  post('closed');
  port.close();
}
