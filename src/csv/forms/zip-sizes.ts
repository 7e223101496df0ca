import { inflateRawSync } from 'node:zlib';

/** A file in an archive. */
export interface ZipEntry {
  name: string;
  /** Unpacked, as the archive says. */
  bytes: number;
}

const endSignature = 0x06054b50;
const entrySignature = 0x02014b50;
const localSignature = 0x04034b50;
const endBytes = 22;
const longestComment = 65_535;
const stored = 0;
const deflated = 8;

/**
 * The files of a zip archive (APPNOTE 6.3.10, without the extensions for 4 GiB), each unpacked once to see that it is no longer than it
 * says: what unpacks archives without a limit can be given it then.
 * @throws Error in words that follow the file's name
 */
export function checkedEntries(archive: Buffer, mostBytes: number): ZipEntry[] {
  const end = endOfArchive(archive);
  const count = archive.readUInt16LE(end + 10);
  const entries: ZipEntry[] = [];
  let at = archive.readUInt32LE(end + 16);
  let total = 0;
  for (let i = 0; i < count; i++) {
    if (at + 46 > archive.length || archive.readUInt32LE(at) !== entrySignature)
      throw new Error('its list of files is damaged');
    const nameBytes = archive.readUInt16LE(at + 28);
    const entry = {
      name: archive.toString('utf8', at + 46, at + 46 + nameBytes),
      bytes: archive.readUInt32LE(at + 24),
    };
    total += entry.bytes;
    if (total > mostBytes) throw new RangeError(`at most ${mostBytes} bytes unpacked`);
    checkUnpacked(archive, at, entry);
    entries.push(entry);
    at += 46 + nameBytes + archive.readUInt16LE(at + 30) + archive.readUInt16LE(at + 32);
  }
  return entries;
}

function endOfArchive(archive: Buffer): number {
  const last = archive.length - endBytes;
  for (let at = last; at >= Math.max(0, last - longestComment); at--)
    if (archive.readUInt32LE(at) === endSignature) return at;
  throw new Error('it is cut off before its end');
}

function checkUnpacked(archive: Buffer, at: number, { name, bytes }: ZipEntry): void {
  const method = archive.readUInt16LE(at + 10);
  const packed = archive.readUInt32LE(at + 20);
  const local = archive.readUInt32LE(at + 42);
  if (local + 30 > archive.length || archive.readUInt32LE(local) !== localSignature)
    throw new Error(`its file ${name} is not where it should be`);
  const start = local + 30 + archive.readUInt16LE(local + 26) + archive.readUInt16LE(local + 28);
  const unpacked =
    method === stored
      ? packed
      : method === deflated
        ? inflated(archive.subarray(start, start + packed), { name, bytes })
        : undefined;
  if (unpacked !== bytes)
    throw new Error(`its file ${name} is not as long as it says, or is packed in another way`);
}

function inflated(packed: Buffer, { name, bytes }: ZipEntry): number {
  try {
    return inflateRawSync(packed, { maxOutputLength: Math.max(1, bytes) }).length;
  } catch (cause) {
    throw new Error(`its file ${name} is damaged`, { cause });
  }
}
