import { appendFile, mkdtemp, rm, unlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DamagedFileError } from '../core/errors.js';
import { CheckedVersions } from './checked-versions.js';
import type { Manifest } from './manifest.js';
import { ModelRegistry } from './model-registry.js';

const scenario = 'finance/credit-scoring';
const files = { 'model.json': '{}', 'weights.bin': 'abcdefgh' };

let home: string;

beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'sextant-checked-'));
});

afterEach(() => rm(home, { recursive: true }));

describe('a version that was checked', () => {
  const manifest = { format: 1 } as Manifest;

  it('is not read again until one of its files looks different', async () => {
    let reads = 0;
    const versions = new CheckedVersions();
    const path = join(home, 'weights.bin');
    const checked = async () => {
      await versions.manifest(home, () => Promise.resolve((reads++, manifest)));
      return reads;
    };
    await writeFile(path, 'abc');
    expect([await checked(), await checked()]).toEqual([1, 1]);
    await appendFile(path, 'd');
    expect([await checked(), await checked()]).toEqual([2, 2]);
    await writeFile(join(home, 'stranger'), '');
    expect([await checked(), await checked()]).toEqual([3, 3]);
    await unlink(path);
    expect([await checked(), await checked()]).toEqual([4, 4]);
  });

  it('is read each time while it is damaged or cannot be looked at', async () => {
    let reads = 0;
    const versions = new CheckedVersions();
    const failing = () => Promise.reject(new Error(`damaged ${++reads}`));
    await expect(versions.manifest(home, failing)).rejects.toThrow('damaged 1');
    await expect(versions.manifest(home, failing)).rejects.toThrow('damaged 2');
    const nowhere = join(home, 'nowhere');
    await versions.manifest(nowhere, () => Promise.resolve((reads++, manifest)));
    await versions.manifest(nowhere, () => Promise.resolve((reads++, manifest)));
    expect(reads).toBe(4);
  });
});

describe('the champion that is looked at without being loaded', () => {
  it('is what would be loaded; damage that comes later is seen, and the champion before it named', async () => {
    const registry = new ModelRegistry(home);
    for (const version of [1, 2]) {
      await registry.publish(scenario, files, { headline: version });
      await registry.promote(scenario, version, 'test');
    }
    for (let times = 0; times < 2; times++) {
      const { checked, refused } = await registry.checkChampion(scenario);
      expect(refused).toEqual([]);
      expect(checked).toMatchObject({ tag: { scenario, version: 2 }, manifest: { headline: 2 } });
      expect(checked).not.toHaveProperty('files');
    }
    const path = (version: number) => join(home, 'models', scenario, String(version), 'weights.bin');
    await writeFile(path(2), 'abcdefgH');
    const { checked, refused } = await registry.checkChampion(scenario);
    expect(checked.tag.version).toBe(1);
    expect(refused).toMatchObject([{ tag: `${scenario}@2` }]);
    await writeFile(path(2), 'abcdefgh');
    expect((await registry.checkChampion(scenario)).checked.tag.version).toBe(2);
    await unlink(path(1));
    await unlink(path(2));
    await expect(registry.checkChampion(scenario)).rejects.toThrow(DamagedFileError);
  });
});
