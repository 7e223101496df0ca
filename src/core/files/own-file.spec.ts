import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidInputError, NotFoundError } from '../errors.js';
import { fileWithin, staysWithin } from './own-file.js';

const nothing = () => Promise.resolve();

describe('a file of a folder', () => {
  let root: string;
  let folder: string;
  beforeEach(async () => {
    root = await realpath(await mkdtemp(join(tmpdir(), 'sextant-own-')));
    folder = join(root, 'own');
    await mkdir(join(folder, 'deep'), { recursive: true });
    await writeFile(join(folder, 'deep', 'rows.csv'), 'a\n');
    await writeFile(join(root, 'secret.csv'), 'a\n');
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('is found, also behind a link that stays in the folder, and when the folder itself is a link', async () => {
    const file = join(folder, 'deep', 'rows.csv');
    expect(await fileWithin(folder, 'deep/rows.csv')).toBe(file);
    await symlink(join('deep', 'rows.csv'), join(folder, 'link.csv'));
    expect(await fileWithin(folder, 'link.csv')).toBe(file);
    await symlink(folder, join(root, 'alias'));
    expect(await fileWithin(join(root, 'alias'), 'deep/rows.csv')).toBe(file);
  });

  it.each<[string, string, () => Promise<unknown>]>([
    ['the parent', '../secret.csv', nothing],
    ['a link', 'link.csv', () => symlink(join(root, 'secret.csv'), join(folder, 'link.csv'))],
    ['a folder that is a link', 'out/secret.csv', () => symlink(root, join(folder, 'out'))],
    ['the folder itself', '.', nothing],
    // A name that begins as the folder's does.
    [
      'a sibling',
      '../own-other/x.csv',
      () => mkdir(join(root, 'own-other')).then(() => writeFile(join(root, 'own-other', 'x.csv'), '')),
    ],
  ])('does not lead out of it: %s', async (_, name, prepare) => {
    await prepare();
    const found = fileWithin(folder, name);
    await expect(found).rejects.toThrow(InvalidInputError);
    await expect(found).rejects.toThrow(`${name} is not in the scenario's own folder.`);
  });

  it('must be a regular file, and no message says where the folder lies', async () => {
    execFileSync('mkfifo', [join(folder, 'pipe.csv')]);
    await symlink('loop.csv', join(folder, 'loop.csv'));
    const refusals = {
      'pipe.csv': 'it is|is a pipe',
      deep: 'is a folder',
      'loop.csv': 'ELOOP',
      'none.csv': 'no file none.csv',
    };
    for (const [name, message] of Object.entries(refusals)) {
      const error = await fileWithin(folder, name).catch((thrown: unknown) => thrown as Error);
      expect(String(error)).toMatch(new RegExp(message));
      expect(String(error)).not.toContain(root);
    }
    await expect(fileWithin(folder, 'none.csv')).rejects.toThrow(NotFoundError);
  });
});

it.each(['rows.csv', 'deep/rows.csv', 'a..b/c.csv', './rows.csv'])('%j stays in its folder', (name) => {
  expect(staysWithin(name)).toBe(true);
});

it.each(['/etc/passwd', '../rows.csv', 'a/../../b', '..', '..\\x', 'C:\\x', 'c:x', '\\\\host\\x', 'a\0b'])(
  '%j does not',
  (name) => {
    expect(staysWithin(name)).toBe(false);
  },
);
