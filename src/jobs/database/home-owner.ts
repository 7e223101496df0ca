import { jobFolders, jobsFolder } from '../job-folder.js';
import { JobStore } from '../store/job-store.js';
import type { Database } from './database.js';
import { embeddedFolder, holdsDatabase } from './embedded-folder.js';
import { ForeignHomeError } from './foreign-home.js';
import {
  databaseInWords,
  embeddedName,
  identityPath,
  readHomeIdentity,
  writeHomeIdentity,
  type DatabaseIdentity,
} from './home-identity.js';
import { migrate } from './migrations.js';

/* A home belongs to one database: what one knows nothing of would be nobody's to another, and gone. */

/** Where the database is said to be. */
export interface Claimed {
  home: string;
  databaseUrl?: string;
}

/**
 * What can be told before a database is opened, let alone made.
 * @throws ForeignHomeError when the home belongs to a database of the other kind, or to an embedded one that is not there any more.
 */
export async function checkHome({ home, databaseUrl }: Claimed): Promise<void> {
  const owner = await readHomeIdentity(home);
  const isEmbedded = databaseUrl === undefined;
  if (owner && isEmbedded !== (owner.where === embeddedName)) {
    throw foreign(home, owner, databaseInWords(databaseUrl), otherKindHint(owner));
  }
  if (!isEmbedded || (await isThere(embeddedFolder(home)))) return;
  if (owner) {
    throw foreign(home, owner, `no database in ${embeddedFolder(home)}`, restoreHint);
  }
  if ((await jobFolders(home)).length > 0) throw unknownJobs(home, 'a new embedded database');
}

/**
 * Bring the tables up to date and let the home belong to the database, when it does already or belongs to none. A database that the
 * home does not belong to is not written to.
 * @throws ForeignHomeError when it belongs to another one, or holds jobs of which this database knows none.
 */
export async function joinHome(database: Database, { home, databaseUrl }: Claimed): Promise<void> {
  const where = databaseInWords(databaseUrl);
  const owner = await readHomeIdentity(home);
  if (owner) requireSame(home, owner, { where, id: await identityOf(database) });
  else await requireOwnJobs(database, home, where);
  await migrate(database);
  const found = { where, id: (await identityOf(database))! };
  requireSame(home, owner ?? (await writeHomeIdentity(home, found)), found);
}

async function isThere(folder: string): Promise<boolean> {
  // What is damaged is said when it is opened, again and again until somebody has put it right.
  return holdsDatabase(folder).catch(() => true);
}

/** A home of an earlier version does not say whose it is; its jobs do. */
async function requireOwnJobs(database: Database, home: string, where: string): Promise<void> {
  const folders = await jobFolders(home);
  if (folders.length === 0) return;
  const hasJobs = await hasTable(database, 'sextant.job');
  const known = hasJobs ? await new JobStore(database).known(folders) : [];
  if (known.length === 0) throw unknownJobs(home, where);
}

/** Undefined for a database without jobs, and for one of an earlier version. */
async function identityOf(database: Database): Promise<string | undefined> {
  if (!(await hasTable(database, 'sextant.identity'))) return undefined;
  const { rows } = await database.executeSql<{ id: string }>('SELECT id::text FROM sextant.identity');
  return rows[0]?.id;
}

async function hasTable(database: Database, name: string): Promise<boolean> {
  const text = 'SELECT to_regclass($1::text) IS NOT NULL AS "isThere"';
  const { rows } = await database.executeSql<{ isThere: boolean }>(text, [name]);
  return rows[0].isThere;
}

function requireSame(
  home: string,
  owner: DatabaseIdentity,
  { where, id }: Partial<DatabaseIdentity> & { where: string },
): void {
  if (id === owner.id) return;
  throw foreign(home, owner, `${where}, ${id ?? 'without an identity'}`, otherHint);
}

const aside = '`jobs` and `database.json` out of the home';
const otherHint = `Set DATABASE_URL to the database of this home, or SEXTANT_HOME to the home of this database. To begin anew, move ${aside}.`;
const restoreHint = `Put the folder back from a backup. To begin anew, move ${aside}.`;

function otherKindHint({ where }: DatabaseIdentity): string {
  if (where === embeddedName)
    return 'Unset DATABASE_URL, or set SEXTANT_HOME to the home of that PostgreSQL database.';
  return `Set DATABASE_URL to ${where}, or SEXTANT_HOME to another folder.`;
}

function foreign(home: string, { where, id }: DatabaseIdentity, found: string, hint: string) {
  return new ForeignHomeError(`The home ${home} belongs to ${where}; this process found ${found}.`, {
    details: [{ pointer: identityPath(home), expected: `${where}, ${id}`, received: found }],
    hint,
  });
}

function unknownJobs(home: string, where: string): ForeignHomeError {
  return new ForeignHomeError(
    `The home ${home} belongs to another database: ${where} knows none of the jobs in ${jobsFolder(home)}.`,
    { hint: `Set DATABASE_URL to the database that they are of, or move \`jobs\` out of the home.` },
  );
}
