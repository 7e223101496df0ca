import { createHash } from 'node:crypto';
import { mkdir, open } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import { privateModes, syncFolder } from '../core/files/files.js';
import { zodProblems } from '../core/zod-problems.js';
import { damaged, laterFormat, noBackup, wayward } from './refusals.js';
import {
  backupFormat,
  headerName,
  headerSchema,
  homeParts,
  isPlainPath,
  manifestName,
  manifestSchema,
  type BackupHeader,
  type BackupManifest,
} from './format.js';
import { damageOf, unpackedBytes } from './packed-file.js';
import { readTar, type TarEntry } from './tar-reading.js';

/** More than the manifest of a million files takes. */
const longestDocument = 256 * 1024 ** 2;

/** What was found in a backup, to be held against its manifest. */
interface Found {
  folders: Set<string>;
  files: Map<string, { bytes: number; sha256: string }>;
}

/**
 * Write the content of a backup into an empty folder, and hold every byte of it against the manifest.
 * @throws DamagedFileError naming the entry at which the file ends or is not what was written; InvalidInputError for an entry that would
 *   leave the folder; ConflictError for a backup of a later form. The folder holds a part of it then.
 */
export async function unpack(
  file: string,
  folder: string,
  signal?: AbortSignal,
): Promise<{ header: BackupHeader; manifest: BackupManifest }> {
  const found: Found = { folders: new Set(), files: new Map() };
  let at = headerName;
  let header: BackupHeader | undefined;
  let manifest: BackupManifest | undefined;
  const bytes = unpackedBytes(file, signal);
  try {
    for await (const entry of readTar(bytes)) {
      at = entry.path;
      if (manifest) throw damaged(file, at, 'it stands behind the manifest');
      if (!header) header = await readHeader(file, entry);
      else if (at === manifestName) manifest = await readManifest(file, entry);
      else await take(file, entry, { header, folder, found });
    }
  } catch (error) {
    throw toldOf(error, file, header ? at : undefined);
  } finally {
    bytes.destroy();
  }
  if (!header || !manifest) throw damaged(file, manifestName, 'it is missing');
  compare(file, found, manifest);
  await Promise.all([folder, ...manifest.folders.map((path) => join(folder, path))].map(syncFolder));
  return { header, manifest };
}

async function readHeader(file: string, entry: TarEntry): Promise<BackupHeader> {
  if (entry.path !== headerName || entry.kind !== 'file') throw noBackup(file);
  const content = await json(file, entry);
  const { format } = (content ?? {}) as { format?: unknown };
  if (typeof format === 'number' && format > backupFormat) throw laterFormat(file, format);
  return parsed(headerSchema, file, entry.path, content);
}

async function readManifest(file: string, entry: TarEntry): Promise<BackupManifest> {
  return parsed(manifestSchema, file, entry.path, await json(file, entry));
}

interface Taking {
  header: BackupHeader;
  folder: string;
  found: Found;
}

async function take(file: string, entry: TarEntry, { header, folder, found }: Taking): Promise<void> {
  const { path, kind } = entry;
  const isKnown = path === header.keys || homeParts.some((part) => part === path.split('/')[0]);
  if (kind === 'other' || !isPlainPath(path) || !isKnown) throw wayward(file, path);
  if (found.folders.has(path) || found.files.has(path)) throw damaged(file, path, 'it is there twice');
  const target = join(folder, path);
  if (kind === 'folder') {
    await mkdir(target, { mode: privateModes.folder, recursive: true });
    found.folders.add(path);
    return;
  }
  await mkdir(join(target, '..'), { mode: privateModes.folder, recursive: true });
  found.files.set(path, await store(entry, target));
}

async function store({ content }: TarEntry, target: string): Promise<{ bytes: number; sha256: string }> {
  const digest = createHash('sha256');
  let bytes = 0;
  const output = await open(target, 'wx', privateModes.file);
  try {
    for await (const piece of content) {
      digest.update(piece);
      bytes += piece.length;
      await output.writeFile(piece);
    }
    await output.sync();
  } finally {
    await output.close();
  }
  return { bytes, sha256: digest.digest('hex') };
}

/** @throws DamagedFileError naming the first entry that is missing, was altered or is in no manifest */
function compare(file: string, { folders, files }: Found, manifest: BackupManifest): void {
  for (const { path, bytes, sha256 } of manifest.files) {
    const stored = files.get(path);
    if (!stored) throw damaged(file, path, 'it is missing');
    if (stored.sha256 !== sha256) {
      throw damaged(
        file,
        path,
        `it has ${stored.bytes} bytes with sha256 ${stored.sha256} instead of ${bytes} with ${sha256}`,
      );
    }
    files.delete(path);
  }
  for (const path of manifest.folders) {
    if (!folders.delete(path)) throw damaged(file, path, 'it is missing');
  }
  for (const path of [...files.keys(), ...folders])
    throw damaged(file, path, 'the manifest does not know it');
}

async function json(file: string, { path, size, content }: TarEntry): Promise<unknown> {
  if (size > longestDocument) throw damaged(file, path, 'it is too long');
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  try {
    return JSON.parse(Buffer.concat(pieces).toString('utf8')) as unknown;
  } catch {
    throw damaged(file, path, 'it is not JSON');
  }
}

function parsed<Shape>(schema: z.ZodType<Shape>, file: string, path: string, content: unknown): Shape {
  const read = schema.safeParse(content);
  if (read.success) return read.data;
  throw damaged(file, path, 'it is not of its form', zodProblems(read.error, content));
}

/** What zlib or the archive says of bytes that are not what was written. @param at undefined before the header was read */
function toldOf(error: unknown, file: string, at: string | undefined): unknown {
  const damage = damageOf(error);
  if (damage === undefined) return error;
  return at === undefined ? noBackup(file, damage) : damaged(file, at, damage);
}
