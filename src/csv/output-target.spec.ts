import { mkdir, mkdtemp, realpath, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { targetOf } from './output-target.js';

let root: string;
beforeAll(async () => {
  root = await realpath(await mkdtemp(join(tmpdir(), 'sextant-target-')));
  await mkdir(join(root, 'a', 'deep'), { recursive: true });
  await writeFile(join(root, 'a', 'there.csv'), '');
  const links = [
    ['a/there.csv', 'link.csv'],
    ['a/none.csv', 'dangling.csv'],
    ['dangling.csv', 'chain.csv'],
    [join(root, 'chain.csv'), 'a/long-chain.csv'],
    ['a/deep', 'folder'],
    ['folder/../up.csv', 'through.csv'],
    ['nowhere/none.csv', 'no-folder.csv'],
    ['round.csv', 'about.csv'],
    ['about.csv', 'round.csv'],
  ];
  for (const [to, at] of links) await symlink(to, join(root, at));
});
afterAll(() => rm(root, { recursive: true }));

describe('the target of an output', () => {
  it.each([
    ['a/there.csv', 'a/there.csv'],
    ['a/new.csv', 'a/new.csv'],
    ['./a/../a/there.csv', 'a/there.csv'],
    ['folder/new.csv', 'a/deep/new.csv'],
    ['folder/../new.csv', 'a/new.csv'],
    ['link.csv', 'a/there.csv'],
    ['dangling.csv', 'a/none.csv'],
    ['chain.csv', 'a/none.csv'],
    ['a/long-chain.csv', 'a/none.csv'],
    ['through.csv', 'a/up.csv'],
    ['not/yet/made.csv', 'not/yet/made.csv'],
  ])('%s is %s', async (path, target) => {
    expect(await targetOf(`${root}/${path}`)).toBe(join(root, target));
  });

  it('is none where a link leads into a folder that is not there, or round', async () => {
    await expect(targetOf(join(root, 'no-folder.csv'))).rejects.toThrow(
      /^it is a link to .*nowhere\/none\.csv, whose folder is not there$/,
    );
    await expect(targetOf(join(root, 'round.csv'))).rejects.toThrow('its links lead to each other');
  });
});
