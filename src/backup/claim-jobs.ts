import { ConflictError } from '../core/errors.js';
import { embeddedFolder, holdsDatabase } from '../jobs/database/embedded-folder.js';
import { embeddedName, readHomeIdentity } from '../jobs/database/home-identity.js';
import { lockHome, type HomeLock } from '../jobs/database/home-lock.js';
import type { BackupHeader } from './format.js';

export interface ClaimedJobs {
  state: BackupHeader['jobs'];
  /** From now on other processes may open the database. May be called again. */
  release: () => void;
}

/**
 * Keep the embedded database of the jobs as it is, where nobody has it open: the files of a database that is being written to are no copy
 * of it.
 */
export async function claimJobs(home: string, databaseUrl: string | undefined): Promise<ClaimedJobs> {
  const owner = await readHomeIdentity(home);
  if (databaseUrl !== undefined || (owner && owner.where !== embeddedName)) return unclaimed('postgres');
  if (!(await holdsDatabase(embeddedFolder(home)))) return unclaimed('none');
  try {
    const lock: HomeLock = await lockHome(home);
    return { state: 'included', release: () => lock.release() };
  } catch (error) {
    if (error instanceof ConflictError) return unclaimed('in-use');
    throw error;
  }
}

function unclaimed(state: BackupHeader['jobs']): ClaimedJobs {
  return { state, release: () => undefined };
}
