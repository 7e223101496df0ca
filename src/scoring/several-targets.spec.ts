import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../core/configuration.js';
import { DamagedFileError, InvalidSpecificationError, type ErrorDetail } from '../core/errors.js';
import { createRandom } from '../core/random.js';
import { parseScenario } from '../scenarios/load-scenarios.js';
import { ScoreCsv } from './csv/score-csv.js';
import { OperationEvents } from '../monitoring/operation-events.js';
import { PredictRows } from './predict-rows.js';
import type { ServedModels } from './served-models.js';
import { Turns } from './turns.js';
import { readObjects } from '../tables/reading/rows.js';
import { trainScenario, type TrainResult } from '../training/train-scenario.js';
import { tinyHome, type TinyHome } from '../training/training.fixture.js';
import type { AnswerEnvelope } from '../learning/answer.js';
import { checkLearning } from '../learning/check.js';
import { RowPredictor } from '../learning/rows/open/row-predictor.js';
import { taskOf } from '../learning/rows/tasks/index.js';

const yesOrNo = (name: string) => `  - name: ${name}
    kind: categorical
    meaning: { en: ${name}, zh: ${name} }
    categories: [{ code: "n", label: { en: no, zh: 否 } }, { code: "y", label: { en: yes, zh: 是 } }]
    positive: "y"`;

const text = `id: test/essays
title: { en: Essays, zh: 作文 }
question: { en: What is good about it?, zh: 好在哪里？ }
data: { file: rows.csv }
columns:
  - { name: a, kind: numeric, meaning: { en: a, zh: a }, missing: reject }
  - { name: b, kind: numeric, meaning: { en: b, zh: b }, missing: reject }
targets:
${yesOrNo('first')}
${yesOrNo('second')}
task: { name: classification }
model: { architecture: mlp, options: { hidden: [8] } }
training: { epochs: 40, batchSize: 32, optimiser: { name: adam, learningRate: 0.02 } }
split: { method: random }
metrics: { primary: auc }
`;

const numbersText = text
  .replace(/targets:[^]*task:/, () => {
    const number = (name: string, unit: string) =>
      `  - { name: ${name}, kind: numeric, meaning: { en: x, zh: x }, unit: ${unit} }`;
    return `targets:\n${number('first', 'kg')}\n${number('second', 'EUR')}\ntask:`;
  })
  .replace('classification', 'regression')
  .replace('primary: auc', 'primary: r2');

interface Row {
  a: string;
  b: string;
  first: string;
  second: string;
}

/** The first target rests on a, the second on b; a third of each is unknown, where it would be no. */
function rowsOf(count: number, value: (x: number, name: string) => string): Row[] {
  const random = createRandom(3);
  return Array.from({ length: count }, () => {
    const [a, b] = [random.normal(), random.normal()];
    const known = random.next();
    return {
      a: a.toFixed(4),
      b: b.toFixed(4),
      first: known < 0.33 ? '' : value(a, 'first'),
      second: known > 0.67 ? '' : value(b, 'second'),
    };
  });
}

const csvOf = (rows: readonly Row[]) =>
  `a,b,first,second\n${rows.map(({ a, b, first, second }) => `${a},${b},${first},${second}\n`).join('')}`;

interface Opened {
  home: TinyHome;
  result: TrainResult;
  served: RowPredictor;
  predict: PredictRows;
  score: ScoreCsv;
}

async function trained(specification: string, rows: readonly Row[]): Promise<Opened> {
  const home = await tinyHome(parseScenario(specification, 'scenario.yaml'), csvOf(rows));
  const result = await trainScenario({ scenario: home.scenario }, home.context);
  const { loaded } = await home.context.registry.loadChampion('test/essays');
  const served = RowPredictor.load(home.scenario, loaded);
  const models = {
    get: () => Promise.resolve(served),
    use: (_: string, work: (one: RowPredictor) => unknown) => work(served),
  } as unknown as ServedModels;
  const configuration = readConfiguration({});
  return {
    home,
    result,
    served,
    predict: new PredictRows(models, configuration, new Turns(), new OperationEvents()),
    score: new ScoreCsv(models, configuration),
  };
}

describe.each([
  ['classes', text, (x: number) => (x > 0.3 ? 'y' : 'n')],
  ['numbers', numbersText, (x: number, name: string) => (name === 'first' ? 5 * x : 100 + x).toFixed(3)],
])('several targets that are %s', (_, specification, value) => {
  let opened: Opened;
  let folder: string;
  const isNumber = specification === numbersText;
  const primary = isNumber ? 'r2' : 'auc';

  beforeAll(async () => {
    opened = await trained(specification, rowsOf(400, value));
    folder = await mkdtemp(join(tmpdir(), 'sextant-targets-'));
  });
  afterAll(async () => {
    opened.served.dispose();
    await opened.home.remove();
    await rm(folder, { recursive: true, force: true });
  });

  it('are each learnt, from every row in which it is known', () => {
    const { report } = opened.result;
    expect(report.data).toMatchObject({ rows: 400, rejected: 0 });
    expect(report.rows).toEqual({ development: 320, test: 80 });
    const { first, second } = report.targets ?? {};
    expect(first.metrics[primary]?.value).toBeGreaterThan(0.9);
    expect(second.metrics[primary]?.value).toBeGreaterThan(0.9);
    expect(first.rows + second.rows).toBeGreaterThan(80);
    expect(first.rows).toBeLessThan(70);
    expect(Object.keys(first.candidates).sort()).toEqual(report.candidates.map((c) => c.architecture).sort());
    const mean = (Number(first.metrics[primary]?.value) + Number(second.metrics[primary]?.value)) / 2;
    expect(report.metrics[primary]?.value).toBeCloseTo(mean, 12);
    expect(report.constant[primary]).toBeCloseTo(isNumber ? 0 : 0.5, 1);
  });

  it('are answered each by its name, the same by REST and in a CSV', async () => {
    const rows = rowsOf(5, () => '').map(({ a, b }) => ({ a: Number(a), b: Number(b) }));
    const { answers } = (await opened.predict.execute('test/essays', { rows })) as {
      answers: AnswerEnvelope[];
    };
    const input = join(folder, 'in.csv');
    await writeFile(input, `a,b\n${rows.map(({ a, b }) => `${a},${b}\n`).join('')}`);
    const output = join(folder, 'out.csv');
    await opened.score.execute({ scenario: 'test/essays', input, output });
    const [header, ...lines] = (await readFile(output, 'utf8')).trim().split('\n');
    const columns = header.split(',').slice(2, -1);
    expect(columns).toEqual(
      ['first', 'second'].flatMap((name) =>
        (isNumber ? ['prediction', 'lower', 'upper'] : ['prediction', 'probability']).map(
          (column) => `${column}_${name}`,
        ),
      ),
    );
    lines.forEach((line, row) => {
      const cells = line.split(',').slice(2, -1);
      const told = Object.values(answers[row].prediction.targets ?? {}).flatMap((one) =>
        isNumber ? [one.value, ...(one.interval ?? [])] : [one.label, one.probability],
      );
      expect(cells).toEqual(told.map(String));
    });
    expect(Object.keys(answers[0].prediction.targets ?? {})).toEqual(['first', 'second']);
    expect(answers[0].prediction.targets?.second.unit).toBe(isNumber ? 'EUR' : undefined);
  });

  it('have a figure of each when they are asked again with other values', async () => {
    const row = { a: 0.5, b: -0.5 };
    const { prediction } = (await opened.predict.execute('test/essays', {
      features: row,
    })) as AnswerEnvelope;
    const { table } = readObjects(opened.home.scenario.spec.columns, [row], 0);
    const { values, width } = opened.served.figures(table);
    expect(width).toBe(2);
    const told = Object.values(prediction.targets ?? {}).map(
      ({ value, probability }) => value ?? probability,
    );
    told.forEach((figure, i) => expect(values[i]).toBeCloseTo(Number(figure), 5));
  });

  it('come back from their file as they were, and are refused when it is damaged', async () => {
    const { loaded } = await opened.home.context.registry.loadChampion('test/essays');
    const { target } = JSON.parse(Buffer.from(loaded.files.get('preparation.json') ?? []).toString()) as {
      target: { state: { targets: unknown[] } };
    };
    const task = taskOf(opened.home.scenario.spec);
    expect(task.parse(target)).toEqual(target);
    const one = { ...target, state: { targets: target.state.targets.slice(1) } };
    expect(() => task.parse(one)).toThrow(DamagedFileError);
  });
});

describe('several targets', () => {
  const problemsOf = (specification: string) => {
    const found: ErrorDetail[] = [];
    try {
      parseScenario(specification, 'scenario.yaml', (spec) => {
        found.push(...checkLearning(spec));
        return [];
      });
    } catch (error) {
      if (!(error instanceof InvalidSpecificationError)) throw error;
      found.push(...error.details);
    }
    return found.map(({ pointer, expected, received }) => `${pointer}: ${expected}, not ${received}`);
  };

  it.each<[string, string, RegExp]>([
    [
      'beside a single one',
      `${text}target: { name: c, kind: numeric, meaning: { en: c, zh: c } }\n`,
      /^\/target: .*both/,
    ],
    ['none at all', text.replace(/targets:[^]*task:/, 'task:'), /^\/target: .*nothing/],
    ['of one name', text.replaceAll('second', 'first'), /^\/targets\/1\/name: .*twice/],
    ['under the name of a column', text.replaceAll('second', 'b'), /^\/columns: .*"b" twice/],
    ['to stratify by', text.replace('random', 'stratified'), /^\/split\/method: .*several targets/],
    [
      'of another task',
      text.replaceAll('classification', 'regression').replace('auc', 'r2'),
      /^\/targets\/0\/kind: numeric/,
    ],
    [
      'of many classes',
      text
        .replace('否 } }, {', `否 } }, { code: z, label: { en: both, zh: 都 } }, {`)
        .replace('    positive: "y"\n', ''),
      /^\/targets\/0: a number, or one of two classes/,
    ],
    ['without a positive class', text.replace('    positive: "y"\n', ''), /^\/targets\/0\/positive/],
    [
      'with one decision',
      `${text}decision: { rule: expected-cost, costs: { falsePositive: 1, falseNegative: 1 }, actions: { negative: a, positive: b } }\n`,
      /^\/decision/,
    ],
    [
      'of a task that predicts one',
      text.replace('classification', 'distribution'),
      /^\/targets: one target, not several of the task distribution/,
    ],
  ])('are refused: %s', (_, specification, problem) => {
    expect(problemsOf(specification)).toContainEqual(expect.stringMatching(problem));
  });

  it('teach nothing where none is known', async () => {
    const rows = rowsOf(200, (x) => (x > 0 ? 'y' : 'n'));
    const home = await tinyHome(
      parseScenario(text, 'scenario.yaml'),
      csvOf(rows.map((row, i) => (i < 5 ? { ...row, first: '', second: '' } : row))),
    );
    const { report } = await trainScenario({ scenario: home.scenario }, home.context);
    expect(report.data).toMatchObject({ rows: 195, rejected: 5 });
    await home.remove();
  });
});
