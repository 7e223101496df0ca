import { mkdir, mkdtemp, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConflictError, InvalidInputError, UsageError } from '../../core/errors.js';
import { holdingOutputs } from './held-outputs.js';
import { outputPaths } from './output-paths.js';

let root: string;
let folder: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sextant-held-'));
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'test-'));
});
afterAll(() => rm(root, { recursive: true }));

const named = (name: string) => outputPaths('in.csv', `${folder}/${name}`);

/** What becomes of a second scoring while the first one runs. */
async function second(first: string, other: string): Promise<unknown> {
  const asked = () => holdingOutputs(named(other), () => Promise.resolve('written'));
  return holdingOutputs(named(first), () => asked().catch((error: unknown) => error));
}

describe('outputs that are held', () => {
  it.each([
    ['out.csv', 'out.csv'],
    ['out.csv', './sub/../out.csv'],
    ['out.csv', 'link.csv'],
    ['chain.csv', 'out.csv'],
    ['new.csv', 'dangling.csv'],
    ['out', 'out.csv'],
    ['out.csv', 'out.rejects.csv'],
  ])('as %s are not had as %s', async (first, other) => {
    await mkdir(join(folder, 'sub'));
    await writeFile(join(folder, 'out.csv'), '');
    await symlink('out.csv', join(folder, 'link.csv'));
    await symlink('link.csv', join(folder, 'chain.csv'));
    await symlink('new.csv', join(folder, 'dangling.csv'));
    const before = await readdir(folder);
    const error = await second(first, other);
    expect(error).toBeInstanceOf(ConflictError);
    expect((error as Error).message).toMatch(
      new RegExp(`is being written by another scoring: process ${process.pid} of .*, since 20..-`),
    );
    expect(await readdir(folder)).toEqual(before);
  });

  it('leave the others free, and are free again after success and failure', async () => {
    expect(await second('a.csv', 'a.tsv')).toBe('written');
    const failing = holdingOutputs(named('a.csv'), () => Promise.reject(new Error('no')));
    await expect(failing).rejects.toThrow('no');
    expect(await holdingOutputs(named('a.csv'), () => Promise.resolve(1))).toBe(1);
    expect(await readdir(folder)).toEqual([]);
  });

  it('stand in folders that are made, and go again when nothing is written into them', async () => {
    await holdingOutputs(named('a/b/out.csv'), async () => {
      expect(await readdir(join(folder, 'a', 'b'))).toHaveLength(3);
    });
    expect(await readdir(folder)).toEqual([]);
    await holdingOutputs(named('a/b/out.csv'), () => writeFile(join(folder, 'a/b/out.csv'), ''));
    expect(await readdir(join(folder, 'a', 'b'))).toEqual(['out.csv']);
  });

  it('are three files', async () => {
    await symlink('out.csv', join(folder, 'out.rejects.csv'));
    await expect(second('out.csv', 'other.csv')).rejects.toBeInstanceOf(UsageError);
    expect(await readdir(folder)).toEqual(['out.rejects.csv']);
  });

  it('are refused where a link leads into a folder that is not there', async () => {
    await symlink('nowhere/new.csv', join(folder, 'out.csv'));
    const error: unknown = await second('out.csv', 'other.csv').catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as Error).message).toMatch(/out\.csv cannot be written: it is a link to .*nowhere/);
  });
});
