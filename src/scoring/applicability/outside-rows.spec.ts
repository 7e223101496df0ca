import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../../core/configuration.js';
import { createRandom } from '../../core/random.js';
import { InvalidInputError } from '../../core/errors.js';
import type { AnswerEnvelope } from '../../learning/answer.js';
import { RowPredictor } from '../../learning/rows/open/row-predictor.js';
import { OperationEvents } from '../../monitoring/operation-events.js';
import type { LoadedModel } from '../../registry/model-registry.js';
import { parseScenario } from '../../scenarios/load-scenarios.js';
import { scenarioOf } from '../../scenarios/scenario.fixture.js';
import { trainScenario } from '../../training/train-scenario.js';
import { tinyHome, type TinyHome } from '../../training/training.fixture.js';
import { ScoreCsv, type ScoreRequest } from '../csv/score-csv.js';
import { sayAnswer } from '../language/say-answer.js';
import { PredictRows } from '../predict-rows.js';
import type { ServedModels } from '../served-models.js';
import { Turns } from '../turns.js';

/** Years at school go with age; both are declared far wider than they occur. */
const text = (policy = 'warn') => `id: test/hiring
title: { en: Hiring, zh: 招聘 }
question: { en: Who stays?, zh: 谁会留下？ }
data: { file: rows.csv }
columns:
  - { name: age, kind: numeric, meaning: { en: Age, zh: 年龄 }, range: [0, 120], missing_tokens: ["-1"], missing: median }
  - { name: years, kind: numeric, meaning: { en: Years employed, zh: 工作年数 }, range: [0, 100], missing: median }
target:
  name: stays
  kind: categorical
  meaning: { en: Stays, zh: 留下 }
  categories: [{ code: "n", label: { en: no, zh: 否 } }, { code: "y", label: { en: yes, zh: 是 } }]
  positive: "y"
derived:
  - { name: started, expression: age - years, range: [-99, 120], meaning: { en: Age at the first job, zh: 首次就业年龄 } }
impossible:
  - { when: started < 10, meaning: { en: a first job before the age of ten, zh: 十岁前就业 } }
applicability: { policy: ${policy} }
task: { name: classification }
model: { architecture: linear }
training: { epochs: 10 }
split: { method: random }
metrics: { primary: auc }
decision:
  rule: expected-cost
  costs: { falsePositive: 1, falseNegative: 2 }
  actions: { negative: decline, positive: hire }
`;

interface Row {
  age: number;
  years: number;
}

function rowsOf(count: number, seed: number): (Row & { stays: string })[] {
  const random = createRandom(seed);
  return Array.from({ length: count }, () => {
    const age = 20 + 40 * random.next();
    const years = Math.max(0, (age - 20) * 0.8 + random.normal());
    return { age, years, stays: random.next() < 0.3 + years / 70 ? 'y' : 'n' };
  });
}

const csvOf = (rows: readonly Row[]) =>
  `age,years\n${rows.map(({ age, years }) => `${age},${years}\n`).join('')}`;

const usual: Row = { age: 40, years: 16 };
/** Neither value is out of its range, but nobody of this age has worked so little. */
const far: Row = { age: 59, years: 1 };
const impossible: Row = { age: 25, years: 20 };
const outside: Row = { age: 130, years: 70 };

describe('a row outside of what a model knows', () => {
  let home: TinyHome;
  let loaded: LoadedModel;
  let folder: string;

  beforeAll(async () => {
    const learnt = rowsOf(1500, 1);
    const lines = learnt.map(({ age, years, stays }) => `${age},${years},${stays}\n`).join('');
    home = await tinyHome(parseScenario(text(), 'scenario.yaml'), `age,years,stays\n${lines}`);
    await trainScenario({ scenario: home.scenario }, home.context);
    ({ loaded } = await home.context.registry.loadChampion('test/hiring'));
    folder = await mkdtemp(join(tmpdir(), 'sextant-outside-'));
  });
  afterAll(async () => {
    await home.remove();
    await rm(folder, { recursive: true, force: true });
  });

  function opened(policy = 'warn', files = loaded.files) {
    const scenario = scenarioOf(parseScenario(text(policy), 'scenario.yaml'), home.root);
    const served = RowPredictor.load(scenario, { ...loaded, files });
    const models = {
      get: () => Promise.resolve(served),
      use: (_: string, work: (one: RowPredictor) => unknown) => work(served),
    } as unknown as ServedModels;
    const configuration = readConfiguration({});
    const predict = new PredictRows(models, configuration, new Turns(), new OperationEvents());
    const score = new ScoreCsv(models, configuration);
    return {
      scenario,
      ask: async (rows: readonly Row[]) =>
        ((await predict.execute('test/hiring', { rows })) as { answers: AnswerEnvelope[] }).answers,
      score: async (rows: readonly Row[], options: Partial<ScoreRequest> = {}) => {
        const [input, output] = [join(folder, 'in.csv'), join(folder, 'out.csv')];
        await writeFile(input, csvOf(rows));
        const receipt = await score.execute({ scenario: 'test/hiring', input, output, ...options });
        const [header, ...lines] = (await readFile(output, 'utf8')).trim().split('\n');
        const names = header.split(',');
        const cells = lines.map((line) => {
          const values = line.split(',');
          return Object.fromEntries(names.map((name, i) => [name, values[i]]));
        });
        return { receipt, cells, output };
      },
    };
  }

  it('is remarked on where its values lie far from what was learnt from, or cannot go together', async () => {
    const answers = await opened().ask([usual, far, impossible, outside]);
    const found = answers.map(({ applicability: { in_domain, warnings } }) => [
      in_domain,
      ...warnings.map(({ code, column }) => (column === undefined ? code : `${code}:${column}`)),
    ]);
    expect(found[0]).toEqual([true]);
    expect(found[1]).toEqual([false, 'far-from-training']);
    expect(found[2]).toEqual([false, 'impossible-values', 'far-from-training']);
    expect(found[3]).toContain('out-of-range:age');
    const [, warned, refuted] = answers.map(({ applicability }) => applicability.warnings.at(0)?.text);
    expect(warned).toMatch(
      /^Taken together: expected values no further .* 99 of 100 known rows, received [\d.]+ times as far\.$/,
    );
    expect(refuted).toBe(
      'Taken together: expected values that can go together, received a first job before the age of ten.',
    );
  });

  it('is remarked on in Chinese, too', async () => {
    const { scenario, ask } = opened();
    const [first, second] = await ask([far, impossible]);
    const said = sayAnswer([first, second], scenario, 'zh') as AnswerEnvelope[];
    expect(said[0].applicability.warnings[0].text).toMatch(
      /^整体来看：应为与训练样本的距离不超过 100 个已知行中 99 个的取值，实际为该距离的 [\d.]+ 倍。$/,
    );
    expect(said[1].applicability.warnings[0].text).toBe(
      '整体来看：应为可以同时成立的取值，实际为十岁前就业。',
    );
  });

  it('is about one of a hundred fresh rows, the same at every door', async () => {
    const fresh = rowsOf(3000, 2).map(({ age, years }) => ({ age, years }));
    const { ask, score } = opened();
    const answers = await Promise.all(
      [fresh.slice(0, 1000), fresh.slice(1000, 2000), fresh.slice(2000)].map(ask),
    );
    const inDomain = answers.flat().map(({ applicability }) => applicability.in_domain);
    const share = inDomain.filter((one) => !one).length / fresh.length;
    expect(share).toBeGreaterThan(0.003);
    expect(share).toBeLessThan(0.018);
    const { cells, receipt } = await score(fresh, { warnings: true });
    expect(cells.map(({ warnings }) => warnings === '')).toEqual(inDomain);
    expect(receipt.notes['far-from-training']).toBe(inDomain.filter((one) => !one).length);
  });

  it('is counted in the receipt of a file of a scenario that declares what cannot be, asked for or not', async () => {
    const { receipt } = await opened().score([usual, impossible, usual]);
    expect(receipt.notes).toEqual({ 'impossible-values': 1, 'far-from-training': 1 });
  });

  it('is left to a person where the scenario abstains', async () => {
    const { ask, score } = opened('abstain');
    const [first, second] = await ask([usual, far]);
    expect(first.decision?.action).toBeDefined();
    expect(second.decision).toBeUndefined();
    expect(second.prediction).toEqual((await opened().ask([far]))[0].prediction);
    expect(second.applicability.warnings.map(({ code }) => code)).toContain('left-to-a-person');
    const { cells, receipt } = await score([usual, far, usual], { warnings: true });
    expect(cells.map(({ decision }) => decision === '')).toEqual([false, true, false]);
    expect(cells[1].prediction).toBe(second.prediction.label);
    expect(cells[1].warnings).toBe('far-from-training;left-to-a-person');
    expect(Object.values(receipt.decisions).reduce((sum, count) => sum + count)).toBe(2);
  });

  it('is refused where the scenario rejects it: of a request all, of a file that row', async () => {
    const { ask, score } = opened('reject');
    const refused = await ask([usual, far]).catch((error: unknown) => error);
    expect(refused).toBeInstanceOf(InvalidInputError);
    expect((refused as InvalidInputError).details).toMatchObject([
      { pointer: '/rows/1', expected: 'a row within what the model knows' },
    ]);
    const { cells, receipt, output } = await score([usual, far, usual, impossible]);
    expect(cells.map(({ age }) => age)).toEqual(['40', '40']);
    expect(receipt.rows).toMatchObject({ input: 4, scored: 2, rejected: 2 });
    expect(receipt.rejectReasons).toEqual({ 'outside-domain': 2 });
    const rejects = await readFile(output.replace('.csv', '.rejects.csv'), 'utf8');
    expect(rejects).toMatch(/^3,,"?expected values no further from .* times as far.*,59,1$/m);
    expect(rejects).toMatch(/^5,,"?expected values that can go together, .*before the age of ten/m);
  });

  it('is not told apart by distance in a version of an earlier build', async () => {
    const files = new Map([...loaded.files].filter(([name]) => name !== 'domain.json'));
    const [{ applicability }] = await opened('warn', files).ask([far]);
    expect(applicability).toEqual({ in_domain: true, warnings: [] });
  });
});
