import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { afterAll, beforeEach, beforeAll, describe, expect, it } from '@jest/globals';
import { sha256 } from '../../core/files.js';
import { CsvOutput } from './csv-output.js';
import { readCsvFile } from './read-table.js';
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

  it('says when nothing can be written there', async () => {
    await writeFile(join(folder, 'file'), '');
    await expect(CsvOutput.create(join(folder, 'file', 'out.csv'))).rejects.toThrow('cannot be written');
  });
});
