import { spawnSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { pino } from 'pino';
import { readConfiguration } from '../../core/configuration.js';
import { unfinishedName } from '../../core/files/unfinished.js';
import type { RunnerParts } from './step-runner.js';
import { tidy, unknownFolders } from './tidy.js';

let home: string;
let log: { level: number; msg: string; job?: string; path?: string }[];
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sextant-tidy-'));
  log = [];
});
afterEach(() => rm(home, { recursive: true, force: true }));

const [needed, ended, other, unknown] = ['0', '1', '2', '3'].map(
  (last) => `01JZZZZZZZZZZZZZZZZZZZZZZ${last}`,
);
const warn = 40;

/** What tidying asks of a database that knows the first three of the jobs, of which the first is needed. */
function parts(changes: object = {}): RunnerParts {
  const knowing = (ids: readonly string[]) => Promise.resolve(ids.filter((id) => id !== unknown));
  const store = {
    outdated: () => Promise.resolve([]),
    expire: () => Promise.resolve([]),
    known: knowing,
    needingFolders: (ids: readonly string[]) => Promise.resolve(ids.filter((id) => id === needed)),
    ...changes,
  };
  const write = (line: string) => void log.push(JSON.parse(line) as (typeof log)[number]);
  return {
    store,
    steps: { forgetWorkers: () => Promise.resolve() },
    tools: { configuration: readConfiguration({ SEXTANT_HOME: home }) },
    logger: pino({ level: 'info' }, { write }),
  } as unknown as RunnerParts;
}

async function add(...names: string[]): Promise<void> {
  for (const name of names) {
    await mkdir(join(home, 'jobs', name), { recursive: true });
    await writeFile(join(home, 'jobs', name, 'input.csv'), 'x');
  }
}

async function untouchedSince(name: string, milliseconds: number): Promise<void> {
  const time = new Date(Date.now() - milliseconds);
  for (const path of [join(home, 'jobs', name, 'input.csv'), join(home, 'jobs', name)])
    await utimes(path, time, time);
}

const left = async () => (await readdir(join(home, 'jobs'))).sort();
const hour = 60 * 60 * 1000;

describe('tidying', () => {
  it('removes the folders of jobs that are known and need none, and leaves alone what it does not know', async () => {
    await add(needed, ended, unknown, 'notes');
    await untouchedSince(unknown, 1000 * hour);
    for (const alone of [true, false]) await tidy(parts(), alone);
    expect(await left()).toEqual([needed, unknown, 'notes']);
    expect(log).toMatchObject([{ job: ended, msg: 'removed what a job left' }]);
    expect(await unknownFolders(parts())).toBe(1);
  });

  it('removes what was arriving at processes that are gone, or long ago; at a lone start all of it', async () => {
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const host = hostname().replace(/[^A-Za-z0-9]+/g, '-');
    const arriving = {
      own: unfinishedName('arriving'),
      dead: `.arriving-${host}-${dead}-00000000`,
      // Its number says little as long as somebody writes there: it may live where it cannot be seen.
      quick: `.arriving-${host}-${dead}-11111111`,
      elsewhere: '.arriving-elsewhere-1-00000000',
      old: '.arriving-elsewhere-1-11111111',
      publishing: `.publishing-${host}-${dead}-00000000`,
    };
    await add(...Object.values(arriving));
    for (const name of ['own', 'dead', 'elsewhere'] as const) await untouchedSince(arriving[name], hour);
    await untouchedSince(arriving.old, 25 * hour);
    await tidy(parts(), false);
    const { own, quick, elsewhere, publishing } = arriving;
    expect(await left()).toEqual([own, quick, elsewhere, publishing].sort());
    await tidy(parts(), true);
    expect(await left()).toEqual([publishing]);
  });

  it('goes on after a folder that cannot be removed, and says which', async () => {
    await add(ended, other);
    // Root may remove everything: it must be somebody else for a moment.
    const isRoot = process.geteuid?.() === 0;
    if (isRoot)
      for (const path of [home, join(home, 'jobs'), join(home, 'jobs', other)])
        await chown(path, 65534, 65534);
    else await chmod(join(home, 'jobs', ended), 0o500);
    if (isRoot) process.seteuid?.(65534);
    try {
      await tidy(parts(), true);
    } finally {
      if (isRoot) process.seteuid?.(0);
      await chmod(join(home, 'jobs', ended), 0o700);
    }
    expect(await left()).toEqual([ended]);
    expect(log).toMatchObject([
      { level: warn, job: ended, msg: 'what a job left cannot be removed' },
      { job: other, msg: 'removed what a job left' },
    ]);
  });

  it('that the database refuses is a warning', async () => {
    await add(ended);
    await tidy(parts({ expire: () => Promise.reject(new Error('value out of range')) }), true);
    expect(await left()).toEqual([ended]);
    expect(log).toMatchObject([{ level: warn, msg: 'the folders of jobs could not be tidied' }]);
  });

  it('of a home without jobs does nothing', async () => {
    await tidy(parts(), true);
    await writeFile(join(home, 'jobs'), 'a file');
    await tidy(parts(), true);
    expect(log).toEqual([]);
  });
});
