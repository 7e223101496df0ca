import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { ConflictError } from '../../core/errors.js';
import { sha256 } from '../../core/files/files.js';
import { refuseFilesOfOthers } from './earlier-run.js';
import { outputPaths, type OutputPaths } from './output-paths.js';

let root: string;
let folder: string;
let paths: OutputPaths;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'sextant-earlier-'));
});
beforeEach(async () => {
  folder = await mkdtemp(join(root, 'test-'));
  paths = outputPaths('in.csv', join(folder, 'out.csv'));
});
afterAll(() => rm(root, { recursive: true }));

const entry = (file: string, content: string) => ({ file, sha256: sha256(content), bytes: content.length });

/** As a scoring leaves it, with the receipt otherwise. */
async function earlier(receipt: Record<string, unknown> = {}): Promise<void> {
  await writeFile(paths.output, 'scored');
  await writeFile(paths.rejects, 'rejects');
  const whole = {
    ...{ format: 1, scenario: 'test/tiny', model: 'test/tiny@1', rows: { input: 2, scored: 1, rejected: 1 } },
    output: entry('out.csv', 'scored'),
    rejects: entry('out.rejects.csv', 'rejects'),
    ...receipt,
  };
  await writeFile(paths.receipt, JSON.stringify(whole));
}

async function refusal(isNamed = true): Promise<ConflictError> {
  const before = await Promise.all((await readdir(folder)).map((one) => readFile(join(folder, one), 'utf8')));
  const error = await refuseFilesOfOthers(paths, isNamed).then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  expect(error).toBeInstanceOf(ConflictError);
  const after = await Promise.all((await readdir(folder)).map((one) => readFile(join(folder, one), 'utf8')));
  expect(after).toEqual(before);
  return error as ConflictError;
}

describe('what stands at the names of a scoring', () => {
  it('may be nothing, the files of an earlier one, or what a kill left of them', async () => {
    await refuseFilesOfOthers(paths, false);
    await earlier();
    await refuseFilesOfOthers(paths, false);
    await rm(paths.output);
    await refuseFilesOfOthers(paths, false);
    await rm(paths.rejects);
    await refuseFilesOfOthers(paths, false);
  });

  it('may be a receipt with more in it than this version writes', async () => {
    await earlier({ more: 1 });
    await refuseFilesOfOthers(paths, false);
  });

  it.each<[string, string]>([
    ['no JSON', 'mine'],
    ['JSON of another form', '{"format":1}'],
    ['nothing', ''],
  ])('is not taken for a receipt when it holds %s', async (_, content) => {
    await writeFile(paths.receipt, content);
    const { message, details, hint } = await refusal();
    expect(message).toContain('out.receipt.json is in the way');
    expect(details[0].received).toBe('a file that is no receipt of a scoring');
    expect(hint).toBe('Move it away, or name another output with -o.');
  });

  it('is not replaced when it is the receipt of another output', async () => {
    await earlier({ output: entry('out', 'scored') });
    expect((await refusal()).details[0].received).toBe('the receipt of out');
  });

  it('is not replaced when the rejects have no receipt, or one without them', async () => {
    await writeFile(paths.rejects, 'mine');
    expect((await refusal()).message).toContain('out.rejects.csv is in the way');
    await earlier({ rejects: undefined });
    expect((await refusal()).details[0].received).toBe('a file that no receipt beside it describes');
  });

  it.each(['repairs', 'repaired, and longer'])('is not replaced when the rejects became %j', async (text) => {
    await earlier();
    await writeFile(paths.rejects, text);
    expect((await refusal()).details[0].received).toBe('a file that was changed since');
  });

  it('is replaced by a scored file that was named, else only where it is one', async () => {
    await writeFile(paths.output, 'mine');
    await refuseFilesOfOthers(paths, true);
    expect((await refusal(false)).message).toContain('out.csv is in the way');
    await earlier();
    await writeFile(paths.output, 'edited');
    await refuseFilesOfOthers(paths, true);
    expect((await refusal(false)).details[0].received).toBe('a file that was changed since');
  });
});
