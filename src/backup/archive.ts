import { createHash } from 'node:crypto';
import { open } from 'node:fs/promises';
import { ConflictError } from '../core/errors.js';
import { unreadableFile } from '../core/files/stored-file.js';
import { headerName, manifestName, type BackupHeader, type BackupManifest } from './format.js';
import type { HomeEntry } from './home-entries.js';
import { tarEnd, tarHeader, tarPadding } from './tar-writing.js';

/** So many bytes of a file are in memory at once. */
const pieceBytes = 256 * 1024;

/**
 * The bytes of a backup that is not packed yet: header, entries, manifest. `manifest` is filled on the way.
 * @throws ConflictError for a file that somebody writes to meanwhile
 */
export async function* archiveOf(
  header: BackupHeader,
  entries: AsyncIterable<HomeEntry>,
  manifest: BackupManifest,
): AsyncGenerator<Buffer> {
  const time = new Date(header.createdAt);
  yield* wholeFile(headerName, jsonOf(header), time);
  for await (const entry of entries) {
    const { path } = entry;
    if (entry.kind === 'folder') {
      yield tarHeader({ path, size: 0, type: 'Directory', time });
      manifest.folders.push(path);
    } else if (entry.kind === 'bytes') {
      yield* wholeFile(path, entry.content, time);
      const sha256 = createHash('sha256').update(entry.content).digest('hex');
      manifest.files.push({ path, bytes: entry.content.length, sha256 });
    } else {
      manifest.files.push({ path, ...(yield* fileFrom(entry.from, path, time)) });
    }
  }
  yield* wholeFile(manifestName, jsonOf(manifest), time);
  yield tarEnd;
}

function* wholeFile(path: string, content: Buffer, time: Date): Generator<Buffer> {
  yield tarHeader({ path, size: content.length, type: 'File', time });
  yield content;
  yield tarPadding(content.length);
}

/** A file of the disk as it was when it was opened. */
async function* fileFrom(
  from: string,
  path: string,
  time: Date,
): AsyncGenerator<Buffer, { bytes: number; sha256: string }> {
  const file = await open(from, 'r').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') throw changed(from);
    throw unreadableFile(error, from, { what: from });
  });
  try {
    const before = await file.stat();
    yield tarHeader({ path, size: before.size, type: 'File', time });
    const digest = createHash('sha256');
    let bytes = 0;
    while (bytes < before.size) {
      const piece = Buffer.allocUnsafe(Math.min(pieceBytes, before.size - bytes));
      const { bytesRead } = await file.read(piece, 0, piece.length, bytes);
      if (bytesRead === 0) throw changed(from);
      const read = piece.subarray(0, bytesRead);
      digest.update(read);
      bytes += bytesRead;
      yield read;
    }
    const after = await file.stat();
    if (after.size !== before.size || after.mtimeMs !== before.mtimeMs) throw changed(from);
    yield tarPadding(bytes);
    return { bytes, sha256: digest.digest('hex') };
  } finally {
    await file.close();
  }
}

function jsonOf(value: unknown): Buffer {
  return Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
}

function changed(path: string): ConflictError {
  return new ConflictError(`${path} was changed while it was read.`, {
    hint: 'Back up again when nobody writes there.',
  });
}
