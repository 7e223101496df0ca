import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { sha256 } from '../../core/files/files.js';
import { outputPaths, type OutputPaths } from './output-paths.js';
import { findProgress, type Progress } from './progress-file.js';
import { ScoredFiles } from './scored-files.js';

let root: string;
let paths: OutputPaths;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sextant-scored-'));
});
beforeEach(async () => {
  paths = outputPaths('in.csv', join(await mkdtemp(join(root, 'test-')), 'out.csv'));
});
afterAll(() => rm(root, { recursive: true }));

const asked = {
  ...{ scenario: 'test/tiny', model: 'test/tiny@1', blockBytes: 10 },
  language: 'en' as const,
  reasons: 0,
  ...{ delimiter: ',', encoding: 'utf-8', header: ['a'], mapped: {}, warnings: false, probabilities: false },
};
const input = { bytes: 9, sha256: sha256('input') };

/** What a run leaves that is killed behind its first block. */
async function killed(): Promise<string> {
  const files = await ScoredFiles.begin(paths, {
    output: 'a,prediction\n',
    rejects: 'line,column,reason,original,a\n',
  });
  const output = new Uint8Array(Buffer.from('1,2\n'));
  await files.add({
    index: 0,
    output,
    rejects: '3,a,b,c\n',
    scored: 1,
    rejected: 1,
    ...{ notes: { 'missing a': 1 }, labels: {}, decisions: {}, rejectReasons: {} },
    sketch: {},
  });
  await files.keepProgress({ asked, input });
  const folder = join(paths.output, '..');
  const name = (await readdir(folder)).find((one) => one.endsWith('.progress')) ?? '';
  return join(folder, name);
}

describe('the progress of a scoring', () => {
  it('is found and gone on from', async () => {
    await killed();
    const left = await findProgress(paths, asked);
    expect(left?.progress).toMatchObject({ records: 2, totals: { scored: 1, rejected: 1 } });
    const files = left && (await ScoredFiles.goOn(paths, left));
    expect(files).toMatchObject({ before: { rows: 2, bytes: 9 }, totals: { scored: 1, rejected: 1 } });
    // Only what this run needs still stands there.
    expect(await readdir(join(paths.output, '..'))).toHaveLength(3);
    await files?.discard();
    expect(await readdir(join(paths.output, '..'))).toEqual([]);
  });

  type Change = (progress: Progress) => unknown;
  const changes: [string, Change][] = [
    ['totals that were altered', (one) => ({ ...one, totals: { ...one.totals, scored: 7 } })],
    ['totals that were shifted', (one) => ({ ...one, totals: { ...one.totals, scored: 2, rejected: 0 } })],
    ['notes that were altered', (one) => ({ ...one, totals: { ...one.totals, notes: { 'missing a': 9 } } })],
    ['records that were altered', (one) => ({ ...one, records: 1 })],
    ['negative counts', (one) => ({ ...one, records: -2, totals: { ...one.totals, scored: -3 } })],
    ['bytes beyond the file', (one) => ({ ...one, output: { ...one.output, bytes: 1e12 } })],
    ['another format', (one) => ({ ...one, format: 1 })],
    ['a list', () => []],
    ['nothing', () => null],
  ];

  it.each(changes)('is not found with %s', async (_, change) => {
    const path = await killed();
    const { sha256: digest, progress } = JSON.parse(await readFile(path, 'utf8')) as {
      sha256: string;
      progress: Progress;
    };
    await writeFile(path, JSON.stringify({ sha256: digest, progress: change(progress) }));
    expect(await findProgress(paths, asked)).toBeUndefined();
  });

  it.each(changes.filter(([name]) => !/shifted|notes|beyond/.test(name)))(
    'is not found with %s that somebody vouches for',
    async (_, change) => {
      const path = await killed();
      const { progress } = JSON.parse(await readFile(path, 'utf8')) as { progress: Progress };
      const changed = change(progress);
      const text = JSON.stringify({ sha256: sha256(JSON.stringify(changed)), progress: changed });
      await writeFile(path, text);
      expect(await findProgress(paths, asked)).toBeUndefined();
    },
  );

  it.each(['', '{', '[]', 'null', '{"format":1}'])('is not found in a file that holds %j', async (text) => {
    await writeFile(await killed(), text);
    expect(await findProgress(paths, asked)).toBeUndefined();
  });
});
