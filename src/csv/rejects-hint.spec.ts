import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { readCsvFile } from './read-table.js';
import { rejectsHint } from './rejects-hint.js';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-rejects-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

it.each<[string, string | Buffer, RegExp | undefined]>([
  ['a delimiter at the end of every row', 'a;b\n1;2;\n3;4;\n', /ends with a delimiter/u],
  ['one at the end of some rows', 'a;b\n1;2;\n3;4\n', undefined],
  ['another number of cells', 'a;b\n1;2;3\n3;4;5\n', undefined],
  ['another encoding', Buffer.from('a;b\nü;2\n', 'latin1'), /Name the encoding/u],
  ['nothing', 'a;b\n1;2\n', undefined],
])('the hint for %s', async (_, text, hint) => {
  const path = join(folder, 'rows.csv');
  await writeFile(path, text);
  const found = rejectsHint(await readCsvFile(path));
  if (hint === undefined) expect(found).toBeUndefined();
  else expect(found).toMatch(hint);
});
