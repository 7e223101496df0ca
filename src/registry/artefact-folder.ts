import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DamagedFileError, type ErrorDetail } from '../core/errors.js';
import { privateModes, sha256, syncFolder, writeFileDurable } from '../core/files.js';
import { publishingFolderName } from './leftovers.js';
import { manifestName, parseManifest, type Manifest } from './manifest.js';

/** Write all files into a new temporary folder inside `parent`, each synced, the folder too. */
export async function writeTemporaryFolder(
  parent: string,
  files: Readonly<Record<string, Uint8Array | string>>,
): Promise<string> {
  await mkdir(parent, { recursive: true, mode: privateModes.folder });
  const folder = join(parent, publishingFolderName());
  await mkdir(folder, privateModes.folder);
  try {
    for (const [name, content] of Object.entries(files)) {
      await writeFileDurable(join(folder, name), content, privateModes);
    }
    await syncFolder(folder);
    return folder;
  } catch (error) {
    await rm(folder, { recursive: true, force: true });
    throw error;
  }
}

/**
 * Give a finished folder its number: the first free one from `first`. A rename onto a folder that holds something fails,
 * so of two publishers with the same number one succeeds and the other takes the next.
 */
export async function renameToFreeVersion(folder: string, parent: string, first: number): Promise<number> {
  for (let version = first; ; version++) {
    const target = join(parent, String(version));
    try {
      await rename(folder, target);
    } catch (error) {
      if (await exists(target)) continue;
      throw error;
    }
    await syncFolder(parent);
    return version;
  }
}

export interface ArtefactContent {
  manifest: Manifest;
  files: Map<string, Uint8Array>;
}

/**
 * Read an artefact and compare each file with the manifest.
 * @param label how messages call the artefact, for instance `finance/credit-scoring@3`.
 * @throws DamagedFileError naming every file that is missing, truncated, too long, altered or extra, or the manifest.
 */
export async function readArtefactFolder(
  folder: string,
  scenario: string,
  label: string,
): Promise<ArtefactContent> {
  const manifest = await readManifest(folder, label);
  if (manifest.scenario !== scenario) {
    const problem = `belongs to ${manifest.scenario}, not to ${scenario}`;
    throw damaged(label, [manifestDamage(problem)]);
  }
  const damages = await unexpectedEntries(folder, manifest);
  const files = new Map<string, Uint8Array>();
  for (const [name, { sha256: digest, bytes }] of Object.entries(manifest.files)) {
    const content = await bytesOrUndefined(join(folder, name));
    const damage = damageOf(content, digest, bytes);
    if (content && !damage) files.set(name, content);
    if (damage) damages.push({ pointer: `/${name}`, ...damage });
  }
  if (damages.length > 0) throw damaged(label, damages);
  return { manifest, files };
}

async function readManifest(folder: string, label: string): Promise<Manifest> {
  const bytes = await bytesOrUndefined(join(folder, manifestName));
  if (!bytes) throw damaged(label, [manifestDamage('is missing')]);
  const parsed = parseManifest(Buffer.from(bytes).toString('utf8'));
  if (parsed.problem !== undefined) throw damaged(label, [manifestDamage(parsed.problem)]);
  return parsed.manifest;
}

function damageOf(
  content: Uint8Array | undefined,
  digest: string,
  bytes: number,
): Pick<ErrorDetail, 'expected' | 'received'> | undefined {
  if (!content) return { expected: `${bytes} bytes`, received: 'missing' };
  if (content.length < bytes) {
    return { expected: `${bytes} bytes`, received: `truncated: ${content.length} bytes` };
  }
  if (content.length > bytes) {
    return { expected: `${bytes} bytes`, received: `altered: ${content.length} bytes` };
  }
  const found = sha256(content);
  return found === digest
    ? undefined
    : { expected: `sha256 ${digest}`, received: `altered: sha256 ${found}` };
}

async function unexpectedEntries(folder: string, manifest: Manifest): Promise<ErrorDetail[]> {
  const entries = await readdir(folder);
  return entries
    .filter((name) => name !== manifestName && !Object.hasOwn(manifest.files, name))
    .map((name) => ({
      pointer: `/${name}`,
      expected: 'only files that the manifest lists',
      received: 'extra file',
    }));
}

function manifestDamage(problem: string): ErrorDetail {
  return { pointer: `/${manifestName}`, expected: 'the manifest as it was published', received: problem };
}

function damaged(label: string, details: ErrorDetail[]): DamagedFileError {
  const list = details.map(({ pointer, received }) => `${pointer?.slice(1)}: ${received}`).join('; ');
  return new DamagedFileError(`The artefact ${label} is damaged. ${list}.`, {
    details,
    hint: 'Restore the folder from a backup, or train again; the earlier versions are untouched.',
  });
}

async function bytesOrUndefined(path: string): Promise<Uint8Array | undefined> {
  try {
    return await readFile(path);
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT' || code === 'EISDIR' || code === 'ENOTDIR') return undefined;
    throw error;
  }
}

/** True when something has this path. */
export async function exists(path: string): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw error;
  }
}
