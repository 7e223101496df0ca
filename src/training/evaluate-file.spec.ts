import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { NotFoundError } from '../core/errors.js';
import { projectRoot, shippedDatasets, shippedScenarios } from '../core/paths.js';
import { DatasetCatalogue, samplePath } from '../datasets/dataset-catalogue.js';
import { chooseRows } from '../learning/rows/split/choose-rows.js';
import { loadTrainingData } from '../learning/rows/load/training-data.js';
import { loadScenarios } from '../scenarios/load-scenarios.js';
import { ScenarioCatalogue, type Scenario } from '../scenarios/scenario-catalogue.js';
import { numericTarget, scenarioOf, tinySpec } from '../scenarios/scenario.fixture.js';
import { EvaluateFile, type FileToEvaluate } from './evaluate-file.js';
import { trainScenario, type TrainContext, type TrainResult } from './train-scenario.js';
import { csvOf, numericRows, tinyHome, tinyRows, type TinyHome } from './training.fixture.js';

const judgeWith = (scenario: Scenario, { registry, datasets }: TrainContext) => {
  const evaluateFile = new EvaluateFile(new ScenarioCatalogue([scenario]), registry, datasets);
  return (asked: Omit<FileToEvaluate, 'scenario'>) =>
    evaluateFile.execute({ scenario: scenario.spec.id, ...asked });
};

describe('a version that is judged by the rows of a file', () => {
  const rows = tinyRows(300);
  let home: TinyHome;
  let trained: TrainResult;
  let judge: ReturnType<typeof judgeWith>;
  beforeAll(async () => {
    home = await tinyHome(tinySpec(), csvOf(rows));
    trained = await trainScenario({ scenario: home.scenario }, home.context);
    judge = judgeWith(home.scenario, home.context);
  });
  afterAll(() => home.remove());

  it('has the figures of its report on the rows that were held out for it', async () => {
    const { scenario, context } = home;
    const data = await loadTrainingData(scenario, context.datasets);
    const { test } = chooseRows(scenario, data, scenario.spec.seed);
    const file = await home.write('held-out.csv', csvOf(Array.from(test, (row) => rows[row])));
    const evaluation = await judge({ file });
    expect(evaluation).toMatchObject({
      scenario: 'test/tiny',
      model: 'test/tiny@1',
      data: { kind: 'file', name: 'held-out.csv', rows: test.length },
      judged: test.length,
      leftOut: { unreadable: 0, unlabelled: 0, context: 0 },
      trainedOnThisFile: false,
      syntheticModel: false,
      primary: 'auc',
    });
    expect(evaluation.metrics).toEqual(trained.report.metrics);
    expect(evaluation.constant.auc).toBe(0.5);
    expect(evaluation).not.toHaveProperty('stages');
  });

  it('finds columns whose names differ in case and blanks alone', async () => {
    const csv = csvOf(tinyRows(40, 3));
    const [same, other] = await Promise.all([
      home.write('same.csv', csv),
      home.write('other.csv', csv.replace('size,colour,class', 'SIZE,Colour , CLASS')),
    ]);
    const { metrics } = await judge({ file: other });
    expect(metrics).toEqual((await judge({ file: same })).metrics);
  });

  it('leaves out rows that cannot be read, and rows of which nothing is known, however many', async () => {
    const [first, second, ...others] = rows.slice(0, 40);
    const unknown = others.map((row) => ({ ...row, target: '' }));
    const known = [first, { ...second, size: 'large' }, ...tinyRows(4, 9)];
    const file = await home.write('mixed.csv', csvOf([...known, ...unknown]));
    expect(await judge({ file })).toMatchObject({
      judged: 5,
      leftOut: { unreadable: 1, unlabelled: 38, context: 0 },
    });
  });

  it('says when it has learnt from this very file', async () => {
    expect(await judge({ file: join(home.root, 'rows.csv') })).toMatchObject({ trainedOnThisFile: true });
  });

  it('is the champion unless another one is named, and must exist', async () => {
    await trainScenario({ scenario: home.scenario, seed: 8, promote: false }, home.context);
    const file = await home.write('new.csv', csvOf(tinyRows(50, 4)));
    expect(await judge({ file })).toMatchObject({ model: 'test/tiny@1' });
    expect(await judge({ file, version: 2 })).toMatchObject({ model: 'test/tiny@2' });
    const refused = judge({ file, version: 3 });
    await expect(refused).rejects.toThrow(NotFoundError);
    await expect(refused).rejects.toThrow('There is no test/tiny@3; test/tiny has the versions 1, 2.');
  });

  it('is refused a file without the target, and one that never says it', async () => {
    const without = await home.write('without.csv', 'size,colour\n1,r\n');
    await expect(judge({ file: without })).rejects.toMatchObject({ details: [{ column: 'class' }] });
    const never = await home.write('never.csv', 'size,colour,class\n1,r,\n2,b,\n');
    await expect(judge({ file: never })).rejects.toMatchObject({
      message: expect.stringContaining('expected a value of class in at least one row') as unknown,
      hint: expect.stringContaining('sextant score test/tiny') as unknown,
    });
  });
});

describe('a regression that is judged by the rows of a file', () => {
  it('stands beside the mean of these very rows', async () => {
    const home = await tinyHome(tinySpec(numericTarget), csvOf(numericRows(200), 'price'));
    try {
      await trainScenario({ scenario: home.scenario }, home.context);
      const file = await home.write('new.csv', csvOf(numericRows(60, 5), 'price'));
      const { constant, metrics, judged } = await judgeWith(home.scenario, home.context)({ file });
      expect(judged).toBe(60);
      expect(constant.r2).toBeCloseTo(0, 6);
      expect(Object.keys(metrics)).toContain('rmse');
    } finally {
      await home.remove();
    }
  });
});

describe.each([
  ['retail/product-recommendation', 'ndcg_10'],
  ['retail/movie-rating', 'rmse'],
] as const)('a version of %s that is judged by interactions', (id, metric) => {
  it('asks what it ranks or rates for the customers of the file, beside what ignores the customer', async () => {
    const shipped = await loadScenarios([shippedScenarios, join(projectRoot, 'bench', 'scenarios')]);
    const found = shipped.find(({ spec }) => spec.id === id);
    if (!found) throw new Error(`There is no scenario ${id}.`);
    // Trained for a moment only.
    const model = { ...found.spec.model, beside: undefined };
    const training = { epochs: 8, batchSize: 512, optimiser: { name: 'adam', learningRate: 0.02 } as const };
    const split = { method: 'random', test: 0.2, validation: { fraction: 0.2 } } as const;
    const scenario = scenarioOf({ ...found.spec, model, training, split }, found.folder);
    const home = await tinyHome(scenario.spec, '');
    try {
      const context = { ...home.context, datasets: new DatasetCatalogue([shippedDatasets], home.root) };
      await trainScenario({ scenario }, context);
      const dataset = 'dataset' in scenario.spec.data ? scenario.spec.data.dataset : '';
      const file = samplePath({ folder: join(shippedDatasets, dataset) });
      const evaluation = await judgeWith(scenario, context)({ file });
      const { source, judged, leftOut } = { source: evaluation.data, ...evaluation };
      expect(evaluation).toMatchObject({ model: `${id}@1`, trainedOnThisFile: true, syntheticModel: true });
      expect(judged).toBeGreaterThan(10);
      expect(judged + leftOut.context).toBe(source.rows);
      const figure = evaluation.metrics[metric]?.value ?? NaN;
      const gain = figure - (evaluation.constant[metric] ?? NaN);
      expect(metric === 'rmse' ? -gain : gain).toBeGreaterThan(0);
    } finally {
      await home.remove();
    }
  });
});
