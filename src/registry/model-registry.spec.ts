import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { ConflictError, InvalidInputError, NotFoundError, UsageError } from '../core/errors.js';
import { sha256 } from '../core/files/files.js';
import { files, folder, home, now, publish, registry, scenario, useRegistry } from './registry.fixture.js';

useRegistry();

describe('ModelRegistry', () => {
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
    expect(await registry.rollback(scenario)).toMatchObject({ tag: { scenario, version: 2 }, refused: [] });
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
});
