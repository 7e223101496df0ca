import { spawnSync } from 'node:child_process';
import { mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConflictError } from '../../core/errors.js';
import { lockHome } from './home-lock.js';

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sextant-lock-'));
});
afterEach(() => rm(home, { recursive: true, force: true }));

const path = () => join(home, 'database.lock');
const here = hostname();
const dead = spawnSync(process.execPath, ['-e', '']).pid;
const longAgo = new Date(Date.now() - 60_000);

async function lockedBy(owner: unknown, touched = new Date()): Promise<void> {
  await writeFile(path(), JSON.stringify(owner));
  await utimes(path(), touched, touched);
}

describe('the lock of a home', () => {
  it('names this process, is had once, and is gone when it is released', async () => {
    const lock = await lockHome(home);
    expect(JSON.parse(await readFile(path(), 'utf8'))).toEqual({ host: here, pid: process.pid });
    await expect(lockHome(home)).rejects.toThrow(ConflictError);
    lock.release();
    expect(await readdir(home)).toEqual([]);
    (await lockHome(home)).release();
  });

  it.each([
    ['a process of this machine that lives', { host: here, pid: process.ppid }, new Date()],
    ['a process of another machine', { host: 'elsewhere', pid: dead }, new Date()],
    ['somebody who has just made it', '', new Date()],
  ])('is not taken from %s', async (_what, owner, touched) => {
    await lockedBy(owner, touched);
    await expect(lockHome(home)).rejects.toThrow(
      /belong to .* one server alone may open the embedded database/,
    );
    expect(JSON.parse(await readFile(path(), 'utf8'))).toEqual(owner);
  });

  it.each([
    ['a process that was killed', { host: here, pid: dead }, new Date()],
    ['a process whose number another has now', { host: here, pid: process.ppid }, longAgo],
    ['the process that had this number before', { host: here, pid: process.pid }, new Date()],
    ['a machine that is gone', { host: 'elsewhere', pid: 1 }, longAgo],
    ['a process that was killed while it made it', '', longAgo],
  ])('is taken over from %s', async (_what, owner, touched) => {
    await lockedBy(owner, touched);
    const lock = await lockHome(home);
    expect(JSON.parse(await readFile(path(), 'utf8'))).toEqual({ host: here, pid: process.pid });
    lock.release();
  });

  it('goes to one of many who find it without an owner', async () => {
    await lockedBy({ host: here, pid: dead });
    const found = await Promise.allSettled([1, 2, 3].map(() => lockHome(home)));
    const locks = found.filter((one) => one.status === 'fulfilled');
    expect(locks).toHaveLength(1);
    locks[0].value.release();
  });
});
