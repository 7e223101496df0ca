import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, rename, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DamagedFileError, NotReadyError, StorageError } from '../../core/errors.js';
import { projectRoot } from '../../core/paths.js';
import { embeddedFolder, removeUnfinishedDatabases } from './embedded-folder.js';
import { openEmbedded } from './embedded.js';

/* In the built thread. */

let home: string;
let folder: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sextant-embedded-'));
  folder = embeddedFolder(home);
});
afterEach(() => rm(home, { recursive: true, force: true }));

async function all(path: string): Promise<string[]> {
  return (await readdir(path, { recursive: true })).sort();
}

describe('the embedded database', () => {
  it('is made where there is none or an empty folder, for its user alone, and found again', async () => {
    await mkdir(folder);
    const umask = process.umask(0o022);
    const first = await openEmbedded(folder).finally(() => process.umask(umask));
    await first.executeSql('CREATE TABLE kept AS SELECT 7 AS seven');
    await first.close();
    expect(await readdir(home)).toEqual(['database']);
    for (const path of ['', ...(await all(folder))]) {
      expect([path, (await stat(join(folder, path))).mode & 0o077]).toEqual([path, 0]);
    }
    const second = await openEmbedded(folder);
    expect((await second.executeSql('SELECT seven FROM kept')).rows).toEqual([{ seven: 7 }]);
    await second.close();
  });

  it('holds no more buffers than a small database needs', async () => {
    const database = await openEmbedded(folder);
    expect((await database.executeSql('SHOW shared_buffers')).rows).toEqual([{ shared_buffers: '8MB' }]);
    await database.close();
  });

  it.each([
    [
      'a folder that lost PG_VERSION',
      DamagedFileError,
      () => mkdir(join(folder, 'base'), { recursive: true }),
    ],
    ['a file', DamagedFileError, () => writeFile(folder, 'mine')],
    [
      'a link to an empty folder',
      StorageError,
      async () => {
        await mkdir(join(home, 'empty'));
        await symlink(join(home, 'empty'), folder);
      },
    ],
  ])('in whose place there is %s is not made, and nothing is changed', async (_what, kind, prepare) => {
    await prepare();
    const before = await all(home);
    const refused = openEmbedded(folder);
    await expect(refused).rejects.toThrow(kind);
    await expect(refused).rejects.toThrow(folder);
    expect(await all(home)).toEqual(before);
  });

  it('that cannot take its place leaves nothing beside it', async () => {
    const opening = openEmbedded(folder);
    // While it is made, something else takes its place.
    while ((await readdir(home)).length === 0) await wait(5);
    await mkdir(folder);
    await writeFile(join(folder, 'mine'), 'mine');
    await expect(opening).rejects.toThrow(/ENOTEMPTY|EEXIST/);
    expect(await all(home)).toEqual(['database', join('database', 'mine')]);
  });

  it('that a killed process was making is removed, and nothing else', async () => {
    const module = join(projectRoot, 'dist', 'jobs', 'database', 'embedded.js');
    const code = `await (await import(${JSON.stringify(module)})).openEmbedded(${JSON.stringify(folder)});`;
    const child = spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'ignore' });
    while ((await readdir(home)).length === 0) await wait(5);
    child.kill('SIGKILL');
    await once(child, 'exit');
    expect(await readdir(home)).toEqual([
      expect.stringMatching(/^database\.[A-Za-z0-9-]*-\d+-[0-9a-f]{8}\.tmp$/),
    ]);
    for (const name of ['database.lock', 'database.json', 'database.old', 'mine.1-01234567.tmp']) {
      await writeFile(join(home, name), 'x');
    }
    const before = await readdir(home);
    const removed = await removeUnfinishedDatabases(home);
    expect(removed).toHaveLength(1);
    expect(await readdir(home)).toEqual(before.filter((name) => join(home, name) !== removed[0]));
  });

  it('that is given up writes nothing more, answers nothing more, and can be closed', async () => {
    const giving = new AbortController();
    const database = await openEmbedded(folder, giving.signal);
    await database.executeSql('CREATE TABLE kept AS SELECT 7 AS seven');
    giving.abort();
    await expect(database.executeSql('SELECT seven FROM kept')).rejects.toThrow(NotReadyError);
    await database.close();
    // It was not shut down: whoever opens it finds the mark of a process that went away.
    const moved = join(home, 'moved');
    await rename(folder, moved);
    const again = await openEmbedded(moved);
    expect((await again.executeSql('SELECT seven FROM kept')).rows).toEqual([{ seven: 7 }]);
    await again.close();
  });
});
