import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readExample } from './example-file.js';
import { scenarioOf, tinySpec } from './scenario.fixture.js';

describe("a scenario's example", () => {
  let root: string;
  let path: string;
  const read = () => readExample(scenarioOf(tinySpec({ id: 'test/tiny' }), join(root, 'tiny')));
  beforeEach(async () => {
    root = await mkdtemp(join(tmpdir(), 'sextant-example-'));
    path = join(root, 'tiny', 'examples', 'predict.json');
    await mkdir(join(root, 'tiny', 'examples'), { recursive: true });
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  it('is what the file holds, a byte order mark aside; nothing without a file', async () => {
    expect(await read()).toEqual({});
    await writeFile(path, '\ufeff{"features":{"colour":"蓝"}}');
    expect(await read()).toEqual({ example: { features: { colour: '蓝' } } });
  });

  it.each<[string, () => Promise<unknown>, string]>([
    ['is cut short', () => writeFile(path, '{"features"'), 'is not JSON.'],
    [
      'is in Latin-1',
      () => writeFile(path, Buffer.from('{"x":"\xfc"}', 'latin1')),
      'line 1 has the byte 0xFC at byte 6.',
    ],
    ['is in UTF-16', () => writeFile(path, Buffer.from('\ufeff{}', 'utf16le')), 'text in UTF-16'],
    ['is a folder', () => mkdir(path), 'is a folder'],
    ['is a circle of links', () => symlink(path, path), 'ELOOP'],
    [
      'lies elsewhere',
      () => writeFile(join(root, 'secret.json'), '{}').then(() => symlink(join(root, 'secret.json'), path)),
      'own folder',
    ],
  ])('that %s is a problem in words, and no failure', async (_, put, problem) => {
    await put();
    const found = await read();
    expect(found).toEqual({ problem: expect.stringContaining(problem) });
    expect(found.problem).not.toContain(root);
  });
});
