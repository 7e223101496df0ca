import { spawnSync } from 'node:child_process';
import { mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { removeAbandoned, removeAbandonedBeside, temporaryBeside } from './temporary-files.js';

const newWriter = () => temporaryBeside('x').slice('x.'.length, -'.tmp'.length);

describe('temporary files', () => {
  const own = newWriter();
  const ofDead = () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    return newWriter().replace(`-${process.pid}-`, `-${pid}-`);
  };
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'sextant-temporary-'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  it('of dead processes of this machine are removed at once, those of others and of earlier versions after a day', async () => {
    const now = new Date();
    const kept = [`a.${own}.tmp`, 'b.elsewhere-77-0123abcd.tmp', 'c.77-0123abcd.tmp', 'notes.tmp', 'd.txt'];
    const gone = [`a.${ofDead()}.tmp`, 'e.elsewhere-77-0123abcd.tmp', 'f.77-0123abcd.tmp'];
    for (const name of [...kept, ...gone]) await writeFile(join(folder, name), '');
    const twoDaysAgo = now.getTime() / 1000 - 2 * 86_400;
    for (const name of [...gone.slice(1), 'notes.tmp'])
      await utimes(join(folder, name), twoDaysAgo, twoDaysAgo);
    const removed = await removeAbandoned(folder, now);
    expect(removed.sort()).toEqual(gone.map((name) => join(folder, name)).sort());
    expect((await readdir(folder)).sort()).toEqual(kept.sort());
  });

  it('of one file alone are removed when asked so, and no folder is no failure', async () => {
    const dead = ofDead();
    for (const name of [`out.csv.${dead}.tmp`, `other.csv.${dead}.tmp`])
      await writeFile(join(folder, name), '');
    await removeAbandonedBeside(join(folder, 'out.csv'));
    expect(await readdir(folder)).toEqual([`other.csv.${dead}.tmp`]);
    await removeAbandonedBeside(join(folder, 'none', 'out.csv'));
  });

  it('say machine and process', () => {
    expect(temporaryBeside('x')).toMatch(new RegExp(`^x\\.[A-Za-z0-9-]*-${process.pid}-[0-9a-f]{8}\\.tmp$`));
  });
});
