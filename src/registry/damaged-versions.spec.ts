import { execFileSync, spawnSync } from 'node:child_process';
import {
  mkdir,
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
import { basename, join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { DamagedFileError, StorageError } from '../core/errors.js';
import { temporaryBeside } from '../core/files/files.js';
import {
  files,
  folder,
  home,
  now,
  publish,
  registry,
  remarks,
  scenario,
  useRegistry,
} from './registry.fixture.js';

useRegistry();

describe('ModelRegistry, with something of it damaged,', () => {
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
