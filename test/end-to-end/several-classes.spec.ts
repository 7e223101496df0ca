import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { threeClassesText, tinyScenarioText } from '../../src/scenarios/scenario.fixture.js';
import { csvOf, threeClassRows } from '../../src/training/training.fixture.js';
import { joinParts } from '../../src/scoring/csv/parts/join-parts.js';
import { planParts } from '../../src/scoring/csv/parts/plan-parts.js';
import { scorePart } from '../../src/scoring/csv/parts/score-part.js';
import { ServedModels } from '../../src/scoring/served-models.js';
import { runHere } from './run-here.fixture.js';
import { openTinySuite, tinyId, type TinySuite } from './tiny-suite.fixture.js';

const rows = threeClassRows(300);

let tiny: TinySuite;

/** What a piece that is good, bad or so, so is worth when it is sold, mended or thrown away. */
const decision = `decision:
  rule: cost-matrix
  costs:
    sell: { g: 0, m: 4, x: 20 }
    mend: { g: 3, m: 1, x: 9 }
    "throw it away": { g: 8, m: 8, x: 1 }
  refer: { action: ask, cost: 2.5 }
`;

beforeAll(async () => {
  const scenario = tinyScenarioText(...threeClassesText) + decision;
  tiny = await openTinySuite({ scenario, csv: csvOf(rows) });
});

afterAll(() => tiny.remove());

describe('the figures of several classes', () => {
  const head = /class +rows +recall \(95 % interval\) +precision \(95 % interval\) +AUC against the rest/;

  it('are shown by a training and by the report, each class with its rows', async () => {
    for (const command of ['train', 'evaluate']) {
      const { status, stdout } = await runHere([command, tinyId], tiny.environment);
      expect({ command, status }).toEqual({ command, status: 0 });
      expect(stdout).toContain('Each class:');
      expect(stdout).toMatch(head);
      expect(stdout).toMatch(/\nso, so +\d+ +0\.\d{4} \(0\.\d{4} to [01]\.\d{4}\)/);
    }
    const { stdout } = await runHere(['evaluate', tinyId], tiny.environment);
    expect(stdout).toMatch(/\nauc_ovr +0\.\d{4} +0\.\d{4} to [01]\.\d{4}/);
  });

  it('are those of the rows of a file, where one is judged', async () => {
    const file = await tiny.file('judged.csv', csvOf(rows.slice(0, 90)));
    const { stdout } = await runHere(['evaluate', tinyId, '--data', file, '--json'], tiny.environment);
    const { metrics, details } = JSON.parse(stdout) as {
      metrics: Record<string, unknown>;
      details: { byClass: { class: string; rows: number }[] };
    };
    expect(metrics).toHaveProperty('auc_ovr');
    const counts = ['g', 'x', 'm'].map((code) => rows.slice(0, 90).filter(({ target }) => target === code));
    expect(details.byClass.map((one) => [one.class, one.rows])).toEqual([
      ['good', counts[0].length],
      ['bad', counts[1].length],
      ['so, so', counts[2].length],
    ]);
    const shown = await runHere(['evaluate', tinyId, '--data', file], tiny.environment);
    expect(shown.stdout).toMatch(head);
  });
});

describe('the probability of each class in a CSV', () => {
  const text = 'size,colour\n3.5,b\n9,r\n,b\n0.2,r\n';
  const names = ['probability_good', 'probability_bad', 'probability_so, so'];

  it('stands behind the model where it is asked for, as in the answer of the row', async () => {
    const { header, rows: scored, result } = await tiny.score(text, { probabilities: true, warnings: true });
    expect(header.slice(-5)).toEqual(['model', ...names, 'warnings']);
    const { prediction } = await tiny.predict({ size: 3.5, colour: 'b' });
    const given = Object.values(prediction.probabilities ?? {});
    expect(names.map((name) => Number(scored[0][name]))).toEqual(given);
    expect(Number(scored[0].probability)).toBe(Math.max(...given));
    expect(result.probabilities).toEqual({
      good: 'probability_good',
      bad: 'probability_bad',
      'so, so': 'probability_so, so',
    });
  });

  it('changes no byte before it, and none where it is not asked for', async () => {
    const [asked, plain] = [await tiny.score(text, { probabilities: true }), await tiny.score(text)];
    expect(plain.header).not.toContain(names[0]);
    expect(plain.result).not.toHaveProperty('probabilities');
    const lines = plain.text.trimEnd().split('\n');
    asked.text.trimEnd().split('\n').forEach((line, i) => expect(line.startsWith(`${lines[i]},`)).toBe(true)); // prettier-ignore
  });

  it('gives way to a column of the file, and comes from the command line, too', async () => {
    const input = await tiny.file('classes/in.csv', 'probability_bad,size,colour\nmine,9,b\n');
    const { status, stdout } = await runHere(
      ['score', tinyId, input, '--probabilities', '--json'],
      tiny.environment,
    );
    const receipt = JSON.parse(stdout) as Record<string, unknown>;
    expect(status).toBe(0);
    expect(receipt.renamed).toEqual({ probability_bad: 'sextant_probability_bad' });
    expect(receipt.probabilities).toMatchObject({ bad: 'sextant_probability_bad' });
  });

  it('is the same in parts', async () => {
    const whole = await tiny.score(csvOf(rows), { probabilities: true });
    const folder = join(tiny.root, 'parts');
    await mkdir(folder);
    const input = join(folder, 'input.csv');
    await writeFile(input, csvOf(rows));
    const served = await tiny.suite.get(ServedModels).get(tinyId);
    const limits = { partBytes: 1000, maxBytes: 1e6 };
    const plan = await planParts({ input, folder, probabilities: true, ...limits }, served);
    expect(plan.parts.length).toBeGreaterThan(1);
    for (const { place } of plan.parts)
      await scorePart({ plan, place, folder, worker: 'w' }, served, tiny.configuration);
    const [output, rejects, receipt] = ['o.csv', 'r.csv', 'r.json'].map((name) => join(folder, name));
    const joined = await joinParts({ plan, folder, paths: { output, rejects, receipt }, seconds: 1 }, served);
    expect(await readFile(output, 'utf8')).toBe(whole.text);
    expect(joined.probabilities).toEqual(whole.result.probabilities);
  });
});

describe('decisions over several classes', () => {
  it('are the same action in an answer and a CSV, with the expected cost of each', async () => {
    const answers = await Promise.all([
      tiny.predict({ size: 9.8, colour: 'b' }),
      tiny.predict({ size: 0.1, colour: 'r' }),
    ]);
    expect(answers.map(({ decision: decided }) => decided?.action)).toEqual(['throw it away', 'sell']);
    expect(Object.keys(answers[0].decision?.costs ?? {})).toEqual(['sell', 'mend', 'throw it away', 'ask']);
    for (const { decision: decided } of answers) {
      const costs = decided?.costs ?? {};
      expect(costs[decided?.action ?? '']).toBe(Math.min(...Object.values(costs)));
    }
    const scored = await tiny.score('size,colour\n9.8,b\n0.1,r\n');
    expect(scored.rows.map((row) => row.decision)).toEqual(['throw it away', 'sell']);
    expect(scored.result.decisions).toEqual({ 'throw it away': 1, sell: 1 });
  });

  it('are shown with what they cost on the rows held out, beside one action for all', async () => {
    const { stdout } = await runHere(['evaluate', tinyId], tiny.environment);
    const [, meanCost] = /\ncost +(\d+\.\d{4}) /.exec(stdout) ?? [];
    expect(stdout).toMatch(
      /action +rows +of them good +of them bad +of them so, so +mean cost if always taken/,
    );
    expect(stdout).toMatch(new RegExp(`Mean cost per decision ${meanCost} \\(best of one action for all: `));
    const described = await runHere(['describe', tinyId], tiny.environment);
    expect(described.stdout).toContain('Decision: cost-matrix');
    expect(described.stdout).toContain('  costs: sell (g = 0, m = 4, x = 20), mend (g = 3');
  });
});
