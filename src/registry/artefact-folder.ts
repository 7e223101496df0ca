import { mkdir, readdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { DamagedFileError, type ErrorDetail } from '../core/errors.js';
import { privateModes, sha256, syncFolder, writeFileDurable } from '../core/files/files.js';
import { readStoredFile, systemReason, unreadableFile } from '../core/files/stored-file.js';
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
 * Read an artefact and compare each file with the manifest. What the manifest does not list is never read.
 * @param label how messages call the artefact, for instance `finance/credit-scoring@3`.
 * @throws DamagedFileError naming every file that is missing, truncated, too long, altered or unreadable, or the manifest.
 */
export async function readArtefactFolder(
  folder: string,
  scenario: string,
  label: string,
): Promise<ArtefactContent> {
  const damaged = (details: ErrorDetail[]) => damagedArtefact(folder, label, details);
  const parsed = await readManifest(folder);
  if ('damage' in parsed) throw damaged([parsed.damage]);
  const { manifest } = parsed;
  if (manifest.scenario !== scenario) {
    const problem = `belongs to ${manifest.scenario}, not to ${scenario}`;
    throw damaged([manifestDamage(problem)]);
  }
  const damages: ErrorDetail[] = [];
  const files = new Map<string, Uint8Array>();
  for (const [name, { sha256: digest, bytes }] of Object.entries(manifest.files)) {
    const found = await bytesOf(join(folder, name));
    const damage =
      'problem' in found
        ? { expected: `${bytes} bytes`, received: found.problem }
        : damageOf(found.bytes, digest, bytes);
    if (damage) damages.push({ pointer: `/${name}`, ...damage });
    else if ('bytes' in found) files.set(name, found.bytes);
  }
  if (damages.length > 0) throw damaged(damages);
  return { manifest, files };
}

async function readManifest(folder: string): Promise<{ manifest: Manifest } | { damage: ErrorDetail }> {
  const found = await bytesOf(join(folder, manifestName));
  if ('problem' in found) {
    const isMissing = found.problem === 'missing';
    return { damage: manifestDamage(isMissing ? 'is missing' : found.problem) };
  }
  const parsed = parseManifest(Buffer.from(found.bytes).toString('utf8'));
  return parsed.problem === undefined ? parsed : { damage: manifestDamage(parsed.problem) };
}

function damageOf(
  content: Uint8Array,
  digest: string,
  bytes: number,
): Pick<ErrorDetail, 'expected' | 'received'> | undefined {
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

/** What operating systems, file managers and network disks leave in any folder. */
const leftBySystems =
  /^(?:\.DS_Store|\._.*|\.AppleDouble|\.Spotlight-V100|\.Trashes|Thumbs\.db|desktop\.ini|\$RECYCLE\.BIN|\.directory|\.nfs[0-9a-f]+|\.fuse_hidden[0-9a-f]+|@eaDir|lost\+found)$/i;

/** Paths in an artefact's folder that are none of its files; those that operating systems leave aside. */
export async function strangersIn(folder: string, { files }: Pick<Manifest, 'files'>): Promise<string[]> {
  // The files were read one by one: a folder that cannot be listed holds nothing that anybody reads.
  const names = await readdir(folder).catch(() => []);
  return names
    .filter((name) => name !== manifestName && !Object.hasOwn(files, name) && !leftBySystems.test(name))
    .map((name) => join(folder, name));
}

function manifestDamage(problem: string): ErrorDetail {
  return { pointer: `/${manifestName}`, expected: 'the manifest as it was published', received: problem };
}

function damagedArtefact(path: string, label: string, details: ErrorDetail[]): DamagedFileError {
  const list = details.map(({ pointer, received }) => `${pointer?.slice(1)}: ${received}`).join('; ');
  return new DamagedFileError(`The artefact ${label} is damaged. ${list}.`, {
    details,
    hint: 'Restore the folder from a backup, or train again; the earlier versions are untouched.',
    path,
  });
}

/** The bytes of a file of an artefact, or in a few words why there are none. */
async function bytesOf(path: string): Promise<{ bytes: Uint8Array } | { problem: string }> {
  try {
    const bytes = await readStoredFile(path, { what: 'A file of a model' });
    return bytes ? { bytes } : { problem: 'missing' };
  } catch (error) {
    if (!(error instanceof DamagedFileError)) throw error;
    return { problem: `cannot be read (${systemReason(error.cause)})` };
  }
}

/**
 * True when something has this path.
 * @throws DamagedFileError when that cannot be told.
 */
export async function exists(path: string, what = 'A folder of a model'): Promise<boolean> {
  try {
    await stat(path);
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw unreadableFile(error, path, { what });
  }
}
