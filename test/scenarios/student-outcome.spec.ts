import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { createRandom } from '../../src/core/random.js';
import { shippedDatasets, shippedScenarios } from '../../src/core/paths.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { importDataset } from '../../src/datasets/import-dataset.js';
import { Table } from '../../src/tables/table.js';
import { startEngine } from '../../src/engine/engine.js';
import { leversOf } from '../../src/industries/education/levers.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { loadScenarios } from '../../src/scenarios/load-scenarios.js';
import type { Scenario } from '../../src/scenarios/scenario-catalogue.js';
import { answerTable } from '../../src/scoring/answer-rows.js';
import { readRows } from '../../src/scoring/predict-rows.js';
import { RowPredictor } from '../../src/learning/rows/open/row-predictor.js';
import { measureFolds, summariseShares } from '../../src/training/evaluate-folds.js';
import { trainScenario, type TrainContext, type TrainResult } from '../../src/training/train-scenario.js';
import { realDataFolder } from '../real-data.js';

const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';

const minutes = 60_000;

/** The scenario as it is shipped, trained shortly. */
async function shortScenario(epochs: number): Promise<Scenario> {
  const loaded = (await loadScenarios([shippedScenarios])).find(
    ({ spec }) => spec.id === 'education/student-outcome',
  );
  if (!loaded) throw new Error('The scenario is gone.');
  const { spec } = loaded;
  const split = { ...spec.split, validation: { folds: 2 } };
  return { ...loaded, spec: { ...spec, split, training: { ...spec.training, epochs } }, plugin: {} };
}

describe('education/student-outcome', () => {
  let home: string;
  let context: TrainContext;
  let scenario: Scenario;
  let result: TrainResult;
  let served: RowPredictor | undefined;
  let features: Record<string, unknown>;
  const ask = (rows: readonly Record<string, unknown>[]) => {
    if (!served) throw new Error('Nothing was trained.');
    const table = readRows(served, rows, (row) => `/rows/${row}`);
    return answerTable(served, table, { newId: () => 'id' });
  };

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'sextant-outcome-'));
    const datasets = new DatasetCatalogue([shippedDatasets], home);
    context = { datasets, registry: new ModelRegistry(home), engine: await startEngine('wasm') };
    scenario = await shortScenario(25);
    result = await trainScenario({ scenario }, context);
    served = RowPredictor.load(scenario, await context.registry.load(result.model));
    const example = await readFile(join(scenario.folder, 'examples', 'predict.json'), 'utf8');
    ({ features } = JSON.parse(example) as { features: Record<string, unknown> });
  }, 15 * minutes);
  afterAll(async () => {
    served?.dispose();
    await rm(home, { recursive: true, force: true });
  });

  it('learns from the sample, at every stage better than a model that knows nothing', () => {
    const { report } = result;
    expect(report.data.kind).toBe('synthetic-sample');
    expect(report.stages?.map(({ stage }) => stage)).toEqual(['start', 'first-period', 'second-period']);
    const errors = report.stages?.map(({ metrics }) => metrics.rmse ?? NaN) ?? [];
    expect(errors[0]).toBeLessThan(report.constant.rmse ?? NaN);
    expect(errors[1]).toBeLessThan(errors[0]);
    expect(errors[2]).toBeLessThan(errors[1]);
    expect(report.stages?.[0].metrics).toEqual(expect.objectContaining({ rmse: report.metrics.rmse?.value }));
  });

  it('answers the example with a grade, a risk and an action', () => {
    const [{ prediction, decision, stage, applicability }] = ask([features]);
    expect(stage).toBe('start');
    const { value = NaN, interval = [NaN, NaN], probability = NaN, label, unit } = prediction;
    expect(interval[0]).toBeLessThan(interval[1]);
    expect(interval[0]).toBeGreaterThanOrEqual(0);
    expect(interval[1]).toBeLessThanOrEqual(20);
    expect(value).toBeGreaterThan(0);
    expect(unit).toBe('points');
    expect(probability).toBeGreaterThan(0);
    expect(['at risk', 'on course']).toContain(label);
    expect(['none', 'talk', 'support']).toContain(decision?.action);
    expect(applicability.warnings.map(({ code }) => code)).toEqual(['synthetic-training-data']);
  });

  it('knows more as the year goes on, and heeds no second grade without the first', () => {
    const rows = [
      features,
      { ...features, G1: 15 },
      { ...features, G1: 15, G2: 16 },
      { ...features, G2: 16 },
    ];
    const answers = ask(rows);
    expect(answers.map(({ stage }) => stage)).toEqual(['start', 'first-period', 'second-period', 'start']);
    const widths =
      result.report.stages?.map(({ details }) => details as { interval: { meanWidth: number } }) ?? [];
    expect(widths[2].interval.meanWidth).toBeLessThan(widths[0].interval.meanWidth);
    expect(answers[2].prediction.value ?? NaN).toBeGreaterThan(answers[0].prediction.value ?? NaN);
    expect(answers[3].prediction).toEqual(answers[0].prediction);
    // One row answers the same alone and among rows of other stages.
    rows.forEach((row, i) => expect(ask([row])[0].prediction).toEqual(answers[i].prediction));
  });

  it('gives levers among the columns that a school can change, and among no others', () => {
    const view = {
      columns: scenario.spec.columns,
      model: result.model,
      section: undefined,
      prepareRows: () => ({ data: new Float32Array(0), width: 0, features: [] }),
      readRows: () => Table.fromColumns([]),
      synthetic: true,
      answerHistory: () => [],
      pathsOfHistory: () => [],
      answerRows: (rows: readonly unknown[]) => ask(rows as Record<string, unknown>[]),
    };
    const { levers } = leversOf(features, view);
    const columns = new Set(levers.map(({ column }) => column));
    expect([...columns].sort()).toEqual(['absences', 'activities', 'paid', 'schoolsup', 'studytime']);
    for (const name of scenario.spec.sensitive) expect(columns.has(name)).toBe(false);
    levers.forEach(({ change }) => expect(Number.isFinite(change.probability)).toBe(true));
  });

  withRealData(
    `keeps both rows of a student together and evaluates one subject over given folds${note}`,
    async () => {
      await importDataset(context.datasets, join(String(real), 'education', 'student-performance'));
      const random = createRandom(1);
      const inFolds = Array.from({ length: 649 }, (_, row) => `${row},${random.integer(2)}\n`).join('');
      const foldsFile = join(home, 'folds.csv');
      await writeFile(foldsFile, `row,repeat0\n${inFolds}`);
      // The linear model alone: its own baseline would cost most of the time, and quality is not what is tested here.
      const short = await shortScenario(20);
      const model = { architecture: 'linear' as const, options: {} };
      const optimiser = { name: 'adam', learningRate: 0.05 };
      const spec = { ...short.spec, model, training: { ...short.spec.training, optimiser } };
      const request = { scenario: { ...short, spec }, folds: { file: foldsFile }, metric: 'auc' };
      await expect(measureFolds(request, context.datasets)).rejects.toThrow('do not belong');
      const where = { column: 'subject', value: 'portuguese' };
      const later = { ...request, where, stage: 'second-period' };
      const shares = [
        await measureFolds({ ...later, share: { part: 0, of: 2 } }, context.datasets),
        await measureFolds({ ...later, share: { part: 1, of: 2 } }, context.datasets),
      ];
      expect(shares.map(({ folds }) => folds.map(({ fold }) => fold))).toEqual([[0], [1]]);
      const { data, means, mean, stage, folds: results } = summariseShares(shares.toReversed(), 0);
      expect(results.map(({ fold }) => fold)).toEqual([0, 1]);
      expect(data).toMatchObject({ kind: 'original', rows: 649, rejected: 0 });
      expect(stage).toBe('second-period');
      expect(results).toHaveLength(2);
      expect(mean).toBeCloseTo(means['second-period'].auc ?? NaN, 12);
      expect(means['second-period'].auc).toBeGreaterThan(0.9);
      expect(means.start.auc).toBeGreaterThan(0.7);
      expect(means['second-period'].rmse).toBeLessThan(means.start.rmse ?? NaN);
    },
    15 * minutes,
  );
});
