import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, readdir, rename, rm, stat, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { lockFile, ownerInWords, type FileLock, type LockOwner } from './file-lock.js';
import { kernelLock } from './kernel-lock.js';
import { projectRoot } from '../paths.js';

let folder: string;
let path: string;
const children: ChildProcess[] = [];
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-lock-'));
  path = join(folder, 'a.lock');
});
afterEach(async () => {
  for (const child of children.splice(0)) child.kill('SIGKILL');
  await rm(folder, { recursive: true, force: true });
});

/** Another process that locks the file and keeps it. */
const program = `
  const { openSync, writeSync } = require('node:fs');
  const file = openSync(process.argv[1], 'a+');
  if (!require('fs-native-extensions').tryLock(file)) process.exit(1);
  writeSync(file, JSON.stringify({ host: require('node:os').hostname(), pid: process.pid, since: 'then' }));
  console.log('locked');
  setInterval(() => {}, 1000);`;

async function lockedElsewhere(): Promise<ChildProcess> {
  const child = spawn(process.execPath, ['-e', program, path], {
    cwd: projectRoot,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

const here = (pid: number): LockOwner => ({ host: hostname(), pid, since: 'then' });

const had = (lock: FileLock | undefined): FileLock => {
  if (!lock) throw new Error('The lock was not had.');
  return lock;
};

describe('the lock of a file', () => {
  it('is a lock of the kernel here', () => {
    expect(kernelLock()).toBeDefined();
  });

  it('is had once, names its owner, and leaves nothing', async () => {
    const lock = had(lockFile(path).lock);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(lock.owner);
    expect(lock.owner).toMatchObject({ host: hostname(), pid: process.pid });
    expect(lockFile(path)).toEqual({ heldBy: lock.owner });
    lock.release();
    lock.release();
    expect(await readdir(folder)).toEqual([]);
    had(lockFile(path).lock).release();
  });

  it('is not had while another process lives, also one that is stopped, and at once when it was killed', async () => {
    const child = await lockedElsewhere();
    expect(lockFile(path)).toEqual({ heldBy: here(child.pid!) });
    child.kill('SIGSTOP');
    expect(lockFile(path)).toEqual({ heldBy: here(child.pid!) });
    child.kill('SIGKILL');
    await once(child, 'close');
    had(lockFile(path).lock).release();
  });

  it('is not had by another thread of the same process', async () => {
    const lock = had(lockFile(path).lock);
    const code = `
      const { createRequire } = require('node:module');
      const { tryLock } = createRequire(${JSON.stringify(join(projectRoot, 'package.json'))})('fs-native-extensions');
      require('node:worker_threads').parentPort.postMessage(tryLock(require('node:fs').openSync(${JSON.stringify(path)}, 'a+')));`;
    const [isFree] = (await once(new Worker(code, { eval: true }), 'message')) as [boolean];
    expect(isFree).toBe(false);
    lock.release();
  });

  it('tells when its file was removed or replaced, and then removes nothing', async () => {
    const lock = had(lockFile(path).lock);
    expect(lock.state()).toBe('held');
    await rename(path, join(folder, 'away'));
    expect(lock.state()).toBe('missing');
    const other = had(lockFile(path).lock);
    expect(lock.state()).toBe('replaced');
    lock.release();
    expect(other.state()).toBe('held');
    other.release();
  });

  it('tells when another owner whom it did not reach has written its name there, and then leaves it', async () => {
    const lock = had(lockFile(path).lock);
    const other = JSON.stringify({ host: 'elsewhere', pid: 1, since: 'now' });
    await writeFile(path, other);
    expect(lock.state()).toBe('replaced');
    lock.release();
    expect(await readFile(path, 'utf8')).toBe(other);
  });

  it.each([
    ['nothing', ''],
    ['something else', '[1'],
    ['a process that is gone', JSON.stringify(here(2 ** 22 + 1))],
    ['this process, which has no lock', JSON.stringify(here(process.pid))],
  ])('is had when the file holds %s and nobody locks it', async (_what, content) => {
    await writeFile(path, content);
    const lock = had(lockFile(path).lock);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(lock.owner);
    lock.release();
  });

  it('is left to an owner that is to be respected, whose file stays as it is', async () => {
    const elsewhere: LockOwner = { host: 'elsewhere', pid: 1, since: 'then' };
    await writeFile(path, JSON.stringify(elsewhere));
    const seen: unknown[] = [];
    const respects = (owner: LockOwner, modified: Date) => seen.push(owner, modified) > 0;
    expect(lockFile(path, { respects })).toEqual({ heldBy: elsewhere });
    expect(seen).toEqual([elsewhere, (await stat(path)).mtime]);
    expect(JSON.parse(await readFile(path, 'utf8'))).toEqual(elsewhere);
    had(lockFile(path, { respects: () => false }).lock).release();
  });

  describe('without locks of the kernel', () => {
    const none = () => {
      throw Object.assign(new Error('no locks'), { code: 'ENOLCK' });
    };
    it.each([
      ['the platform', null],
      ['the file system', none],
    ])('of %s, belongs to the living process that the file names', async (_what, tryLock) => {
      await writeFile(path, JSON.stringify(here(process.ppid)));
      expect(lockFile(path, { tryLock })).toEqual({ heldBy: here(process.ppid) });
      await writeFile(path, JSON.stringify(here(2 ** 22 + 1)));
      const lock = had(lockFile(path, { tryLock }).lock);
      expect(lockFile(path, { tryLock })).toEqual({ heldBy: lock.owner });
      lock.release();
      expect(existsSync(path)).toBe(false);
    });
  });

  it('fails where no file can be made', () => {
    expect(() => lockFile(join(folder, 'none', 'a.lock'))).toThrow(/ENOENT/);
  });
});

it('names an owner in words', () => {
  expect(ownerInWords({ host: 'h', pid: 3, since: 't' })).toBe('process 3 of h, since t');
  expect(ownerInWords(undefined)).toBe('another process');
});
