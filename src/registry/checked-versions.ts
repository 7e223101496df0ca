import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Manifest } from './manifest.js';

interface Checked {
  stamp: string;
  manifest: Manifest;
}

/**
 * Versions whose every byte this process has checked. A version is never overwritten, so its files are read again only when one of them
 * looks different on the disk. Damage that leaves size and times as they were is found by whoever loads the version, and by `doctor`.
 */
export class CheckedVersions {
  private readonly known = new Map<string, Checked>();

  /**
   * @param check reads and compares all files.
   * @throws what `check` throws, each time anew: what could not be read may be readable a moment later.
   */
  async manifest(folder: string, check: () => Promise<Manifest>): Promise<Manifest> {
    // Before the bytes are read: what changes meanwhile is a change to the next caller.
    const stamp = await stampOf(folder);
    const known = this.known.get(folder);
    if (known && stamp !== undefined && known.stamp === stamp) return known.manifest;
    const manifest = await check();
    if (stamp !== undefined) this.known.set(folder, { stamp, manifest });
    return manifest;
  }
}

/** Names, sizes, times and inodes of a folder's files; undefined when the disk does not tell. */
async function stampOf(folder: string): Promise<string | undefined> {
  try {
    const names = (await readdir(folder)).sort();
    const stats = await Promise.all(names.map((name) => stat(join(folder, name), { bigint: true })));
    return JSON.stringify(
      stats.map(({ size, mtimeNs, ctimeNs, ino }, i) => [names[i], String([size, mtimeNs, ctimeNs, ino])]),
    );
  } catch {
    return undefined;
  }
}
