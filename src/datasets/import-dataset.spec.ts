import { execFileSync, spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { InvalidInputError, NotFoundError } from '../core/errors.js';
import { sha256, temporaryBeside } from '../core/files/files.js';
import { importDataset } from './import-dataset.js';
import {
  addDataset,
  tinyCatalogue,
  tinyOriginal,
  tinyYaml,
  type TinyCatalogue,
} from './tiny-dataset.fixture.js';

const more = 'more\n';
const twoFiles = tinyYaml(
  ['name: tiny', 'name: two'],
  ['\nreader:', `\n  - name: more.data\n    sha256: ${sha256(more)}\n    bytes: 5\n    urls: []\nreader:`],
);

describe('importDataset', () => {
  let tiny: TinyCatalogue;
  let inbox: string;
  beforeEach(async () => {
    tiny = await tinyCatalogue();
    inbox = join(tiny.root, 'inbox');
    await mkdir(join(inbox, 'deep'), { recursive: true });
  });
  afterEach(() => tiny.remove());

  it('recognises a file by its checksum, whatever its name, and changes nothing the second time', async () => {
    const from = join(inbox, 'download (1).txt');
    await writeFile(from, tinyOriginal);
    const report = await importDataset(tiny.catalogue, from);
    const imported = { dataset: 'tiny', file: 'tiny.data', from, to: tiny.original };
    expect(report).toEqual({ imported: [{ ...imported, already: false }], ignored: [], missing: [] });
    expect(await readFile(tiny.original, 'utf8')).toBe(tinyOriginal);
    const { mtimeMs, ino } = await stat(tiny.original);
    expect((await importDataset(tiny.catalogue, from)).imported).toEqual([{ ...imported, already: true }]);
    expect(await stat(tiny.original)).toMatchObject({ mtimeMs, ino });
    expect((await tiny.catalogue.open('tiny')).source).toBe('original');
    expect(await readdir(dirname(tiny.original))).toEqual(['tiny.data']);
  });

  it('repairs a damaged original', async () => {
    await mkdir(dirname(tiny.original), { recursive: true });
    await writeFile(tiny.original, 'damaged');
    await writeFile(join(inbox, 'tiny.data'), tinyOriginal);
    expect((await importDataset(tiny.catalogue, inbox)).imported[0].already).toBe(false);
    expect(await readFile(tiny.original, 'utf8')).toBe(tinyOriginal);
  });

  it('picks what it knows from a folder and says what it ignored and what is missing', async () => {
    await addDataset(tiny.root, 'two', twoFiles);
    await writeFile(join(inbox, 'deep', 'tiny.data'), tinyOriginal);
    await writeFile(join(inbox, 'notes.txt'), 'some notes');
    await writeFile(join(inbox, 'other.txt'), 'mere\n');
    const report = await importDataset(tiny.catalogue, inbox);
    expect(report.imported.map(({ dataset, file }) => `${dataset}/${file}`)).toEqual([
      'tiny/tiny.data',
      'two/tiny.data',
    ]);
    expect(report.ignored.map(({ path }) => path)).toEqual([
      join(inbox, 'notes.txt'),
      join(inbox, 'other.txt'),
    ]);
    expect(report.ignored[0].reason).toBe('no dataset has a file of this size');
    expect(report.ignored[1].reason).toContain(
      `sha256 ${sha256('mere\n')}; expected more.data of two (5 bytes`,
    );
    expect(report.missing).toEqual([{ dataset: 'two', file: 'more.data' }]);
    expect((await tiny.catalogue.open('two')).notices).toEqual([
      'The original of two is not complete and was not read: more.data not imported.',
    ]);
    await writeFile(join(inbox, 'more'), more);
    const named = await importDataset(tiny.catalogue, inbox, { name: 'two' });
    expect(named.imported.map(({ file, already }) => ({ file, already }))).toEqual([
      { file: 'tiny.data', already: true },
      { file: 'more.data', already: false },
    ]);
    expect(named.missing).toEqual([]);
  });

  it('refuses a file that it does not know, saying what was expected and received', async () => {
    const from = join(inbox, 'tiny.data');
    await writeFile(from, 'edited');
    const importing = importDataset(tiny.catalogue, from);
    await expect(importing).rejects.toThrow(InvalidInputError);
    await expect(importing).rejects.toMatchObject({
      details: [
        {
          expected: `tiny.data of tiny (${tinyOriginal.length} bytes, sha256 ${sha256(tinyOriginal)})`,
          received: `6 bytes, sha256 ${sha256('edited')}`,
        },
      ],
    });
    const unnamed = join(inbox, 'letter.txt');
    await writeFile(unnamed, 'Dear all');
    await expect(importDataset(tiny.catalogue, unnamed)).rejects.toThrow(
      `8 bytes, sha256 ${sha256('Dear all')}`,
    );
    await expect(readdir(dirname(tiny.original))).rejects.toThrow('ENOENT');
  });

  it('refuses a pipe and a device, and goes on past what it cannot read in a folder', async () => {
    const pipe = join(inbox, 'pipe');
    execFileSync('mkfifo', [pipe]);
    await expect(importDataset(tiny.catalogue, pipe)).rejects.toThrow(
      'is a pipe; expected a file or a folder',
    );
    await expect(importDataset(tiny.catalogue, '/dev/null')).rejects.toThrow('is a device; expected');
    const loop = join(inbox, 'loop');
    await symlink(loop, loop);
    await expect(importDataset(tiny.catalogue, loop)).rejects.toThrow(/cannot be read: ELOOP: [a-z ]+\.$/);
    await writeFile(join(inbox, 'tiny.data'), tinyOriginal);
    expect((await importDataset(tiny.catalogue, inbox)).imported).toHaveLength(1);
  });

  it('removes what killed imports left, and a catalogue does so at its start', async () => {
    const { pid } = spawnSync(process.execPath, ['-e', '']);
    const left = () => temporaryBeside(tiny.original).replace(`-${process.pid}-`, `-${pid}-`);
    await mkdir(dirname(tiny.original), { recursive: true });
    await writeFile(left(), 'half');
    await writeFile(join(inbox, 'tiny.data'), tinyOriginal);
    await importDataset(tiny.catalogue, inbox);
    expect(await readdir(dirname(tiny.original))).toEqual(['tiny.data']);
    const again = left();
    await writeFile(again, 'half');
    expect(await tiny.catalogue.removeLeftovers()).toEqual([again]);
    expect(await readdir(dirname(tiny.original))).toEqual(['tiny.data']);
  });

  it('refuses an empty folder, a path that is not there and an unknown dataset', async () => {
    await expect(importDataset(tiny.catalogue, inbox)).rejects.toThrow('Received: an empty folder');
    await expect(importDataset(tiny.catalogue, join(inbox, 'none'))).rejects.toThrow(NotFoundError);
    await expect(importDataset(tiny.catalogue, inbox, { name: 'none' })).rejects.toThrow(
      'There is no dataset "none"',
    );
  });
});
