import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, readdir, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConflictError } from '../../core/errors.js';
import { projectRoot } from '../../core/paths.js';
import { type ForeignHomeError } from './foreign-home.js';
import { lockHome, type HomeLock } from './home-lock.js';

let home: string;
let locks: HomeLock[];
let children: ChildProcess[];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sextant-lock-'));
  locks = [];
  children = [];
});
afterEach(async () => {
  for (const lock of locks) lock.release();
  for (const child of children) child.kill('SIGKILL');
  await rm(home, { recursive: true, force: true });
});

const path = () => join(home, 'database.lock');
const here = hostname();
const dead = spawnSync(process.execPath, ['-e', '']).pid;
const longAgo = new Date(Date.now() - 60_000);
const times = { touchMilliseconds: 50, staleMilliseconds: 30_000 };

async function lock(): Promise<HomeLock> {
  const had = await lockHome(home, times);
  locks.push(had);
  return had;
}

async function lockedBy(owner: unknown, touched = new Date()): Promise<void> {
  await writeFile(path(), JSON.stringify(owner));
  await utimes(path(), touched, touched);
}

async function owner(): Promise<unknown> {
  return JSON.parse(await readFile(path(), 'utf8'));
}

const mine = { host: here, pid: process.pid, since: expect.any(String) };

/** Another process that has the lock, made by the compiled module. */
async function lockedElsewhere(prefix: readonly string[] = []): Promise<ChildProcess> {
  const module = join(projectRoot, 'dist', 'jobs', 'database', 'home-lock.js');
  const code = `
    const { lockHome } = await import(${JSON.stringify(module)});
    await lockHome(${JSON.stringify(home)});
    console.log('locked');
    setInterval(() => {}, 1000);`;
  const [command, ...values] = [...prefix, process.execPath, '--input-type=module', '-e', code];
  const child = spawn(command, values, { stdio: ['ignore', 'pipe', 'inherit'] });
  children.push(child);
  await once(child.stdout, 'data');
  return child;
}

const inUse = /belong to process \d+ of .* one server alone may open the embedded database/;

describe('the lock of a home', () => {
  it('names this process, is had once, and is gone when it is released', async () => {
    const had = await lock();
    expect(await owner()).toEqual(mine);
    await expect(lock()).rejects.toThrow(ConflictError);
    had.release();
    expect(await readdir(home)).toEqual([]);
    await lock();
  });

  it('stays with a process that is stopped, whatever its age, and is had at once when it was killed', async () => {
    const child = await lockedElsewhere();
    child.kill('SIGSTOP');
    await utimes(path(), longAgo, longAgo);
    await expect(lock()).rejects.toThrow(inUse);
    expect(await owner()).toMatchObject({ host: here, pid: child.pid });
    child.kill('SIGKILL');
    await once(child, 'exit');
    await lock();
    expect(await owner()).toEqual(mine);
  });

  const unshare = ['unshare', '--pid', '--fork', '--mount-proc', '--kill-child'];
  const mayUnshare = spawnSync(unshare[0], [...unshare.slice(1), 'true']).status === 0;
  (mayUnshare ? it : it.skip)(
    `stays with a process that has the number of another in its own space of numbers${mayUnshare ? '' : ' (skipped: unshare is not permitted)'}`,
    async () => {
      await lockedElsewhere(unshare);
      expect(await owner()).toMatchObject({ host: here, pid: 1 });
      const code = `
        const { lockHome } = await import(${JSON.stringify(join(projectRoot, 'dist', 'jobs', 'database', 'home-lock.js'))});
        await lockHome(${JSON.stringify(home)}).then(() => console.log('had'), (error) => console.log(process.pid, error.message));`;
      const [command, ...values] = [...unshare, process.execPath, '--input-type=module', '-e', code];
      const { stdout } = spawnSync(command, values, { encoding: 'utf8' });
      expect(stdout).toMatch(new RegExp(`^1 .*${inUse.source}`));
    },
  );

  it.each([
    ['a process of another machine', { host: 'elsewhere', pid: dead, since: 'then' }],
    ['a process that lives and knows no locks of the kernel', { host: here, pid: process.ppid }],
  ])('is not taken from %s that has just touched it', async (_what, other) => {
    await lockedBy(other);
    await expect(lock()).rejects.toThrow(inUse);
    expect(await owner()).toEqual(other);
  });

  it.each([
    ['before', longAgo],
    ['after', new Date(Date.now() + 600_000)],
  ])(
    'is not taken from another machine whose clock is %s, while it goes on touching it',
    async (_what, first) => {
      const other = { host: 'elsewhere', pid: 1, since: 'then' };
      await lockedBy(other, first);
      let time = first.getTime();
      const touching = setInterval(() => {
        time += 10;
        void utimes(path(), new Date(time), new Date(time));
      }, 10);
      await expect(lock()).rejects.toThrow(inUse);
      clearInterval(touching);
      expect(await owner()).toEqual(other);
    },
  );

  it.each([
    ['a process that was killed', { host: here, pid: dead, since: 'then' }, new Date()],
    ['a process whose number another has now', { host: here, pid: process.ppid, since: 'then' }, longAgo],
    ['the process that had this number before', { host: here, pid: process.pid, since: 'then' }, new Date()],
    ['a machine that is gone', { host: 'elsewhere', pid: 1, since: 'then' }, longAgo],
    ['a process that was killed while it made it', '', new Date()],
  ])('is taken over from %s', async (_what, other, touched) => {
    await lockedBy(other, touched);
    await lock();
    expect(await owner()).toEqual(mine);
  });

  it('goes to one of many who find it without an owner', async () => {
    await lockedBy({ host: here, pid: dead, since: 'then' });
    const found = await Promise.allSettled([1, 2, 3].map(() => lock()));
    expect(found.filter((one) => one.status === 'fulfilled')).toHaveLength(1);
  });

  it('is made again when it was removed, and others still see it', async () => {
    const had = await lock();
    const losses: unknown[] = [];
    had.onLost((error) => losses.push(error));
    await rm(path());
    while (!(await readdir(home)).includes('database.lock')) await wait(10);
    await expect(lock()).rejects.toThrow(inUse);
    expect(losses).toEqual([]);
    had.release();
    expect(await readdir(home)).toEqual([]);
  });

  it.each([
    ['that another machine wrote its name into', (text: string) => writeFile(path(), text)],
    [
      'in whose place another stands',
      async (text: string) => {
        await writeFile(join(home, 'other'), text);
        await rename(join(home, 'other'), path());
      },
    ],
  ])('%s is lost: its owner is told, once, and leaves it', async (_what, take) => {
    const had = await lock();
    const losses: ForeignHomeError[] = [];
    had.onLost((error) => losses.push(error));
    const other = { host: 'elsewhere', pid: 7, since: 'then' };
    await take(JSON.stringify(other));
    while (losses.length === 0) await wait(10);
    await wait(5 * times.touchMilliseconds);
    expect(losses.map(({ message }) => message)).toEqual([
      expect.stringMatching(/was taken by process 7 of elsewhere.*writes nothing there any more, and ends/),
    ]);
    had.release();
    expect(await owner()).toEqual(other);
  });
});
