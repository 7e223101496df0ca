import { readdir, realpath, stat } from 'node:fs/promises';
import { basename, isAbsolute, join, relative } from 'node:path';
import { writerOfTemporary } from '../core/files/temporary-files.js';
import { writerOf } from '../core/files/unfinished.js';
import { embeddedFolder } from '../jobs/database/embedded-folder.js';
import { identityPath } from '../jobs/database/home-identity.js';
import { jobsFolder } from '../jobs/job-folder.js';
import { storedScenarios, unknownIn } from '../registry/stored-scenarios.js';

/** What is to be saved, by its path in the archive. */
export type HomeEntry =
  | { path: string; kind: 'folder' }
  | { path: string; kind: 'file'; from: string }
  | { path: string; kind: 'bytes'; content: Buffer };

/** Collects what is found. */
export interface Walk {
  /** Told of everything that lies among what is saved and cannot be: links, devices, what is unknown. */
  leaveOut: (path: string) => void;
  /** Absolute paths that are passed over with all that is below: of the backup itself, and of the home in a folder around it. */
  except: readonly string[];
}

/** The folders of jobs and their embedded database, which no process may have open meanwhile. */
export async function* jobEntries(home: string, walk: Walk): AsyncGenerator<HomeEntry> {
  yield { path: 'database.json', kind: 'file', from: identityPath(home) };
  yield* entriesBelow(embeddedFolder(home), 'database', walk);
  yield* entriesBelow(jobsFolder(home), 'jobs', walk);
}

/** Every version that was finished, with the aliases and the ledger of one moment. */
export async function* modelEntries(home: string, walk: Walk): AsyncGenerator<HomeEntry> {
  const folders = new Set<string>();
  const inFolders = function* (path: string): Generator<HomeEntry> {
    const parts = path.split('/');
    for (const [i] of parts.entries()) {
      const folder = parts.slice(0, i + 1).join('/');
      if (!folders.has(folder)) yield { path: folder, kind: 'folder' };
      folders.add(folder);
    }
  };
  for await (const scenario of storedScenarios(home)) {
    const path = `models/${scenario.id}`;
    yield* inFolders(path);
    for (const [name, content] of scenario.records) {
      if (name.includes('/')) yield* inFolders(`${path}/${name.split('/')[0]}`);
      yield { path: `${path}/${name}`, kind: 'bytes', content };
    }
    for (const version of scenario.versions) {
      yield* entriesBelow(join(scenario.folder, version), `${path}/${version}`, walk);
    }
    const unknown = (await unknownIn(scenario)).filter((name) => !isUnfinished(name));
    for (const name of unknown) walk.leaveOut(join(scenario.folder, name));
  }
}

/**
 * A folder and all that is finished below it, in the order of the names. Links are not followed: they may lead anywhere.
 * @param from an absolute path; nothing comes of a folder that is not there
 */
export async function* entriesBelow(from: string, path: string, walk: Walk): AsyncGenerator<HomeEntry> {
  const found = await readdir(from, { withFileTypes: true }).catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return undefined;
    throw error;
  });
  if (!found) return;
  yield { path, kind: 'folder' };
  for (const entry of found.sort((a, b) => (a.name < b.name ? -1 : 1))) {
    const [inside, at] = [join(from, entry.name), `${path}/${entry.name}`];
    if (isUnfinished(entry.name) || walk.except.includes(inside)) continue;
    if (entry.isDirectory()) yield* entriesBelow(inside, at, walk);
    else if (entry.isFile()) yield { path: at, kind: 'file', from: inside };
    else walk.leaveOut(inside);
  }
}

/** Whatever a process is writing at this moment, or was when it was killed. */
export function isUnfinished(name: string): boolean {
  return writerOf(name) !== undefined || writerOfTemporary(name) !== undefined;
}

/** Where a file lies below the home, with `/`; undefined for one that lies elsewhere. */
export async function pathBelow(home: string, file: string): Promise<string | undefined> {
  if ((await stat(file).catch(() => undefined))?.isFile() !== true) return undefined;
  const path = relative(await realpath(home), await realpath(file));
  if (path.startsWith('..') || isAbsolute(path)) return undefined;
  return path.replaceAll('\\', '/');
}

/** Names at the top of a home that no part of a backup has. */
export async function unknownAtTop(home: string, known: readonly string[]): Promise<string[]> {
  const names = await readdir(home);
  const own = new Set([...known, 'database.lock']);
  return names
    .filter((name) => !own.has(name) && !isUnfinished(name))
    .map((name) => join(home, basename(name)));
}
