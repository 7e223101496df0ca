import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { restoreBackup } from '../../src/backup/restore-backup.js';
import { projectRoot } from '../../src/core/paths.js';
import { createRandom } from '../../src/core/random.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { everythingIn, save } from '../../src/backup/backup.fixture.js';
import { runProgram } from '../end-to-end/run-program.fixture.js';

/* Backups while others write, and backups and restorings that are killed. */

const scenario = 'finance/credit-scoring';
const built = (path: string) => JSON.stringify(new URL(`file://${join(projectRoot, 'dist', path)}`));

/** Publishes and promotes versions, and rolls back now and then, until it is killed. */
const publisher = `
const { ModelRegistry } = await import(${built('registry/model-registry.js')});
const registry = new ModelRegistry(process.argv[2]);
for (let i = 0; ; i++) {
  const files = { 'model.json': JSON.stringify({ i }), 'weights.bin': new Uint8Array(50_000).fill(i) };
  const { version } = await registry.publish('${scenario}', files, { seed: i });
  await registry.promote('${scenario}', version, 'newest');
  if (i % 3 === 2) await registry.rollback('${scenario}');
  if (i === 3) process.stdout.write('under way\\n');
}
`;

/** Ends itself by SIGKILL before its n-th call (argv[4]) that changes the disk while it restores argv[2] as argv[3]. */
const restorer = `
const { createRequire, syncBuiltinESMExports } = await import('node:module');
const promises = createRequire(process.execPath)('node:fs/promises');
let calls = 0;
for (const name of ['open', 'mkdir', 'rename', 'rm', 'rmdir']) {
  const original = promises[name];
  promises[name] = function (...values) {
    if (++calls === Number(process.argv[4])) process.kill(process.pid, 'SIGKILL');
    return original.apply(this, values);
  };
}
syncBuiltinESMExports();
const { restoreBackup } = await import(${built('backup/restore-backup.js')});
calls = 0;
await restoreBackup({ file: process.argv[2], home: process.argv[3] });
`;

let root: string;
let home: string;
const children = new Set<ChildProcess>();

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sextant-backup-'));
  home = join(root, 'home');
  await writeFile(join(root, 'publisher.mjs'), publisher);
  await writeFile(join(root, 'restorer.mjs'), restorer);
});
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL');
  children.clear();
  await rm(root, { recursive: true, force: true });
});

const start = (script: string, ...values: string[]): ChildProcess => {
  const child = spawn(process.execPath, [join(root, script), ...values], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  children.add(child);
  return child;
};

const environment = () => ({ SEXTANT_HOME: home });
const backup = () => join(root, 'b.tar.gz');

/** A home of some megabytes in some files, with a champion. */
async function makeHome(): Promise<void> {
  const registry = new ModelRegistry(home);
  const { version } = await registry.publish(
    scenario,
    { 'model.json': '{}', 'weights.bin': new Uint8Array(9) },
    {},
  );
  await registry.promote(scenario, version, 'a test');
  const random = createRandom(5);
  const bytes = Buffer.from(Array.from({ length: 2 ** 20 }, () => Math.floor(256 * random.next())));
  for (let i = 0; i < 12; i++) {
    await mkdir(join(home, 'datasets', `d${i}`, 'original'), { recursive: true });
    await writeFile(join(home, 'datasets', `d${i}`, 'original', 'a.bin'), bytes);
  }
}

describe('a backup beside a process that publishes, promotes and rolls back', () => {
  it('holds a champion that its ledger knows, and only whole versions, each time', async () => {
    const child = start('publisher.mjs', home);
    await once(child.stdout!, 'data');
    for (let i = 0; i < 6; i++) {
      await save(backup(), environment());
      const restored = join(root, `restored-${i}`);
      await restoreBackup({ file: backup(), home: restored });
      const registry = new ModelRegistry(restored);
      const versions = await registry.versions(scenario);
      for (const version of versions) await registry.load({ scenario, version });
      const { loaded, refused } = await registry.loadChampion(scenario);
      expect(refused).toEqual([]);
      const { events, unreadableLines } = await registry.history(scenario);
      expect(unreadableLines).toEqual([]);
      // The alias names what the ledger told last of, or what an announced change is about to replace.
      const served = events.filter(({ event }) => event !== 'published' && event !== 'abandoned');
      expect(served.slice(-3).map(({ version }) => version)).toContain(loaded.tag.version);
      expect(versions).toEqual(expect.arrayContaining(served.map(({ version }) => version)));
      await rm(backup());
    }
  });
});

describe('a kill -9', () => {
  it('in the middle of a backup leaves no backup, and the next one clears up', async () => {
    await makeHome();
    for (const milliseconds of [250, 400, 500]) {
      await runProgram(['backup', backup()], {
        environment: environment(),
        meanwhile: async (child) => {
          // From the moment that it writes.
          while (!(await readdir(root)).some((name) => name.startsWith('b.tar.gz.'))) await wait(5);
          await wait(milliseconds - 250);
          child.kill('SIGKILL');
        },
      });
      const names = (await readdir(root)).filter((name) => name.startsWith('b.tar.gz'));
      expect(names).toEqual([expect.stringMatching(/^b\.tar\.gz\..*\.tmp$/)]);
    }
    const { status } = await runProgram(['backup', backup()], { environment: environment() });
    expect(status).toBe(0);
    expect((await readdir(root)).filter((name) => name.startsWith('b.tar.gz'))).toEqual(['b.tar.gz']);
    await restoreBackup({ file: backup(), home: join(root, 'restored') });
    expect(await everythingIn(join(root, 'restored'))).toEqual(await everythingIn(home));
  });

  it('before any step of a restoring leaves no home or all of it', async () => {
    const registry = new ModelRegistry(home);
    const { version } = await registry.publish(scenario, { 'model.json': '{}' }, {});
    await registry.promote(scenario, version, 'a test');
    await save(backup(), environment());
    const expected = await everythingIn(home);
    const restored = join(root, 'restored');
    let outcome: (number | string | null)[] = [];
    let kills = 0;
    for (let call = 1; outcome[0] !== 0; call++) {
      outcome = (await once(start('restorer.mjs', backup(), restored, String(call)), 'exit')) as (
        number | string | null
      )[];
      if (outcome[0] !== 0) kills++;
      if (!(await readdir(root)).includes('restored')) continue;
      expect(await everythingIn(restored)).toEqual(expected);
      if (outcome[0] !== 0) await rm(restored, { recursive: true });
    }
    expect(kills).toBeGreaterThan(10);
    // What the killed ones left beside it is gone.
    expect((await readdir(root)).sort()).toEqual([
      'b.tar.gz',
      'home',
      'publisher.mjs',
      'restored',
      'restorer.mjs',
    ]);
    expect(await readFile(join(restored, 'models', scenario, 'aliases/champion'), 'utf8')).toBe('1\n');
  });
});
