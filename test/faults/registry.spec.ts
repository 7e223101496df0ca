import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../src/core/random.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { compiledSources } from './compiled-sources.js';

const scenario = 'finance/credit-scoring';

/** Publishes argv[3] versions into the home argv[2], or without end for 0; promotes each when argv[4] says so. */
const publisher = `
import { ModelRegistry } from './registry/model-registry.js';
const [home, count, promote] = process.argv.slice(2);
const registry = new ModelRegistry(home);
const weights = new Uint8Array(200_000).map((_, i) => i * process.pid);
process.stdout.write('ready\\n');
for (let i = 0; count === '0' || i < Number(count); i++) {
  const files = { 'model.json': JSON.stringify({ i, pid: process.pid }), 'weights.bin': weights };
  const { version } = await registry.publish('${scenario}', files, { seed: i });
  if (promote) await registry.promote('${scenario}', version, 'newest');
}
`;

/** Ends itself by SIGKILL before its n-th call that changes the disk (argv[3]), then publishes and promotes one version. */
const crasher = `
import { createRequire, syncBuiltinESMExports } from 'node:module';
import { ModelRegistry } from './registry/model-registry.js';
const promises = createRequire(import.meta.url)('node:fs/promises');
let calls = 0;
const counted = (target, name) => {
  const original = target[name];
  target[name] = function (...values) {
    if (++calls === Number(process.argv[3])) process.kill(process.pid, 'SIGKILL');
    return original.apply(this, values);
  };
};
const handle = await promises.open(process.execPath);
for (const name of ['writeFile', 'appendFile']) counted(Object.getPrototypeOf(handle), name);
await handle.close();
for (const name of ['open', 'mkdir', 'rename', 'rm']) counted(promises, name);
syncBuiltinESMExports();
calls = 0;
const registry = new ModelRegistry(process.argv[2]);
const files = { 'model.json': '{}', 'weights.bin': new Uint8Array(1000) };
const { version } = await registry.publish('${scenario}', files, {});
await registry.promote('${scenario}', version, 'newest');
`;

describe('the registry among processes that run at once or are killed', () => {
  let sources: string;
  let home: string;
  const children = new Set<ChildProcess>();

  beforeAll(async () => {
    sources = await compiledSources(['core', 'registry']);
    await writeFile(join(sources, 'publisher.js'), publisher);
    await writeFile(join(sources, 'crasher.js'), crasher);
  });
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'sextant-registry-'));
  });
  afterEach(async () => {
    for (const child of children) child.kill('SIGKILL');
    children.clear();
    await rm(home, { recursive: true, force: true });
  });
  afterAll(() => rm(sources, { recursive: true, force: true }));

  const start = (script: string, ...values: string[]): ChildProcess => {
    const child = spawn(process.execPath, [join(sources, script), home, ...values], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    children.add(child);
    return child;
  };
  const names = () => readdir(join(home, 'models', scenario));
  const temporaries = async () => (await names()).filter((name) => name.startsWith('.'));

  /** Every visible version is whole, the champion is one of them, and a next publisher works and cleans up. */
  const expectSound = async () => {
    const registry = new ModelRegistry(home);
    const versions = await registry.versions(scenario);
    for (const version of versions) await registry.load({ scenario, version });
    const champion = await registry.champion(scenario);
    if (champion) expect((await registry.loadChampion(scenario)).refused).toEqual([]);
    const next = await registry.publish(scenario, { 'model.json': '{}' }, {});
    expect(next.version).toBe(Math.max(0, ...versions) + 1);
    await registry.load(next);
    expect(await temporaries()).toEqual([]);
    return versions;
  };

  /** Whatever was killed: a rollback, and one after a further promotion, lead to a version that has served. */
  const expectToGoBackTo = async (served: Set<number>) => {
    const registry = new ModelRegistry(home);
    const { version } = await registry.publish(scenario, { 'model.json': '{}' }, {});
    await registry.promote(scenario, version, 'next');
    expect([...served]).toContain((await registry.rollback(scenario)).tag.version);
    await registry.promote(scenario, version, 'next');
    served.add(version);
  };

  it('two processes that publish 20 versions each at once lose none', async () => {
    const both = [start('publisher.js', '20'), start('publisher.js', '20')];
    const codes = await Promise.all(both.map((child) => once(child, 'exit')));
    expect(codes).toEqual([
      [0, null],
      [0, null],
    ]);
    const registry = new ModelRegistry(home);
    const versions = await registry.versions(scenario);
    expect(versions).toEqual(Array.from({ length: 40 }, (_, i) => i + 1));
    const publishers = new Map<number, number>();
    for (const version of versions) {
      const { files } = await registry.load({ scenario, version });
      const { pid } = JSON.parse(Buffer.from(files.get('model.json') ?? []).toString()) as { pid: number };
      publishers.set(pid, (publishers.get(pid) ?? 0) + 1);
    }
    expect([...publishers.values()]).toEqual([20, 20]);
    const { events, unreadableLines } = await registry.history(scenario);
    expect(events.map(({ version }) => version).sort((a, b) => a - b)).toEqual(versions);
    expect(unreadableLines).toEqual([]);
  });

  it('a process killed at a random moment leaves no half version', async () => {
    const random = createRandom(20261123);
    // A slow machine publishes less before it is killed.
    const [rounds, most, enough] = [15, 60, 15];
    let published = 0;
    for (let round = 0; round < rounds || (published <= enough && round < most); round++) {
      const child = start('publisher.js', '0', 'promote');
      if (child.stdout) await once(child.stdout, 'data');
      await wait(random.next() * 60);
      child.kill('SIGKILL');
      await once(child, 'exit');
      published = (await expectSound()).length;
    }
    expect(published).toBeGreaterThan(enough);
  });

  it('a process killed before any one of its changes to the disk leaves no half version', async () => {
    await new ModelRegistry(home).publish(scenario, { 'model.json': '{}' }, {});
    await new ModelRegistry(home).promote(scenario, 1, 'first');
    const served = new Set([1]);
    let leftovers = 0;
    let call = 1;
    for (; ; call++) {
      const child = start('crasher.js', String(call));
      const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
      if (signal === null) {
        expect(code).toBe(0);
        break;
      }
      leftovers += (await temporaries()).length;
      served.add((await new ModelRegistry(home).champion(scenario))?.version ?? 0);
      await expectSound();
      await expectToGoBackTo(served);
    }
    expect(call).toBeGreaterThan(15);
    expect(leftovers).toBeGreaterThan(5);
    const registry = new ModelRegistry(home);
    const champion = await registry.champion(scenario);
    expect(champion?.version).toBe(Math.max(...(await registry.versions(scenario))));
    expect((await registry.history(scenario)).unreadableLines).toEqual([]);
  });
});
