import { createHash } from 'node:crypto';
import { execFileSync } from 'node:child_process';
import { mkdir, readdir, readFile, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { readConfiguration } from '../core/configuration.js';
import { lockFile } from '../core/files/file-lock.js';
import { temporaryBeside } from '../core/files/files.js';
import { unfinishedName } from '../core/files/unfinished.js';
import { ModelRegistry } from '../registry/model-registry.js';
import {
  archive,
  entriesOf,
  everythingIn,
  home,
  now,
  put,
  root,
  save,
  scenario,
  useHome,
} from './backup.fixture.js';
import { headerName, manifestName } from './format.js';
import { restoreBackup } from './restore-backup.js';
import { writeBackup } from './write-backup.js';

useHome();

const file = () => join(root, 'b.tar.gz');
const target = () => join(root, 'restored');
const restore = (from = file()) => restoreBackup({ file: from, home: target() });
const modeOf = async (path: string) => (await stat(path)).mode & 0o777;

/** What a home looks like without a place that is no part of a backup. */
const without = (found: Record<string, string | null>, ...starts: string[]) =>
  Object.fromEntries(Object.entries(found).filter(([path]) => !starts.some((one) => path.startsWith(one))));

/** Nothing was restored, and nothing lies about. */
async function expectNothing(): Promise<void> {
  expect(await readdir(root)).not.toContain('restored');
  expect((await readdir(root)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
}

describe('a home that is saved and restored', () => {
  it('has every byte again, for its user alone', async () => {
    const keysFile = join(home, 'access/keys');
    const saved = await save(file(), { SEXTANT_KEYS_FILE: keysFile });
    expect(saved).toMatchObject({ jobs: 'none', keys: 'access/keys', versions: 2, leftOut: [] });
    expect(await restore()).toEqual(saved);
    expect(await everythingIn(target())).toEqual(await everythingIn(home));
    expect((await new ModelRegistry(target()).loadChampion(scenario)).refused).toEqual([]);
    const modes = [file(), target(), join(target(), 'access/keys'), join(target(), 'models')].map(modeOf);
    expect(await Promise.all(modes)).toEqual([0o600, 0o700, 0o600, 0o700]);
  });

  it('has scenarios of its own, wherever they lay', async () => {
    await put('own/churn/scenario.yaml', 'id: own/churn\n', join(root, 'mine'));
    await save(file(), { SEXTANT_SCENARIOS: join(root, 'mine') });
    await restore();
    expect(await readFile(join(target(), 'scenarios/own/churn/scenario.yaml'), 'utf8')).toBe(
      'id: own/churn\n',
    );
  });

  it('has its jobs, where nobody has their database open', async () => {
    await put('database/PG_VERSION', '17\n');
    await mkdir(join(home, 'database/pg_notify'));
    await put(
      'database.json',
      `{"format":1,"id":"${crypto.randomUUID()}","where":"the embedded database"}\n`,
    );
    await put('jobs/01ARZ3NDEKTSV4RRFFQ69G5FAV/result.csv', 'a\n1\n');
    await put(`jobs/${unfinishedName('arriving')}/input.csv`, 'half');
    expect(await save()).toMatchObject({ jobs: 'included', leftOut: [join(home, 'access')] });
    await restore();
    expect(await everythingIn(target())).toEqual(
      without(await everythingIn(home), 'access', 'jobs/.arriving'),
    );
  });

  it('has no jobs, and says so, where somebody has their database open', async () => {
    await put('database/PG_VERSION', '17\n');
    const other = lockFile(join(home, 'database.lock')).lock!;
    try {
      expect((await save()).jobs).toBe('in-use');
    } finally {
      other.release();
    }
    await restore();
    expect(await readdir(target())).toEqual(['datasets', 'models']);
  });

  it('has no jobs of a PostgreSQL server', async () => {
    await put(
      'database.json',
      `{"format":1,"id":"${crypto.randomUUID()}","where":"PostgreSQL db/sextant"}\n`,
    );
    expect((await save()).jobs).toBe('postgres');
  });

  it('has nothing unfinished, and names what cannot be saved', async () => {
    const versions = join(home, 'models', scenario);
    await put('model.json', '{}', join(versions, unfinishedName('publishing')));
    await writeFile(temporaryBeside(join(versions, 'aliases/champion')), '1');
    await symlink('/etc/hostname', join(versions, '1/link'));
    await put('notes.txt', 'mine', versions);
    await put('letters/a.txt', 'mine');
    const { leftOut } = await save();
    const places = ['access', 'letters', `models/${scenario}/1/link`, `models/${scenario}/notes.txt`];
    expect([...leftOut].sort()).toEqual(places.map((path) => join(home, path)));
    await restore();
    expect(await readdir(join(target(), 'models', scenario))).toEqual(['1', '2', 'aliases', 'ledger.jsonl']);
    expect(await readdir(join(target(), 'models', scenario, 'aliases'))).toEqual(['champion']);
  });

  it('is not saved over another backup, nor from nowhere', async () => {
    await save();
    await expect(save()).rejects.toThrow('exists already');
    await rm(home, { recursive: true });
    await expect(save(join(root, 'c.tar.gz'))).rejects.toThrow('There is no home');
    expect(await readdir(root)).toEqual(['b.tar.gz']);
  });

  it('leaves nothing when it cannot be written', async () => {
    const away = join(root, 'not-there', 'b.tar.gz');
    await expect(save(away)).rejects.toThrow('ENOENT');
  });

  it('stops when it is told to, on both ways', async () => {
    await save();
    const signal = AbortSignal.abort();
    await expect(restoreBackup({ file: file(), home: target(), signal })).rejects.toThrow('was stopped');
    await expectNothing();
  });
});

describe('restoring refuses', () => {
  it('a home that holds something, and leaves it as it is', async () => {
    await save();
    await put('mine.txt', 'mine', target());
    await expect(restore()).rejects.toThrow('is not empty');
    expect(await everythingIn(target())).toEqual({ 'mine.txt': Buffer.from('mine').toString('base64') });
    await rm(join(target(), 'mine.txt'));
    await restore();
    expect(await readdir(target())).toContain('models');
  });

  it('what is cut or altered at any byte', async () => {
    await save();
    const whole = await readFile(file());
    const broken = join(root, 'broken.tar.gz');
    const spoiled = fc.oneof(
      fc.nat({ max: whole.length - 1 }).map((end) => whole.subarray(0, end)),
      fc
        .tuple(fc.integer({ min: 10, max: whole.length - 1 }), fc.integer({ min: 1, max: 255 }))
        .map(([at, by]) => {
          const bytes = Buffer.from(whole);
          bytes[at] ^= by;
          return bytes;
        }),
    );
    await fc.assert(
      fc.asyncProperty(spoiled, async (bytes) => {
        await writeFile(broken, bytes);
        await expect(restore(broken)).rejects.toThrow(
          /is damaged at |is no backup|holds what no backup holds/,
        );
        await expectNothing();
      }),
      { numRuns: 60 },
    );
  });

  /** The backup of the home with its entries changed, and packed again. */
  const changed = async (change: (entries: { path: string; content?: Buffer }[]) => void) => {
    await rm(file(), { force: true });
    await save();
    const entries = (await entriesOf(file())).map(({ path, kind, content }) =>
      kind === 'folder' ? { path } : { path, content },
    );
    change(entries);
    await writeFile(file(), archive(entries));
  };
  const weights = `models/${scenario}/2/weights.bin`;
  const refusedWith = async (
    words: string,
    change: (entries: { path: string; content?: Buffer }[]) => void,
  ) => {
    await changed(change);
    await expect(restore()).rejects.toThrow(words);
    await expectNothing();
  };

  it('an entry that was altered, left out, added or doubled, and names it', async () => {
    const at = (entries: { path: string }[], path: string) => entries.findIndex((one) => one.path === path);
    await refusedWith(`damaged at ${weights}: it has 3000 bytes`, (entries) => {
      entries[at(entries, weights)].content = Buffer.alloc(3000);
    });
    await refusedWith(`damaged at ${weights}: it is missing`, (entries) => {
      entries.splice(at(entries, weights), 1);
    });
    await refusedWith('damaged at models/more: the manifest does not know it', (entries) => {
      entries.splice(2, 0, { path: 'models/more', content: Buffer.from('x') });
    });
    await refusedWith(`damaged at ${weights}: it is there twice`, (entries) => {
      entries.splice(-1, 0, { path: weights, content: Buffer.alloc(3000) });
    });
    await refusedWith(`damaged at ${manifestName}: it is missing`, (entries) => entries.pop());
    await refusedWith('damaged at models: it stands behind the manifest', (entries) => {
      entries.push({ path: 'models' });
    });
    await refusedWith('is no backup', (entries) => entries.shift());
  });

  it.each([
    '../outside',
    'models/../../outside',
    '/tmp/sextant-outside',
    'models\\..\\..\\outside',
    'models/./a',
    'C:outside',
    'elsewhere/a',
    'models//a',
  ])('an entry that would leave the home or is no part of one: %s', async (path) => {
    await changed((entries) => entries.splice(1, 0, { path, content: Buffer.from('x') }));
    const refused = restore();
    await expect(refused).rejects.toThrow('holds what no backup holds');
    await expect(refused).rejects.toMatchObject({ details: [{ received: JSON.stringify(path) }] });
    await expectNothing();
    expect(await readdir(root)).not.toContain('outside');
  });

  it('a link, symbolic or hard, and what lies behind it', async () => {
    await save();
    const content = join(root, 'content');
    await mkdir(join(content, 'models'), { recursive: true });
    const [{ content: header }] = await entriesOf(file());
    await writeFile(join(content, headerName), header);
    await symlink(root, join(content, 'models/link'));
    const names = [headerName, 'models/link'];
    execFileSync('tar', ['-czf', file(), '--format=ustar', '-C', content, ...names]);
    await expect(restore()).rejects.toThrow('holds what no backup holds');
    await expectNothing();
  });

  it('a backup of a later form, and one whose header is none', async () => {
    const header = (change: object) => (entries: { content?: Buffer }[]) => {
      const known = JSON.parse(String(entries[0].content)) as object;
      entries[0].content = Buffer.from(JSON.stringify({ ...known, ...change }));
    };
    await refusedWith('written by a later version', header({ format: 2 }));
    await refusedWith(`damaged at ${headerName}: it is not of its form`, header({ keys: '../keys' }));
    await refusedWith(`damaged at ${headerName}: it is not of its form`, header({ createdAt: 'today' }));
  });

  it('a folder, a file that is not there and a home that is a file', async () => {
    await save();
    await expect(restore(join(root, 'none'))).rejects.toThrow('cannot be read: ENOENT');
    await expect(restore(root)).rejects.toThrow('a folder; expected a backup');
    await writeFile(target(), 'a file');
    await expect(restore()).rejects.toThrow('cannot be taken: ENOTDIR');
    expect(await readFile(target(), 'utf8')).toBe('a file');
  });
});

it('the manifest has the checksum of every file, as other programs work it out', async () => {
  await save();
  const entries = await entriesOf(file());
  const manifest = JSON.parse(String(entries.at(-1)!.content)) as {
    files: { path: string; sha256: string; bytes: number }[];
  };
  const expected = entries
    .slice(1, -1)
    .filter(({ kind }) => kind === 'file')
    .map(({ path, content }) => {
      const sha256 = createHash('sha256').update(content).digest('hex');
      return { path, bytes: content.length, sha256 };
    });
  expect(manifest.files).toEqual(expected);
});

it('a backup that is stopped leaves nothing', async () => {
  const order = {
    configuration: readConfiguration({ SEXTANT_HOME: home }),
    file: file(),
    clock: { now: () => now },
  };
  await expect(writeBackup({ ...order, signal: AbortSignal.abort() })).rejects.toThrow(
    'The backup was stopped.',
  );
  expect(await readdir(root)).toEqual(['home']);
});
