import {
  chmod,
  lstat,
  mkdir,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  symlink,
  writeFile,
} from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '../core/files/files.js';
import { CsvOutput } from './csv-output.js';
import { readCsvFile } from './read-table.js';
import { newWriter } from '../core/files/unfinished.js';
import { temporaryOutput } from './temporary-outputs.js';
import { formatRow } from './writer.js';

let root: string;
let folder: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sextant-output-'));
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'test-'));
});
afterAll(() => rm(root, { recursive: true }));

describe('CsvOutput', () => {
  it.each(['out.csv', 'out.csv.gz'])(
    'gives %s its name only at the end, with its sha256 and size',
    async (name) => {
      const path = join(folder, 'new', name);
      const output = await CsvOutput.create(path);
      await output.write('a,b\n');
      for (let i = 0; i < 60_000; i++) await output.write(`${formatRow([`${i}`, 'some "text"'], ',')}\n`);
      expect(await readdir(join(folder, 'new'))).not.toContain(name);
      const receipt = await output.commit();
      expect(await readdir(join(folder, 'new'))).toEqual([name]);
      const bytes = await readFile(path);
      expect(receipt).toEqual({ sha256: sha256(bytes), bytes: bytes.length });
      const table = await readCsvFile(path);
      expect(table.records).toHaveLength(60_000);
      expect(table.records[59_999]).toEqual(['59999', 'some "text"']);
      if (name.endsWith('.gz')) expect(gunzipSync(bytes).length).toBeGreaterThan(bytes.length);
    },
  );

  it.each(['out.csv', 'out.csv.gz'])('leaves nothing of %s behind when it is discarded', async (name) => {
    await writeFile(join(folder, name), 'old');
    const output = await CsvOutput.create(join(folder, name));
    await output.write('x'.repeat(600_000));
    await output.discard();
    await output.discard();
    expect(await readdir(folder)).toEqual([name]);
    expect(await readFile(join(folder, name), 'utf8')).toBe('old');
    await expect(output.write('x')).rejects.toThrow('discarded');
  });

  it('keeps the file when it is discarded after commit, and takes no more text', async () => {
    const output = await CsvOutput.create(join(folder, 'out.csv'));
    await output.commit();
    await output.discard();
    expect(await readdir(folder)).toEqual(['out.csv']);
    await expect(output.commit()).rejects.toThrow('committed');
  });

  it.each(['new.csv', 'chain.csv'])(
    'writes the file that the link %s will lead to, and leaves the link',
    async (name) => {
      await mkdir(join(folder, 'there'));
      await symlink('there/target.csv', join(folder, 'new.csv'));
      await symlink('new.csv', join(folder, 'chain.csv'));
      const output = await CsvOutput.create(join(folder, name));
      await output.write('scored');
      await output.commit();
      expect((await readdir(folder)).sort()).toEqual(['chain.csv', 'new.csv', 'there']);
      expect((await lstat(join(folder, name))).isSymbolicLink()).toBe(true);
      expect(await readdir(join(folder, 'there'))).toEqual(['target.csv']);
      expect(await readFile(join(folder, name), 'utf8')).toBe('scored');
    },
  );

  it('says when a link leads into a folder that is not there', async () => {
    await symlink('nowhere/target.csv', join(folder, 'out.csv'));
    await expect(CsvOutput.create(join(folder, 'out.csv'))).rejects.toThrow(
      /out\.csv cannot be written: it is a link to .*nowhere\/target\.csv, whose folder is not there\.$/,
    );
    expect(await readdir(folder)).toEqual(['out.csv']);
  });

  it('says when nothing can be written there', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(CsvOutput.create(join(folder, 'file', 'out.csv'))).rejects.toThrow('cannot be written');
  });
});

const modeAt = async (path: string) => (await stat(path)).mode & 0o777;

describe('the mode of an output', () => {
  it.each([0o600, 0o640, 0o666])('that is there is %o as before, also while it is written', async (mode) => {
    const path = join(folder, 'out.csv');
    await writeFile(path, 'old');
    await chmod(path, mode);
    const output = await CsvOutput.create(path);
    const [unfinished] = (await readdir(folder)).filter((name) => name.endsWith('.tmp'));
    expect((await modeAt(join(folder, unfinished))) & ~mode).toBe(0);
    await output.commit();
    expect(await modeAt(path)).toBe(mode);
  });

  it('is that of the file by the end, when it was changed meanwhile', async () => {
    const path = join(folder, 'out.csv');
    await writeFile(path, 'old');
    const output = await CsvOutput.create(path);
    await chmod(path, 0o600);
    await output.commit();
    expect(await modeAt(path)).toBe(0o600);
  });

  it('of a new one follows the umask, unless it is to have that of another', async () => {
    await (await CsvOutput.create(join(folder, 'a.csv'))).commit();
    await (await CsvOutput.create(join(folder, 'b.csv'), { mode: 0o600 })).commit();
    expect(await modeAt(join(folder, 'a.csv'))).toBe(0o666 & ~process.umask());
    expect(await modeAt(join(folder, 'b.csv'))).toBe(0o600);
  });

  it('outlives a kill between the removal of the old file and the renaming of the new one', async () => {
    const path = join(folder, 'out.csv');
    await writeFile(path, 'old');
    await chmod(path, 0o600);
    const killed = await CsvOutput.create(path);
    await killed.seal();
    await killed.removeOld();
    const next = await CsvOutput.create(path, { alone: true });
    await next.commit();
    expect(await modeAt(path)).toBe(0o600);
    expect(await readdir(folder)).toEqual(['out.csv']);
  });
});

describe('what writers left of an output', () => {
  const livingWriter = newWriter();
  const deadWriter = () => livingWriter.replace(`-${process.pid}-`, '-2147483646-');

  it('is removed when they are gone; alone, also when their number lives again', async () => {
    const path = join(folder, 'out.csv');
    for (const writer of [livingWriter, deadWriter()]) await writeFile(temporaryOutput(path, writer), 'left');
    await (await CsvOutput.create(path)).discard();
    expect(await readdir(folder)).toEqual([`out.csv.${livingWriter}.tmp`]);
    await (await CsvOutput.create(path, { alone: true })).discard();
    expect(await readdir(folder)).toEqual([]);
  });

  it('is no folder and no link, which stay, and nothing is gone on with through them', async () => {
    const path = join(folder, 'out.csv');
    const other = await writeFile(join(folder, 'mine'), 'mine').then(() => join(folder, 'mine'));
    const [from, to] = [deadWriter(), newWriter()];
    await symlink(other, temporaryOutput(path, from));
    await mkdir(temporaryOutput(path, `${from.slice(0, -8)}00000000`));
    const mark = { bytes: 4, sha256: sha256('mine') };
    expect(await CsvOutput.goOn(path, { from, to, mark })).toBeUndefined();
    await (await CsvOutput.create(path, { alone: true })).commit();
    expect(await readdir(folder)).toHaveLength(4);
    expect(await readFile(other, 'utf8')).toBe('mine');
  });

  it('is gone on with behind what is known of it, and removed when it is not as known', async () => {
    const path = join(folder, 'out.csv');
    const [from, to] = [deadWriter(), newWriter()];
    const left = temporaryOutput(path, from);
    await writeFile(left, 'known and more');
    const output = await CsvOutput.goOn(path, { from, to, mark: { bytes: 5, sha256: sha256('known') } });
    await output?.write(', gone on');
    await output?.commit();
    expect(await readFile(path, 'utf8')).toBe('known, gone on');
    await rename(path, left);
    for (const mark of [
      { bytes: 5, sha256: sha256('other') },
      { bytes: 1e15, sha256: sha256('known') },
    ]) {
      await writeFile(left, 'known');
      expect(await CsvOutput.goOn(path, { from, to, mark })).toBeUndefined();
      expect(await readdir(folder)).toEqual([]);
    }
  });
});
