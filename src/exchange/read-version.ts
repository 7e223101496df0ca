import { damageOf, unpackedBytes } from '../backup/packed-file.js';
import { readTar, type TarEntry } from '../backup/tar-reading.js';
import { sha256 } from '../core/files/files.js';
import { zodProblems } from '../core/zod-problems.js';
import { checkFileNames, manifestName, parseManifest, type Manifest } from '../registry/manifest.js';
import { damagedVersion, laterVersion, noVersion, strangeEntry } from './refusals.js';
import { versionFormat, versionHeaderName, versionHeaderSchema, type VersionHeader } from './version-file.js';

export interface ReadVersion {
  header: VersionHeader;
  manifest: Manifest;
  files: Map<string, Uint8Array>;
}

/** More than any header or manifest takes, and more than a version that can be opened. */
const longestDocument = 4 * 1024 ** 2;
const mostBytes = 2 * 1024 ** 3;

/**
 * An exported version, every byte of it held against its manifest. Nothing is written, and no more is unpacked than the manifest lists.
 * @throws DamagedFileError naming the entry at which the file ends or is not what was written; InvalidInputError for another file, or one
 *   with an entry that no version has; ConflictError for one of a later form.
 */
export async function readVersion(file: string, signal?: AbortSignal): Promise<ReadVersion> {
  const read: Partial<ReadVersion> & { files: Map<string, Uint8Array> } = { files: new Map() };
  let at = versionHeaderName;
  const bytes = unpackedBytes(file, signal);
  try {
    for await (const entry of readTar(bytes)) {
      at = entry.path;
      if (!read.header) read.header = await readHeader(file, entry);
      else if (!read.manifest) read.manifest = await readManifest(file, entry);
      else
        read.files.set(entry.path, await take(file, entry, { manifest: read.manifest, files: read.files }));
    }
  } catch (error) {
    const damage = damageOf(error);
    if (damage === undefined) throw error;
    throw read.header ? damagedVersion(file, at, damage) : noVersion(file, damage);
  } finally {
    bytes.destroy();
  }
  const { header, manifest, files } = read;
  if (!header) throw noVersion(file, 'an empty archive');
  if (!manifest) throw damagedVersion(file, manifestName, 'it is missing');
  const missing = Object.keys(manifest.files).find((name) => !files.has(name));
  if (missing !== undefined) throw damagedVersion(file, missing, 'it is missing');
  return { header, manifest, files };
}

async function readHeader(file: string, entry: TarEntry): Promise<VersionHeader> {
  if (entry.path !== versionHeaderName || entry.kind !== 'file') throw noVersion(file, 'another archive');
  const content = parsedJson(file, entry.path, await documentOf(file, entry));
  const { format } = (content ?? {}) as { format?: unknown };
  if (typeof format === 'number' && format > versionFormat) throw laterVersion(file, format);
  const parsed = versionHeaderSchema.safeParse(content);
  if (parsed.success) return parsed.data;
  throw damagedVersion(file, entry.path, 'it is not of its form', zodProblems(parsed.error, content));
}

async function readManifest(file: string, entry: TarEntry): Promise<Manifest> {
  if (entry.path !== manifestName || entry.kind !== 'file')
    throw damagedVersion(file, manifestName, 'it is missing');
  const { manifest, problem } = { manifest: undefined, ...parseManifest(await documentOf(file, entry)) };
  if (!manifest) throw damagedVersion(file, manifestName, `it ${problem}`);
  checkFileNames(Object.keys(manifest.files));
  const bytes = Object.values(manifest.files).reduce((sum, one) => sum + one.bytes, 0);
  if (bytes > mostBytes) throw damagedVersion(file, manifestName, 'it lists more than a version can hold');
  return manifest;
}

/** A file of the version: as long as the manifest says, which is known before it is unpacked. */
async function take(
  file: string,
  entry: TarEntry,
  { manifest, files }: Pick<ReadVersion, 'manifest' | 'files'>,
): Promise<Uint8Array> {
  const { path, kind, size } = entry;
  if (kind !== 'file' || !Object.hasOwn(manifest.files, path)) throw strangeEntry(file, path);
  if (files.has(path)) throw damagedVersion(file, path, 'it is there twice');
  const listed = manifest.files[path];
  if (size !== listed.bytes) {
    throw damagedVersion(file, path, `it has ${size} bytes instead of ${listed.bytes}`);
  }
  const content = await contentOf(entry);
  if (sha256(content) !== listed.sha256) throw damagedVersion(file, path, 'its sha256 is another one');
  return content;
}

async function documentOf(file: string, entry: TarEntry): Promise<string> {
  if (entry.size > longestDocument) throw damagedVersion(file, entry.path, 'it is too long');
  return (await contentOf(entry)).toString('utf8');
}

async function contentOf({ content }: TarEntry): Promise<Buffer> {
  const pieces: Buffer[] = [];
  for await (const piece of content) pieces.push(piece);
  return Buffer.concat(pieces);
}

function parsedJson(file: string, path: string, text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    throw damagedVersion(file, path, 'it is not JSON');
  }
}
