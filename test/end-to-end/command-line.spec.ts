import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { projectRoot } from '../../src/core/paths.js';
import { startEngine } from '../../src/engine/engine.js';
import { csvOf, tinyRows } from '../../src/training/training.fixture.js';
import { runHere, type EndedHere } from './run-here.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

const credit = 'finance/credit-scoring';
const line = 'basics/linear-regression';
const example = join(projectRoot, 'scenarios', credit, 'examples', 'predict.json');

let tiny: TinySuite;
let trained: EndedHere;
const sextant = (...values: string[]) => runHere(values, tiny.environment);
/** Standard output must be one JSON value. */
const json = async <Value>(...values: string[]): Promise<Value> => {
  const { status, stdout, stderr } = await sextant(...values);
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
  return JSON.parse(stdout) as Value;
};

beforeAll(async () => {
  await startEngine('wasm');
  tiny = await openTinySuite();
  trained = await sextant('train', credit, '--json');
});
afterAll(() => tiny.remove());

describe('train', () => {
  it('prints the result on standard output and epochs on standard error', () => {
    expect(trained.status).toBe(0);
    expect(trained.stderr).toMatch(/^tab-m 1\/4: epoch \d+ of at most 200, loss \d/);
    const result = JSON.parse(trained.stdout) as { model: string; promoted: boolean };
    expect(result).toMatchObject({ model: `${credit}@1`, promoted: true, headline: { metric: 'auc' } });
  });

  it('takes another file and seed, and leaves the champion when asked to', async () => {
    const data = await tiny.file('train/other.csv', csvOf(tinyRows(200, 9)));
    const second = await sextant('train', tinyId, '--data', data, '--seed', '7', '--no-promote', '--json');
    expect(JSON.parse(second.stdout)).toMatchObject({
      model: `${tinyId}@2`,
      promoted: false,
      report: { seed: 7, data: { rows: 200 } },
    });
    const text = await sextant('train', tinyId);
    expect(text.stdout).toMatch(/^test\/tiny@3: auc 0\.\d{4} .*\n.* serves: .*\nIt is the champion now\.\n/);
  });

  it('fails before the work where nothing can be written, or the data is not there', async () => {
    const home = join(await tiny.file('a-file', ''), 'home');
    const refused = await runHere(['train', tinyId], { ...tiny.environment, SEXTANT_HOME: home });
    expect(refused).toMatchObject({ status: 1, stdout: '' });
    expect(refused.stderr).toMatch(/^error: .*a-file.home cannot be written: .*\nhint: Set SEXTANT_HOME/);
    const missing = await sextant('train', tinyId, '--data', 'nowhere.csv');
    expect(missing).toMatchObject({ status: 1, stderr: 'error: There is no file nowhere.csv.\n' });
  });
});

describe('list and describe', () => {
  it('show scenarios, champions and an example that works', async () => {
    const { stdout, stderr } = await sextant('list');
    expect(stdout).toMatch(/^SCENARIO +TITLE/);
    expect(stdout).toMatch(/finance\/credit-scoring +Credit scoring · 信用评分 +german-credit +1 +auc 0\./);
    expect(stderr).toBe('');
    const list = await json<{ id: string; champion?: string }[]>('list', '--json');
    expect(list.map(({ id }) => id)).toEqual(expect.arrayContaining([line, credit, tinyId]));
    expect(list[0].champion).toBeUndefined();
    const described = await json<{ example: unknown; columns: unknown[] }>('describe', credit, '--json');
    expect(described.columns).toHaveLength(20);
    expect(await json('predict', credit, JSON.stringify(described.example))).toMatchObject({
      scenario: credit,
    });
    expect((await sextant('describe', credit)).stdout).toContain('Not for');
  });
});

describe('evaluate', () => {
  it('shows the report of the champion', async () => {
    expect((await sextant('evaluate', credit)).stdout).toMatch(/metric +value +95 % interval +tab-m +linear/);
    expect(await json('evaluate', credit, '--json')).toMatchObject({ primary: 'auc', scenario: credit });
  });

  it('cross-validates over given folds, one JSON value with progress elsewhere', async () => {
    const folds = await tiny.file('folds.csv', foldsOf(300, 3));
    const { status, stdout, stderr } = await sextant('evaluate', tinyId, '--folds', folds, '--json');
    expect(status).toBe(0);
    // Several at once, so they end in any order; the result is in theirs.
    expect(stderr).toMatch(/^1\/3: repeat 0, fold \d: 0\.\d{4} \(.*\)\n2\/3.*\n3\/3.*\n$/);
    const evaluation = JSON.parse(stdout) as { folds: { fold: number; value: number }[]; mean: number };
    expect(evaluation.folds.map(({ fold }) => fold)).toEqual([0, 1, 2]);
    expect(evaluation).toMatchObject({
      scenario: tinyId,
      metric: 'auc',
      interval: [expect.any(Number), expect.any(Number)],
    });
    const values = evaluation.folds.map(({ value }) => value);
    expect(values).toHaveLength(3);
    expect(evaluation.mean).toBeCloseTo(values.reduce((sum, value) => sum + value, 0) / 3, 12);
    expect(evaluation).toMatchObject({ standardDeviation: expect.any(Number), seconds: expect.any(Number) });
  });

  it.each([
    [1, ['evaluate', line], /^error: basics\/linear-regression has no model yet\.\nhint: /],
    [1, ['evaluate', tinyId, '--folds', 'no.csv'], /^error: There is no file no\.csv\.\n$/],
    [2, ['evaluate', tinyId, '--stage', 'a'], /^error: --stage needs --folds\.\n$/],
    [1, ['evaluate', tinyId, '--data', 'no.csv'], /^error: There is no file no\.csv\.\n$/],
    [2, ['evaluate', tinyId, '--data', 'a.csv', '--plot', 'b.svg'], /^error: --plot shows a version/],
    [2, ['evaluate', `${tinyId}@1`, '--folds', '2'], /^error: A cross-validation learns anew/],
    [2, ['evaluate', `${tinyId}@0`], /is no model tag/],
    [1, ['evaluate', `${tinyId}@99`], /^error: There is no test\/tiny@99; test\/tiny has the versions 1/],
    [
      2,
      ['evaluate', tinyId, '--folds', '1'],
      /--folds takes a whole number.*\n.*of 2 or more; received 1\n$/,
    ],
    [2, ['evaluate', tinyId, '--folds', 'a.csv', '--repeats', '2'], /^error: --repeats needs a number of/],
    [2, ['evaluate', tinyId, '--folds', 'a.csv', '--plot', 'b.svg'], /^error: --plot shows a version/],
  ])('status %d for %j', async (status, values, words) => {
    const ended = await sextant(...values);
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr).toMatch(words);
  });

  it('judges a version by the labelled rows of a file, and says what was left out', async () => {
    const known = csvOf(tinyRows(60, 12));
    const file = await tiny.file('judged.csv', `${known}5,b,\n`);
    const { status, stdout, stderr } = await sextant('evaluate', `${tinyId}@1`, '--data', file);
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(
      /^test\/tiny@1 on judged\.csv: 60 judged; left out: 1 of which the outcome is not/,
    );
    expect(stdout).toMatch(/\nmetric +value +95 % interval +constant\nauc +0\.\d{4} +.* to .* +0\.5000\n/);
    const evaluation = { model: `${tinyId}@1`, judged: 60, trainedOnThisFile: false };
    expect(await json('evaluate', `${tinyId}@1`, '--data', file, '--json')).toMatchObject(evaluation);
    const learnt = await tiny.file('learnt.csv', csvOf(tinyRows(200, 3)));
    await sextant('train', tinyId, '--data', learnt, '--promote', 'a test');
    const own = await sextant('evaluate', tinyId, '--data', learnt);
    expect(own.stderr).toMatch(/^note: test\/tiny@\d was trained on this very file/);
  });

  it('makes folds by itself, the same for the same seed', async () => {
    const order = ['evaluate', tinyId, '--folds', '2', '--repeats', '2', '--seed', '5'];
    const { status, stdout } = await sextant(...order, '--json');
    expect(status).toBe(0);
    const evaluation = JSON.parse(stdout) as { folds: { repeat: number; fold: number }[]; mean: number };
    expect(evaluation.folds.map(({ repeat, fold }) => [repeat, fold])).toEqual([
      [0, 0],
      [0, 1],
      [1, 0],
      [1, 1],
    ]);
    const made = { method: 'stratified', k: 2, repeats: 2, seed: 5 };
    expect(evaluation).toMatchObject({ made, testToTrainRatio: 1 });
    const again = await sextant(...order);
    expect(again.stdout).toContain(`mean auc ${evaluation.mean.toFixed(4)} `);
    expect(again.stdout).toMatch(/4 folds, \d+ s\nThe folds are stratified, made with the seed 5\.\n$/);
  });

  it('refuses folds of another table', async () => {
    const folds = await tiny.file('other-folds.csv', foldsOf(20, 2));
    const { status, stderr } = await sextant('evaluate', tinyId, '--folds', folds);
    expect(status).toBe(1);
    expect(stderr).toContain('expected 300 rows, as in rows.csv; received 20 rows');
  });
});

describe('predict and ask', () => {
  it('take a request, a bare row, many rows and a file', async () => {
    const row = { size: 3.5, colour: 'b' };
    const bare = await json<{ prediction: unknown }>('predict', tinyId, JSON.stringify(row));
    const whole = await json('predict', tinyId, JSON.stringify({ features: row }));
    expect(whole).toMatchObject({ prediction: bare.prediction });
    const many = await json('predict', tinyId, JSON.stringify([row, { ...row, size: null }]));
    expect(many).toMatchObject({ answers: [{ prediction: bare.prediction }, {}] });
    expect(await json('predict', credit, `@${example}`)).toMatchObject({
      decision: { rule: 'expected cost' },
    });
  });

  it('ask a version in place of the champion', async () => {
    const row = '{"size":3.5,"colour":"b"}';
    for (const version of [1, 2]) {
      expect(await json('predict', `${tinyId}@${version}`, row)).toMatchObject({
        model: `${tinyId}@${version}`,
      });
      const input = await tiny.file(`versions/${version}.csv`, 'size,colour\n3.5,b\n');
      const receipt = await json<{ model: string }>('score', `${tinyId}@${version}`, input, '--json');
      expect(receipt.model).toBe(`${tinyId}@${version}`);
    }
    expect(await json('ask', `${credit}@1`, 'scorecard')).toMatchObject({ model: `${credit}@1` });
  });

  it('ask for the scorecard, and for the points of one applicant', async () => {
    expect(await json('ask', credit, 'scorecard')).toMatchObject({ baseScore: 600 });
    expect(await json('ask', credit, 'scorecard', `@${example}`)).toMatchObject({ model: `${credit}@1` });
  });

  it.each([
    [1, ['predict', `${tinyId}@99`, '{"size":1}'], /^error: There is no test\/tiny@99; test\/tiny has the/],
    [2, ['predict', `${tinyId}@x1`, '{"size":1}'], /is no model tag: it needs a whole number from 1/],
    [1, ['score', `${tinyId}@99`, example], /^error: There is no test\/tiny@99/],
    [2, ['predict', tinyId, '{bad'], /^error: The row is not JSON: .*\n {2}expected \{"features"/],
    [2, ['predict', tinyId, ''], /^error: <json> is empty/],
    [2, ['predict', tinyId, '@nowhere.json'], /^error: The file nowhere\.json cannot be read/],
    [1, ['predict', tinyId, '{"size":"x"}'], /\/features\/size: expected a number; received "x"/],
    [1, ['predict', tinyId, '{"size":"x"}'], /hint: .*sextant describe test\/tiny\n$/],
    [1, ['predict', tinyId, '7'], /^error: The request must hold one row or a list of rows/],
    [1, ['predict', line, '{"x":1}'], /^error: .* has no model yet\.\nhint: .*sextant train basics/],
    [2, ['ask', credit, 'scorcard'], /^error: .*no endpoint GET scorcard\.\n.*GET scorecard, POST scorecard/],
  ])('status %d for %j', async (status, values, words) => {
    const ended = await sextant(...values);
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr).toMatch(words);
  });
});

describe('score', () => {
  it('says what became of the rows, and gives status 3 when some were rejected', async () => {
    const input = await tiny.file('score/in.csv', 'size,colour\n3.5,b\nx,b\n');
    const text = await sextant('score', tinyId, input);
    expect(text.status).toBe(3);
    expect(text.stdout).toMatch(/^2 rows = 1 scored \+ 1 rejected, by test\/tiny@\d\n/);
    expect(text.stdout).toContain('rejects: ');
    const { status, stdout } = await sextant('score', tinyId, input, '--json', '--workers', '1');
    expect(status).toBe(3);
    expect(JSON.parse(stdout)).toMatchObject({ rows: { input: 2, rejected: 1 }, workers: 1 });
  });

  it.each([
    [1, ['score', tinyId, 'nowhere.csv'], 'error: There is no file nowhere.csv.\n'],
    [2, ['score', tinyId, '-'], 'error: Scoring standard input needs an output: -o OUT.csv.\n'],
    [2, ['score', tinyId, 'a.csv', '-o', '-'], 'hint: Name a file: -o OUT.csv\n'],
    [2, ['score', tinyId, 'a.csv', '--workers', '0'], 'expected a whole number from 1 to 256; received 0\n'],
    [2, ['score', tinyId, 'a.csv', '--delimiter', 'xx'], 'hint: Use "," ";" "|" or "tab".\n'],
  ])('status %d for %j', async (status, values, words) => {
    const ended = await sextant(...values);
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr.endsWith(words)).toBe(true);
  });
});

describe('models', () => {
  it('are listed, promoted and rolled back', async () => {
    const champions = async () => {
      const versions = await json<{ model: string; champion: boolean }[]>('models', 'list', tinyId, '--json');
      return versions.filter(({ champion }) => champion).map(({ model }) => model);
    };
    expect(await champions()).toEqual([`${tinyId}@4`]);
    expect(await json('models', 'promote', `${tinyId}@2`, '--json')).toEqual({ champion: `${tinyId}@2` });
    expect(await champions()).toEqual([`${tinyId}@2`]);
    expect((await sextant('models', 'rollback', tinyId)).stdout).toBe(
      `${tinyId}@4 serves again, in place of ${tinyId}@2.\n`,
    );
    expect(await champions()).toEqual([`${tinyId}@4`]);
    expect((await sextant('models', 'list')).stdout).toMatch(/^MODEL +CHAMPION +PUBLISHED +HEADLINE\n/);
  });

  it.each([
    [2, ['models', 'promote', tinyId], /expected SCENARIO@VERSION/],
    [
      1,
      ['models', 'promote', `${tinyId}@99`],
      /There is no test\/tiny@99; test\/tiny has the versions 1, 2, 3, 4\./,
    ],
    [1, ['models', 'rollback', credit], /has no earlier champion to go back to\./],
    [2, ['models', 'list', 'test/tini'], /hint: Did you mean test\/tiny\?/],
  ])('status %d for %j', async (status, values, words) => {
    const ended = await sextant(...values);
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr).toMatch(words);
  });
});

describe('datasets', () => {
  it('are listed and sampled', async () => {
    expect(await json('datasets', 'list', '--json')).toContainEqual(
      expect.objectContaining({ name: 'german-credit' }),
    );
    expect((await sextant('datasets', 'list')).stdout).toMatch(/german-credit .*synthetic sample/);
    const { stdout } = await sextant('datasets', 'sample', 'german-credit');
    expect(stdout.split('\n')).toHaveLength(1002);
    const path = join(tiny.root, 'samples', 'new', 'credit.csv');
    expect(await sextant('datasets', 'sample', 'german-credit', '-o', path)).toMatchObject({
      status: 0,
      stdout: '',
    });
    expect(await readFile(path, 'utf8')).toBe(stdout);
  });

  it.each([
    [2, ['datasets', 'sample', 'german-credi'], /hint: Did you mean german-credit\?/],
    [2, ['datasets', 'fetch', 'nothing'], /There is no dataset "nothing"\. Datasets: .*german-credit/],
    [1, ['datasets', 'export', 'german-credit', 'x.csv'], /is not imported.*hint: .* fetch german-credit/s],
    [1, ['datasets', 'import', '/nowhere'], /^error: There is no file or folder \/nowhere\.\n$/],
    [1, ['datasets', 'import', example], /sha256/],
    [
      1,
      ['datasets', 'fetch', 'german-credit', '--base-url', 'http://127.0.0.1:2'],
      /could not be downloaded: .*127\.0\.0\.1:2.*hint: Download it by hand/s,
    ],
  ])('status %d for %j', async (status, values, words) => {
    const ended = await sextant(...values);
    expect(ended).toMatchObject({ status, stdout: '' });
    expect(ended.stderr).toMatch(words);
  });
});

describe('doctor', () => {
  it('shows engine, storage, models and what to do', async () => {
    const { stdout } = await sextant('doctor', '--json');
    const diagnosis = JSON.parse(stdout) as { storage: unknown; scenarios: { id: string }[] };
    expect(diagnosis.storage).toMatchObject({ home: join(tiny.root, 'home'), writable: true });
    expect(diagnosis.scenarios).toContainEqual({ id: credit, champion: `${credit}@1` });
    expect((await sextant('doctor')).stdout).toMatch(/^engine {5}wasm 4\.22\.0/);
  });

  it('names a home that cannot be written and a damaged model, each once with a remedy', async () => {
    const home = join(await tiny.file('no-folder', ''), 'home');
    const blocked = await runHere(['doctor', '--json'], { ...tiny.environment, SEXTANT_HOME: home });
    expect(blocked.status).toBe(1);
    const { problems } = JSON.parse(blocked.stdout) as { problems: { problem: string; remedy: string }[] };
    expect(problems.filter(({ problem }) => problem.includes('no-folder'))).toMatchObject([
      { remedy: 'Set SEXTANT_HOME to a folder that this user may write to.' },
    ]);
    const folder = join(tiny.root, 'home', 'models', tinyId, '1');
    expect(await readdir(folder)).toContain('weights.bin');
    await tiny.file(join('home', 'models', tinyId, '1', 'weights.bin'), 'damaged');
    const damaged = await sextant('doctor');
    expect(damaged.status).toBe(1);
    expect(damaged.stdout).toMatch(/test\/tiny@1: .*\n +Train again: sextant train test\/tiny\n/);
  });
});

/** A folds file of one repeat. */
function foldsOf(rows: number, k: number): string {
  return `row,repeat0\n${Array.from({ length: rows }, (_, row) => `${row},${row % k}\n`).join('')}`;
}
