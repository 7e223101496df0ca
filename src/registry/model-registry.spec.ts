import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdir,
  mkdtemp,
  readFile,
  readdir,
  rename,
  rm,
  stat,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import {
  ConflictError,
  DamagedFileError,
  InvalidInputError,
  NotFoundError,
  StorageError,
  UsageError,
} from '../core/errors.js';
import { sha256, temporaryBeside } from '../core/files/files.js';
import { ModelRegistry, type FileRemark } from './model-registry.js';

const scenario = 'finance/credit-scoring';
const files = { 'model.json': '{"a":1}', 'weights.bin': Uint8Array.from([1, 2, 3, 4]) };
const now = new Date('2026-02-03T04:05:06.000Z');

describe('ModelRegistry', () => {
  let home: string;
  let registry: ModelRegistry;
  let remarks: FileRemark[];
  const folder = (...parts: string[]) => join(home, 'models', 'finance', 'credit-scoring', ...parts);
  const publish = () => registry.publish(scenario, files, { seed: 7 });
  beforeEach(async () => {
    home = await mkdtemp(join(tmpdir(), 'sextant-registry-'));
    remarks = [];
    registry = new ModelRegistry(home, { now: () => now }, (remark) => remarks.push(remark));
  });
  afterEach(() => rm(home, { recursive: true, force: true }));

  it('gives back what was published', async () => {
    const tag = await publish();
    expect(tag).toEqual({ scenario, version: 1 });
    const loaded = await registry.load(tag);
    expect(loaded.tag).toEqual(tag);
    expect([...loaded.files.keys()].sort()).toEqual(['model.json', 'weights.bin']);
    expect([...(loaded.files.get('weights.bin') ?? [])]).toEqual([1, 2, 3, 4]);
    expect(loaded.manifest).toMatchObject({
      format: 1,
      scenario,
      seed: 7,
      publishedAt: now.toISOString(),
      files: { 'model.json': { bytes: 7, sha256: sha256('{"a":1}') } },
    });
    expect(await readdir(folder('1'))).toHaveLength(3);
  });

  it('counts versions up and does not reuse the number of a deleted one', async () => {
    await publish();
    await publish();
    expect(await registry.versions(scenario)).toEqual([1, 2]);
    await rm(folder('2'), { recursive: true });
    expect(await publish()).toEqual({ scenario, version: 3 });
    await mkdir(folder('12', 'something'), { recursive: true });
    expect(await publish()).toEqual({ scenario, version: 13 });
    expect(await readdir(folder('12'))).toEqual(['something']);
  });

  it('takes the next number when a rename meets a version that appeared meanwhile', async () => {
    const all = await Promise.all(Array.from({ length: 12 }, publish));
    expect(all.map(({ version }) => version).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, i) => i + 1),
    );
    for (const tag of all) await registry.load(tag);
  });

  it.each(['../x', 'a/b', '', '.hidden', 'manifest.json', 'a\\b', 'dot.'])(
    'refuses the file name %j',
    async (name) => {
      await expect(registry.publish(scenario, { [name]: '' }, {})).rejects.toThrow(InvalidInputError);
      expect(await readdir(home)).toEqual([]);
    },
  );

  it('refuses names that differ in letter case only, no files, and fields that the manifest owns', async () => {
    await expect(registry.publish(scenario, { a: '', A: '' }, {})).rejects.toThrow('letter case aside');
    await expect(registry.publish(scenario, {}, {})).rejects.toThrow(InvalidInputError);
    await expect(registry.publish(scenario, files, { checksum: 1 })).rejects.toThrow('checksum');
    await expect(registry.publish('../etc', files, {})).rejects.toThrow(UsageError);
    await expect(registry.versions('finance/../..')).rejects.toThrow(UsageError);
  });

  it('says which versions there are when another is asked for', async () => {
    await expect(registry.load(`${scenario}@1`)).rejects.toThrow('has no version at all');
    await publish();
    await expect(registry.load(`${scenario}@4`)).rejects.toThrow(
      new NotFoundError(`There is no ${scenario}@4; ${scenario} has the versions 1.`),
    );
    await expect(registry.load(`${scenario}@champion`)).rejects.toThrow(NotFoundError);
  });

  it('promotes, serves, rolls back and records it', async () => {
    for (let i = 0; i < 3; i++) await publish();
    expect(await registry.champion(scenario)).toBeUndefined();
    await expect(registry.loadChampion(scenario)).rejects.toThrow(NotFoundError);
    for (const version of [1, 2, 3]) await registry.promote(scenario, version, `reason ${version}`);
    expect(await registry.champion(scenario)).toEqual({ scenario, version: 3 });
    expect((await registry.load(`${scenario}@champion`)).tag.version).toBe(3);
    expect(await registry.rollback(scenario)).toEqual({ tag: { scenario, version: 2 }, refused: [] });
    expect((await registry.rollback(scenario)).tag.version).toBe(1);
    await expect(registry.rollback(scenario)).rejects.toThrow(ConflictError);
    const { events } = await registry.history(scenario);
    expect(events.map(({ event, version }) => `${event} ${version}`)).toEqual([
      'published 1',
      'published 2',
      'published 3',
      'promoting 1',
      'promoted 1',
      'promoting 2',
      'promoted 2',
      'promoting 3',
      'promoted 3',
      'rolling-back 2',
      'rolled-back 2',
      'rolling-back 1',
      'rolled-back 1',
    ]);
    expect(events[6]).toEqual({ time: now.toISOString(), event: 'promoted', version: 2, reason: 'reason 2' });
  });

  it('lists every scenario', async () => {
    expect(await registry.list()).toEqual([]);
    await publish();
    await registry.publish('basics/linear-regression', files, {});
    await registry.promote(scenario, 1, 'first');
    await writeFile(join(home, 'models', 'note.txt'), '');
    expect(await registry.list()).toEqual([
      { scenario: 'basics/linear-regression', versions: [1], champion: undefined },
      { scenario, versions: [1], champion: 1 },
    ]);
    await writeFile(folder('aliases', 'champion'), 'x');
    expect((await registry.list())[1].problem).toContain('does not name a version');
  });

  const damages: [string, string, RegExp, (path: string) => Promise<unknown>][] = [
    ['missing', 'weights.bin', /weights\.bin: missing/, (path) => rm(path)],
    ['truncated', 'weights.bin', /weights\.bin: truncated: 3 bytes/, (path) => truncate(path, 3)],
    ['lengthened', 'weights.bin', /weights\.bin: altered: 5 bytes/, (path) => writeFile(path, 'abcde')],
    [
      'altered',
      'model.json',
      /model\.json: altered: sha256 [0-9a-f]{64}/,
      (path) => writeFile(path, '{"a":2}'),
    ],
    [
      'replaced by a folder',
      'model.json',
      /model\.json: cannot be read \(it is a folder\)/,
      (path) => rm(path).then(() => mkdir(path)),
    ],
    [
      'replaced by a circle of links',
      'weights.bin',
      /weights\.bin: cannot be read \(ELOOP: [a-z ]+\)/,
      (path) => rm(path).then(() => symlink(path, path)),
    ],
    [
      'replaced by a pipe',
      'weights.bin',
      /weights\.bin: cannot be read \(it is a pipe\)/,
      (path) => rm(path).then(() => execFileSync('mkfifo', [path])),
    ],
    ['without its manifest', 'manifest.json', /manifest\.json: is missing/, (path) => rm(path)],
    ['with a torn manifest', 'manifest.json', /manifest\.json: is not JSON/, (path) => truncate(path, 40)],
    [
      'with another form of manifest',
      'manifest.json',
      /not of the manifest's form \(\/format/,
      (path) => writeFile(path, '{}'),
    ],
    [
      'with an edited manifest',
      'manifest.json',
      /manifest\.json: was altered/,
      async (path) => writeFile(path, (await readFile(path, 'utf8')).replace('"seed": 7', '"seed": 8')),
    ],
  ];
  it.each(damages)(
    'refuses an artefact that is %s, and the previous champion serves',
    async (_, name, message, damage) => {
      await publish();
      await publish();
      await registry.promote(scenario, 1, 'first');
      await registry.promote(scenario, 2, 'second');
      await damage(folder('2', name));
      const load = registry.load({ scenario, version: 2 });
      await expect(load).rejects.toThrow(DamagedFileError);
      await expect(load).rejects.toThrow(message);
      await expect(load).rejects.toMatchObject({ details: [{ pointer: `/${name}` }] });
      await expect(registry.promote(scenario, 2, 'again')).rejects.toThrow(DamagedFileError);
      const { loaded, refused } = await registry.loadChampion(scenario);
      expect(loaded.tag.version).toBe(1);
      expect(refused).toEqual([{ tag: `${scenario}@2`, reason: expect.stringMatching(message) as unknown }]);
    },
  );

  it('refuses an artefact of another scenario', async () => {
    await registry.publish('finance/other', files, {});
    await publish();
    await rm(folder('1'), { recursive: true });
    await rename(join(home, 'models', 'finance', 'other', '1'), folder('1'));
    await expect(registry.load({ scenario, version: 1 })).rejects.toThrow('belongs to finance/other');
  });

  it('serves by the ledger when the alias is damaged, and says so when nothing is intact', async () => {
    await publish();
    await registry.promote(scenario, 1, 'first');
    await writeFile(folder('aliases', 'champion'), '\0\0');
    const { loaded, refused } = await registry.loadChampion(scenario);
    expect(loaded.tag.version).toBe(1);
    expect(refused[0].tag).toBe(`${scenario}@champion`);
    await rm(folder('1', 'model.json'));
    await expect(registry.loadChampion(scenario)).rejects.toMatchObject({
      code: 'damaged-file',
      details: [{ pointer: `/${scenario}@champion` }, { pointer: `/${scenario}@1` }],
    });
  });

  it('rolls back past a damaged champion', async () => {
    for (const version of [1, 2, 3]) {
      await publish();
      await registry.promote(scenario, version, 'next');
    }
    await rm(folder('2'), { recursive: true });
    const { tag, refused } = await registry.rollback(scenario);
    expect(tag.version).toBe(1);
    expect(refused.map((one) => one.tag)).toEqual([`${scenario}@2`]);
  });

  it('reads only the files that the manifest lists, and speaks once of others but those of operating systems', async () => {
    const tag = await publish();
    for (const name of [
      '.DS_Store',
      '._model.json',
      'Thumbs.db',
      'desktop.ini',
      '.nfs00000000001f',
      '.fuse_hidden0000a1',
    ])
      await writeFile(folder('1', name), 'x');
    await registry.load(tag);
    expect(remarks).toEqual([]);
    await writeFile(folder('1', 'notes.txt'), 'x');
    await mkdir(folder('1', 'old'));
    for (let i = 0; i < 3; i++) {
      const loaded = await registry.load(tag);
      expect([...loaded.files.keys()].sort()).toEqual(['model.json', 'weights.bin']);
    }
    await registry.promote(scenario, 1, 'first');
    expect((await registry.loadChampion(scenario)).refused).toEqual([]);
    const remark = `no file of ${scenario}@1: it is not read`;
    expect(remarks).toEqual(['notes.txt', 'old'].map((name) => ({ path: folder('1', name), remark })));
  });

  describe.each<[string, (path: string) => Promise<unknown>]>([
    ['a folder', (path) => mkdir(path)],
    ['a circle of links', (path) => symlink(path, path)],
    ['a pipe', (path) => Promise.resolve(execFileSync('mkfifo', [path]))],
  ])('with %s in the place of a file', (_, put) => {
    const damage = async (...parts: string[]) => {
      await publish();
      await publish();
      await registry.promote(scenario, 1, 'first');
      await registry.promote(scenario, 2, 'second');
      await rm(folder(...parts));
      await put(folder(...parts));
    };

    it('an alias is damaged: the ledger says who serves, and no message says where files lie', async () => {
      await damage('aliases', 'champion');
      const { loaded, refused } = await registry.loadChampion(scenario);
      expect(loaded.tag.version).toBe(2);
      expect(refused[0].reason).toMatch(
        /^The champion alias of finance\/credit-scoring cannot be read: [^/]*\.$/,
      );
      expect(registry.championStamp(scenario)).not.toBe('2');
      await expect(registry.champion(scenario)).rejects.toThrow(DamagedFileError);
      expect((await registry.list())[0]).toMatchObject({
        scenario,
        versions: [1, 2],
        problem: refused[0].reason,
      });
      expect(remarks).toEqual([{ path: folder('aliases', 'champion'), remark: refused[0].reason }]);
    });

    it('a ledger is damaged: the champion serves and is marked, and nothing is changed without it', async () => {
      await damage('ledger.jsonl');
      const { loaded, refused } = await registry.loadChampion(scenario);
      expect(loaded.tag.version).toBe(2);
      expect(refused[0].reason).toMatch(/^The ledger of finance\/credit-scoring cannot be read: [^/]*\.$/);
      for (const change of [registry.rollback(scenario), registry.promote(scenario, 1, 'x'), publish()]) {
        await expect(change).rejects.toMatchObject({
          code: 'damaged-file',
          hint: expect.stringContaining('backup'),
        });
      }
      expect(await registry.champion(scenario)).toEqual({ scenario, version: 2 });
    });
  });

  it('goes on with other scenarios where one has a file in the place of its folder', async () => {
    await publish();
    await registry.promote(scenario, 1, 'first');
    await writeFile(join(home, 'models', 'finance', 'broken'), '');
    await symlink('loop', join(home, 'models', 'loop'));
    await expect(registry.loadChampion('finance/broken')).rejects.toThrow(DamagedFileError);
    await expect(registry.loadChampion('loop/any')).rejects.toThrow(DamagedFileError);
    expect(await registry.list()).toEqual([{ scenario, versions: [1], champion: 1 }]);
    expect(await registry.removeLeftovers()).toEqual([]);
  });

  it('says so when an alias cannot be written; the old champion stays and the ledger knows', async () => {
    await publish();
    await rm(folder('aliases'), { recursive: true, force: true });
    await mkdir(folder('aliases', 'champion', 'x'), { recursive: true });
    await expect(registry.promote(scenario, 1, 'first')).rejects.toThrow(StorageError);
    const { events } = await registry.history(scenario);
    expect(events.map(({ event }) => event)).toEqual(['published', 'promoting', 'abandoned']);
  });

  it('removes what dead processes of this machine began, at once and at the next publication', async () => {
    await publish();
    await registry.promote(scenario, 1, 'first');
    const { pid: dead } = spawnSync(process.execPath, ['-e', '']);
    const own = basename(temporaryBeside('x')).split('.')[1];
    const alias = folder('aliases', `champion.${own.replace(`-${process.pid}-`, `-${dead}-`)}.tmp`);
    const running = folder('aliases', `champion.${own}.tmp`);
    for (const path of [alias, running]) await writeFile(path, '1');
    await publish();
    expect((await readdir(folder('aliases'))).sort()).toEqual(['champion', basename(running)].sort());
  });

  it('removes old temporary files, and leaves those of a running process alone', async () => {
    await publish();
    await mkdir(folder('aliases'));
    const running = folder(`.publishing-elsewhere-${process.pid}-0123abcd`);
    const old = folder('.publishing-elsewhere-77-0123abcd');
    const alias = folder('aliases', 'champion.77-0123abcd.tmp');
    for (const path of [running, old]) await mkdir(path);
    await writeFile(alias, '1');
    const twoDaysAgo = now.getTime() / 1000 - 2 * 86_400;
    await utimes(old, twoDaysAgo, twoDaysAgo);
    await utimes(alias, twoDaysAgo, twoDaysAgo);
    await utimes(running, now, now);
    expect(await registry.versions(scenario)).toEqual([1]);
    expect((await registry.removeLeftovers()).sort()).toEqual([old, alias].sort());
    expect((await stat(running)).isDirectory()).toBe(true);
  });
});
