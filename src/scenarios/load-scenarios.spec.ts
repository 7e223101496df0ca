import { execFileSync } from 'node:child_process';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { DamagedFileError, InvalidSpecificationError, NotFoundError } from '../core/errors.js';
import { sha256 } from '../core/files/files.js';
import { loadScenarios, parseScenario, readScenarios } from './load-scenarios.js';
import { ScenarioCatalogue } from './scenario-catalogue.js';
import { scenarioOf, tinyScenarioText, tinySpec } from './scenario.fixture.js';
import { targetColumns } from './targets.js';

let root: string;

beforeEach(async () => {
  root = await mkdtemp(join(tmpdir(), 'sextant-scenarios-'));
});

afterEach(() => rm(root, { recursive: true, force: true }));

async function write(
  id: string,
  text = tinyScenarioText(['test/tiny', id]),
  parent = 'one',
): Promise<string> {
  const folder = join(root, parent, id);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, 'scenario.yaml'), text);
  return folder;
}

describe('reading the scenarios of some folders', () => {
  it('finds each, with its folder and the hash of its text', async () => {
    const folder = await write('test/a');
    await write('other/b', undefined, 'two');
    await mkdir(join(root, 'one', 'test', 'empty'));
    await writeFile(join(root, 'one', 'README.md'), 'no scenario');
    const found = await loadScenarios([join(root, 'one'), join(root, 'two')]);
    expect(found.map(({ spec }) => spec.id)).toEqual(['test/a', 'other/b']);
    expect(found[0]).toMatchObject({ folder, specHash: sha256(tinyScenarioText(['test/tiny', 'test/a'])) });
  });

  it('reads a file with a byte order mark as one without', async () => {
    const text = tinyScenarioText(['test/tiny', 'test/a']);
    await write('test/a', `\ufeff${text}`);
    expect((await loadScenarios([join(root, 'one')]))[0].specHash).toBe(sha256(text));
  });

  it.each<[string, BufferEncoding, RegExp]>([
    ['Latin-1', 'latin1', /received the byte 0x[0-9A-F]{2} at byte \d+\./],
    ['UTF-16', 'utf16le', /received text in UTF-16\./],
  ])('refuses text in %s and says where', async (_, encoding, received) => {
    const folder = await write('test/a');
    const text = `\ufeff${tinyScenarioText(['test/tiny', 'test/a'])}# ü\n`;
    await writeFile(
      join(folder, 'scenario.yaml'),
      Buffer.from(encoding === 'latin1' ? text.slice(1) : text, encoding),
    );
    const reading = loadScenarios([join(root, 'one')]);
    await expect(reading).rejects.toThrow(InvalidSpecificationError);
    await expect(reading).rejects.toThrow(/scenario\.yaml:\d+ is not text in UTF-8: received/);
    await expect(reading).rejects.toThrow(received);
  });

  it('refuses data outside of its folder', async () => {
    for (const file of ['../../../etc/passwd', '/etc/passwd', 'C:\\x.csv', 'a/../../b.csv']) {
      await write('test/a', tinyScenarioText(['test/tiny', 'test/a'], ['file: rows.csv', `file: '${file}'`]));
      await expect(loadScenarios([join(root, 'one')])).rejects.toMatchObject({
        details: [{ pointer: '/data/file', expected: expect.stringContaining('own folder') }],
      });
    }
  });

  describe.each<[string, (path: string) => Promise<unknown>]>([
    ['a folder', (path) => mkdir(path)],
    ['a circle of links', (path) => symlink(path, path)],
    ['a pipe', (path) => Promise.resolve(execFileSync('mkfifo', [path]))],
  ])('with %s in the place of a scenario.yaml', (_, put) => {
    beforeEach(async () => {
      await write('test/a');
      const path = join(await write('test/b'), 'scenario.yaml');
      await rm(path);
      await put(path);
    });

    it('reads the others and says which one it could not', async () => {
      const { scenarios, unreadable } = await readScenarios([join(root, 'one')]);
      expect(scenarios.map(({ spec }) => spec.id)).toEqual(['test/a']);
      expect(unreadable.map(({ id }) => id)).toEqual(['test/b']);
      expect(unreadable[0].error.message).toMatch(/^The scenario\.yaml of test\/b cannot be read: [^/]*\.$/);
      const catalogue = new ScenarioCatalogue([], unreadable);
      expect(() => catalogue.get('test/b')).toThrow(DamagedFileError);
      expect(() => catalogue.get('test/c')).toThrow(NotFoundError);
    });

    it('refuses to go on where all must be there', async () => {
      await expect(loadScenarios([join(root, 'one')])).rejects.toThrow(DamagedFileError);
    });
  });

  it('refuses an id that is not its folder', async () => {
    await write('test/folder', tinyScenarioText());
    const reading = loadScenarios([join(root, 'one')]);
    await expect(reading).rejects.toThrow('the id does not match the folder');
    await expect(reading).rejects.toMatchObject({
      details: [{ pointer: '/id', expected: 'test/folder', received: 'test/tiny' }],
    });
  });

  it('refuses two scenarios of one id and names both folders', async () => {
    const folders = [await write('test/a'), await write('test/a', undefined, 'two')];
    const reading = loadScenarios([join(root, 'one'), join(root, 'two')]);
    await expect(reading).rejects.toThrow('Two scenarios have the id test/a.');
    await expect(reading).rejects.toMatchObject({ details: [{ received: folders.join(' and ') }] });
  });

  it('refuses a folder that does not exist', async () => {
    await expect(loadScenarios([join(root, 'none')])).rejects.toThrow(InvalidSpecificationError);
  });

  it('names the file of a wrong scenario', async () => {
    await write('test/a', tinyScenarioText(['test/tiny', 'test/a'], ['metrics:', 'metric:']));
    await expect(loadScenarios([join(root, 'one')])).rejects.toThrow(
      /one.test.a.scenario\.yaml:\d+ is wrong at \/metric/,
    );
  });
});

describe('the catalogue', () => {
  const catalogue = new ScenarioCatalogue(['b/x', 'a/z', 'a/y'].map((id) => scenarioOf(tinySpec({ id }))));

  it('lists by id', () => {
    expect(catalogue.list().map(({ spec }) => spec.id)).toEqual(['a/y', 'a/z', 'b/x']);
  });

  it('names the scenarios that there are when asked for another', () => {
    expect(catalogue.get('a/z').spec.id).toBe('a/z');
    expect(() => catalogue.get('a/w')).toThrow(NotFoundError);
    expect(() => catalogue.get('a/w')).toThrow('There is no scenario a/w.');
    try {
      catalogue.get('a/w');
    } catch (error) {
      expect(error).toMatchObject({ details: [{ expected: 'one of a/y, a/z, b/x', received: 'a/w' }] });
    }
  });
});

describe('the target as a column', () => {
  it('rejects a row without it, and a class that is not declared', () => {
    expect(targetColumns(tinySpec())).toMatchObject([
      { name: 'class', missing: 'reject', unknown: 'reject', positive: 'x' },
    ]);
    const price = { name: 'price', kind: 'numeric' as const, meaning: { en: 'a', zh: 'b' } };
    expect(targetColumns(tinySpec({ target: price }))).toEqual([{ ...price, missing: 'reject' }]);
  });
});

describe('missing tokens of the data', () => {
  it('are those of every column and of the target that have none of their own', () => {
    const text = tinyScenarioText(
      ['data: { file: rows.csv }', 'data: { file: rows.csv, missing_tokens: [-999, None] }'],
      ['    missing: median', '    missing: median\n    missing_tokens: []'],
    );
    const { columns, target } = parseScenario(text, 'scenario.yaml');
    expect([...columns, target].map((column) => column?.missing_tokens)).toEqual([
      [],
      ['-999', 'None'],
      ['-999', 'None'],
    ]);
  });

  it('stand beside a range of dates, which needs no quotes', () => {
    const text = tinyScenarioText([
      'columns:',
      'columns:\n  - { name: day, kind: date, meaning: { en: Day, zh: 日 }, range: [2015-01-01, 2030-12-31] }',
    ]);
    expect(parseScenario(text, 'scenario.yaml').columns[0]).toMatchObject({
      range: ['2015-01-01', '2030-12-31'],
    });
  });
});
