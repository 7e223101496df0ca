import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../src/core/errors.js';
import { sha256 } from '../../src/core/files/files.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import type { CellValue } from '../../src/tables/columns/column-kind.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import type { ScenarioSpec } from '../../src/scenarios/schema/scenario.js';
import type { AnswerEnvelope } from '../../src/learning/answer.js';
import { DescribeScenario } from '../../src/scoring/describe-scenario.js';
import { splitForReport } from '../../src/learning/rows/split/row-splits.js';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { loadTrainingData } from '../../src/learning/rows/load/training-data.js';
import { validationPlan } from '../../src/learning/rows/split/validation-plan.js';
import { realDataFolder } from '../real-data.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const id = 'manufacturing/remaining-life';
const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';
const sampleFile = new URL('../../datasets/cmapss-fd001/sample.csv', import.meta.url);

/** Few epochs, and two members instead of four. */
const short: Partial<ScenarioSpec> = {
  training: { epochs: 3, batchSize: 128, optimiser: { name: 'adamw', learningRate: 0.01 } },
  split: { method: 'given', column: 'part', test: 'test', group: 'unit', validation: { folds: 2 } },
};
/** A network that is trained in a moment, for tests that train twice. */
const linear: Partial<ScenarioSpec> = {
  ...short,
  model: { architecture: 'linear', options: {} },
  training: { epochs: 2, batchSize: 256 },
};

type Row = Record<string, unknown>;

describe('remaining life', () => {
  let home: TrainedHome;
  let trained: TrainResult;
  let example: { history: Row[] };
  /** Lines of the sample, its header first. */
  let lines: string[];

  beforeAll(async () => {
    home = await trainedHome(id);
    trained = await home.train(short);
    example = (await home.suite.get(DescribeScenario).describe(id)).example as typeof example;
    lines = (await readFile(sampleFile, 'utf8')).trim().split('\n');
  });
  afterAll(() => home.close());

  const predict = (body: unknown) => home.predict(body);
  /** The cycles of one engine of the sample, as a request has them. */
  const engine = (unit: string): Row[] => {
    const names = lines[0].split(',');
    const known = home.scenario.spec.columns.map(({ name }) => name);
    return lines
      .slice(1)
      .map((line) => line.split(','))
      .filter((cells) => cells[0] === unit)
      .map((cells) => Object.fromEntries(known.map((name) => [name, cells[names.indexOf(name)]])));
  };
  const figures = ({ prediction, decision }: AnswerEnvelope) => ({ prediction, decision });
  const codes = ({ applicability }: AnswerEnvelope) => applicability.warnings.map(({ code }) => code);
  /** Of what a version has learnt. */
  const digests = async ({ model }: TrainResult) => {
    const { files } = await home.suite.get(ModelRegistry).load(model);
    return ['weights.bin', 'preparation.json'].map((name) => sha256(files.get(name) ?? ''));
  };
  const refusal = async (body: unknown): Promise<InvalidInputError> => {
    const error = await predict(body).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InvalidInputError);
    return error as InvalidInputError;
  };

  it('serves after a short training and reports each test engine once, at its last cycle', () => {
    expect(trained).toMatchObject({
      promoted: true,
      headline: { metric: 'rmse', rows: 4, data: 'synthetic-sample' },
    });
    const { candidates, details, metrics, constant } = trained.report;
    expect(candidates.map(({ architecture }) => architecture)).toEqual(['mixer', 'linear']);
    expect(Object.keys(metrics)).toEqual(expect.arrayContaining(['rmse', 'mae', 'phm_score']));
    expect(metrics.rmse?.value).toBeLessThan(constant.rmse ?? 0);
    const errors = { rmse: expect.any(Number) as unknown, phm_score: expect.any(Number) as unknown };
    expect(details).toMatchObject({ units: 4, cap: 125, capped: errors, uncapped: errors });
  });

  it('answers its example with cycles, an interval up to the cap and the action of its lower end', async () => {
    const [{ prediction, decision, applicability, ...envelope }, ...others] = await predict(example);
    expect(others).toEqual([]);
    expect(Object.keys(envelope)).toEqual(['id', 'scenario', 'model']);
    const { value = NaN, interval: [lower, upper] = [NaN, NaN], unit } = prediction;
    expect(unit).toBe('cycles');
    expect(lower).toBeGreaterThanOrEqual(0);
    expect(lower).toBeLessThan(value);
    expect(upper).toBeGreaterThan(value);
    expect(upper).toBeLessThanOrEqual(125);
    const action = lower <= 5 ? 'stop' : lower <= 30 ? 'plan maintenance' : 'run';
    expect(decision).toEqual({
      action,
      rule: 'lower bound against lead time',
      threshold: action === 'stop' ? 5 : 30,
    });
    expect(applicability.in_domain).toBe(true);
    expect(applicability.warnings.map(({ code }) => code)).toEqual(['synthetic-training-data']);
  });

  it('sees wear: less is left at the end of a life than at its beginning', async () => {
    const cycles = engine('7');
    const [young] = await predict({ history: cycles.slice(0, 30) });
    const [worn] = await predict({ history: cycles });
    expect(worn.prediction.value).toBeLessThan(Number(young.prediction.value) / 2);
    expect(worn.decision?.action).not.toBe('run');
  });

  it('reads thirty cycles, says when there are fewer, and fills a sensor that is silent', async () => {
    const cycles = engine('7');
    const [whole] = await predict({ history: cycles });
    const [last] = await predict({ history: cycles.slice(-30) });
    expect(figures(last)).toEqual(figures(whole));
    const [early] = await predict({ history: cycles.slice(0, 5) });
    expect(early.applicability).toMatchObject({ in_domain: true });
    expect(codes(early)).toContain('short-history');
    const [alone] = await predict({ features: cycles[0] });
    expect(codes(alone)).toContain('short-history');
    const silent = cycles.map((row, i) => (i === cycles.length - 3 ? { ...row, t50: null } : row));
    const [filled] = await predict({ history: silent });
    expect(codes(filled)).toContain('filled-in-history');
    expect(Number.isFinite(filled.prediction.value)).toBe(true);
  });

  it('gives one answer for each engine of a history', async () => {
    const [first, second] = [engine('10'), engine('9')];
    const mixed = first.flatMap((row, i) => (i < second.length ? [row, second[i]] : [row]));
    const both = await predict({ history: mixed });
    const [[one], [other]] = [await predict({ history: first }), await predict({ history: second })];
    // In the order of the engines' last rows.
    expect(both.map(figures)).toEqual([other, one].map(figures));
  });

  it.each<[string, (row: Row) => unknown, string | undefined]>([
    ['a cycle that is no number', (row) => ({ history: [{ ...row, cycle: 'ten' }] }), '/history/0/cycle'],
    ['a cycle without its engine', (row) => ({ history: [{ ...row, unit: null }] }), '/history/0/unit'],
    [
      'what is to be predicted',
      (row) => ({ history: [{ ...row, cycles_left: 3 }] }),
      '/history/0/cycles_left',
    ],
  ])('refuses %s', async (_, body, pointer) => {
    const { details } = await refusal(body(engine('12')[0]));
    expect(details.map((detail) => detail.pointer)).toEqual([pointer]);
  });

  it('keeps every engine on one side of each division', async () => {
    const { spec } = home.scenario;
    const { table } = await loadTrainingData(home.scenario, home.suite.get(DatasetCatalogue));
    const units = table.column('unit');
    const unitsOf = (rows: Int32Array, of: readonly CellValue[] = units) =>
      new Set(Array.from(rows, (row) => of[row]));
    const shared = (a: ReadonlySet<CellValue>, b: ReadonlySet<CellValue>) =>
      [...a].filter((unit) => b.has(unit));
    const { training, test } = splitForReport({ split: spec.split, table, seed: spec.seed });
    expect(unitsOf(training).size).toBe(8);
    expect(unitsOf(test).size).toBe(4);
    expect(shared(unitsOf(training), unitsOf(test))).toEqual([]);
    const learning = table.take(training);
    const { members } = validationPlan({ spec, table: learning, seed: spec.seed });
    expect(members).toHaveLength(4);
    const stopping = members.map((member) => {
      const own = unitsOf(member.validation, learning.column('unit'));
      expect(shared(own, unitsOf(member.training, learning.column('unit')))).toEqual([]);
      return [...own];
    });
    expect(new Set(stopping.flat()).size).toBe(8);
  });

  it('learns nothing from the engines that it is tested on', async () => {
    const changed = lines.map((line, i) => {
      const cells = line.split(',');
      if (i > 0 && cells.at(-1) === 'test') cells.splice(5, 4, '590', '659', '1649', '1479');
      return cells.join();
    });
    const file = join(home.folder, 'changed.csv');
    await writeFile(file, `${changed.join('\n')}\n`);
    const data = { file: 'changed.csv' };
    const results = [await home.train(linear), await home.train({ ...linear, data })];
    const [before, after] = await Promise.all(results.map(digests));
    expect(after).toEqual(before);
    expect(results[1].headline.value).not.toBe(results[0].headline.value);
  });

  withRealData(`reads the published engines, every row of them${note}`, async () => {
    await home.import(join(String(real), 'manufacturing', 'cmapss-fd001'));
    const { source, table, targets } = await loadTrainingData(
      home.scenario,
      home.suite.get(DatasetCatalogue),
    );
    expect(source).toMatchObject({ kind: 'original', rows: 33_727, rejected: 0 });
    const { spec } = home.scenario;
    const { training, test } = splitForReport({ split: spec.split, table, seed: spec.seed });
    expect([training.length, test.length]).toEqual([20_631, 13_096]);
    expect(new Set(table.column('unit')).size).toBe(200);
    expect(targets.every((value) => typeof value === 'number')).toBe(true);
  });
});
