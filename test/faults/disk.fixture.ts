import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { it } from '@jest/globals';

/** Whether this user may mount a disk. */
const mayMount = (() => {
  const folder = mkdtempSync(join(tmpdir(), 'sextant-disk-'));
  const { status } = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=100k', 'tmpfs', folder]);
  if (status === 0) spawnSync('umount', [folder]);
  rmdirSync(folder);
  return status === 0;
})();

/** A test that mounts a disk; where that may not be, it is skipped, and its name says why. */
export const onDisk = mayMount ? it : it.skip;
export const skipped = mayMount ? '' : ' (skipped: this user may not mount a disk)';
