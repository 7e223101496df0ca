import { createWriteStream } from 'node:fs';
import { open, rename, rm, stat } from 'node:fs/promises';
import { dirname, relative, resolve } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Clock } from '../core/clock.js';
import type { Configuration } from '../core/configuration.js';
import { CancelledError, ConflictError, NotFoundError } from '../core/errors.js';
import { privateModes, syncFolder, temporaryBeside } from '../core/files/files.js';
import { removeAbandonedBeside } from '../core/files/temporary-files.js';
import { ownScenariosFolder } from '../core/paths.js';
import { packageVersion } from '../core/package-version.js';
import { archiveOf } from './archive.js';
import {
  backupFormat,
  homeParts,
  summaryOf,
  type BackupHeader,
  type BackupManifest,
  type BackupSummary,
} from './format.js';
import {
  entriesBelow,
  jobEntries,
  modelEntries,
  pathBelow,
  unknownAtTop,
  type HomeEntry,
  type Walk,
} from './home-entries.js';
import { claimJobs, type ClaimedJobs } from './claim-jobs.js';

interface BackupOrder {
  configuration: Pick<Configuration, 'home' | 'scenariosFolder' | 'keysFile' | 'jobs'>;
  /** The backup; nothing may be there yet. */
  file: string;
  clock: Clock;
  /** Aborted when it is not wanted any more. */
  signal?: AbortSignal;
}

/**
 * Save a home in one file, while servers and trainings go on. The file has its name when it is whole and on the disk.
 * @throws NotFoundError without a home; ConflictError when there is such a file already, or a file that is saved changes meanwhile
 */
export async function writeBackup(order: BackupOrder): Promise<BackupSummary> {
  const { home, jobs } = order.configuration;
  const file = resolve(order.file);
  await requirePlaces(home, file);
  await removeAbandonedBeside(file);
  const temporary = temporaryBeside(file);
  const claimed = await claimJobs(home, jobs.databaseUrl);
  try {
    const summary = await write(order, temporary, claimed);
    await rename(temporary, file);
    await syncFolder(dirname(file));
    return summary;
  } catch (error) {
    throw order.signal?.aborted ? new CancelledError('The backup was stopped.') : error;
  } finally {
    claimed.release();
    await rm(temporary, { force: true });
  }
}

async function write(order: BackupOrder, path: string, claimed: ClaimedJobs): Promise<BackupSummary> {
  const { home, keysFile } = order.configuration;
  const keys = keysFile === undefined ? undefined : await pathBelow(home, keysFile);
  const header: BackupHeader = {
    format: backupFormat,
    suite: packageVersion(),
    createdAt: order.clock.now().toISOString(),
    jobs: claimed.state,
    ...(keys === undefined ? {} : { keys }),
  };
  const manifest: BackupManifest = { folders: [], files: [], leftOut: [] };
  const known = [...homeParts, keys, relative(home, ownScenariosFolder(order.configuration))];
  const tops = known.filter((one) => one !== undefined).map((one) => one.split(/[/\\]/)[0]);
  manifest.leftOut.push(...(await unknownAtTop(home, tops)));
  const walk: Walk = { leaveOut: (one) => manifest.leftOut.push(one), except: [path, home] };
  const entries = entriesOf({ order, claimed, keys, walk });
  const output = createWriteStream(path, { flags: 'wx', mode: privateModes.file });
  await pipeline(archiveOf(header, entries, manifest), createGzip(), output, { signal: order.signal });
  await synced(path);
  return summaryOf(header, manifest);
}

interface Saving {
  order: BackupOrder;
  claimed: ClaimedJobs;
  keys: string | undefined;
  walk: Walk;
}

/** Jobs first, so that a server waits for their database as short as can be. */
async function* entriesOf({ order, claimed, keys, walk }: Saving): AsyncGenerator<HomeEntry> {
  const { home, keysFile } = order.configuration;
  if (claimed.state === 'included') yield* jobEntries(home, walk);
  claimed.release();
  yield* modelEntries(home, walk);
  yield* entriesBelow(resolve(home, 'datasets'), 'datasets', walk);
  yield* entriesBelow(ownScenariosFolder(order.configuration), 'scenarios', walk);
  if (keys !== undefined && keysFile !== undefined) yield { path: keys, kind: 'file', from: keysFile };
}

async function requirePlaces(home: string, file: string): Promise<void> {
  if (!(await stat(home).catch(() => undefined))?.isDirectory()) {
    throw new NotFoundError(`There is no home ${home}.`, { hint: 'SEXTANT_HOME says where it is.' });
  }
  if (await stat(file).catch(() => undefined)) {
    throw new ConflictError(`${file} exists already.`, { hint: 'Give the backup another name.' });
  }
}

async function synced(path: string): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.sync();
  } finally {
    await file.close();
  }
}
