import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { DamagedFileError } from '../../src/core/errors.js';
import { shippedDatasets } from '../../src/core/paths.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { generateSample, sampleCsv } from '../../src/datasets/generate-sample.js';
import type { AnswerEnvelope } from '../../src/learning/answer.js';
import { RowPredictor } from '../../src/learning/rows/open/row-predictor.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { ScoreCsv } from '../../src/scoring/csv/score-csv.js';
import { DescribeScenario } from '../../src/scoring/describe-scenario.js';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { realDataFolder } from '../real-data.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const id = 'city/air-quality';
const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';
type Row = Record<string, unknown>;

const codes = ({ applicability }: AnswerEnvelope) => applicability.warnings.map(({ code }) => code);

describe('air quality', () => {
  let home: TrainedHome;
  let trained: TrainResult;
  let example: { history: Row[] };

  beforeAll(async () => {
    home = await trainedHome(id);
    const training = { epochs: 4, batchSize: 256 };
    const split = { ...home.scenario.spec.split, validation: { folds: 2 } };
    trained = await home.train({ training, split });
    example = (await home.suite.get(DescribeScenario).describe(id)).example as typeof example;
  });
  afterAll(() => home.close());

  it('ships the sample that its specification makes, byte by byte', async () => {
    const { spec, folder } = await home.suite.get(DatasetCatalogue).get('beijing-pm25');
    expect(folder.startsWith(shippedDatasets)).toBe(true);
    expect(sampleCsv(generateSample(spec))).toBe(await readFile(join(folder, 'sample.csv'), 'utf8'));
  });

  it('is reported beside persistence and climatology, with the calibration of its probabilities', () => {
    const { horizons, crossings } = trained.report.details as {
      horizons: { horizon: string; baselines: Row }[];
      crossings: { horizon: string; limit: number; brier: number; ece: number; baselines: Row }[];
    };
    const baselines = ['last value', 'moving average', 'same time 1d before', 'climatology'];
    for (const one of horizons) expect(Object.keys(one.baselines)).toEqual(baselines);
    expect(crossings.map(({ limit, horizon }) => `${limit} ${horizon}`)).toEqual([
      '75 1h',
      '35 1h',
      '75 6h',
      '35 6h',
      '75 24h',
      '35 24h',
    ]);
    const references = ['share of the training rows', 'by the last value'];
    for (const one of crossings) expect(Object.keys(one.baselines)).toEqual(references);
  });

  it('answers with the probability of each limit and what to do at each horizon', async () => {
    const [{ prediction, decision, applicability }] = await home.predict(example);
    expect(applicability.in_domain).toBe(true);
    const asked = prediction.horizons?.map(({ crossings = [], decision: own }) => {
      const [above75, above35] = crossings;
      expect([above75.limit, above35.limit]).toEqual([75, 35]);
      expect(above35.probability).toBeGreaterThanOrEqual(above75.probability);
      const expected =
        above75.probability >= 0.6 ? 'alert' : above75.probability < 0.4 / 3 ? 'none' : 'watch';
      expect(own?.action).toBe(expected);
      return above75.probability;
    });
    const worst = asked?.indexOf(Math.max(...asked)) ?? -1;
    expect(decision?.action).toBe(prediction.horizons?.[worst].decision?.action);
    expect(['1h', '6h', '24h']).toContain(decision?.horizon);
  });

  it('marks an answer whose monitor has been silent for too long, and answers all the same', async () => {
    const silent = (hours: number) => {
      const { history } = example;
      const from = history.length - hours;
      return home.predict({ history: history.map((row, i) => (i < from ? row : { ...row, 'pm2.5': null })) });
    };
    const [short] = await silent(3);
    expect(codes(short)).toContain('filled-in-history');
    expect(short.applicability.in_domain).toBe(true);
    const [long] = await silent(4);
    expect(codes(long)).toContain('stale-history');
    expect(long.applicability.in_domain).toBe(false);
    expect(long.prediction.horizons).toHaveLength(3);
    const [never] = await silent(example.history.length);
    expect(codes(never)).toContain('stale-history');
    const [row] = await home.predict({ features: example.history.at(-1) });
    expect(codes(row)).toContain('short-history');
    expect(row.applicability.in_domain).toBe(true);
  });

  it('is replaced, and serves nobody, once the scenario declares another window', async () => {
    const version = await home.suite.get(ModelRegistry).load(trained.model);
    const { spec } = home.scenario;
    const task = { ...spec.task, options: { ...spec.task.options, window: 12 } };
    const other = { ...home.scenario, spec: { ...spec, task } };
    expect(() => RowPredictor.load(other, version)).toThrow(DamagedFileError);
    RowPredictor.load(home.scenario, version).dispose();
  });

  it('gives in a CSV what it answers', async () => {
    const names = Object.keys(example.history[0]);
    const lines = example.history.map((row) => names.map((name) => row[name]).join());
    const input = join(home.folder, 'hours.csv');
    await writeFile(input, `${[names.join(), ...lines].join('\n')}\n`);
    const { paths } = await home.suite.get(ScoreCsv).execute({ scenario: id, input });
    const [header, ...scored] = (await readFile(paths.output, 'utf8')).trim().split('\n');
    const at = (name: string) => scored.at(-1)?.split(',')[header.split(',').indexOf(name)];
    const [{ prediction, decision }] = await home.predict(example);
    expect(at('decision')).toBe(decision?.action);
    prediction.horizons?.forEach(({ horizon, crossings = [], decision: own }) => {
      expect(at(`above_75_${horizon}`)).toBe(String(crossings[0].probability));
      expect(at(`decision_${horizon}`)).toBe(own?.action);
    });
  });

  withRealData(`reads the original: every hour of five years, 2,067 without a value${note}`, async () => {
    const datasets = home.suite.get(DatasetCatalogue);
    const { table: sample } = await datasets.open('beijing-pm25');
    await home.import(join(String(real), 'city', 'beijing-pm25'));
    const { table, source } = await datasets.open('beijing-pm25');
    expect(source).toBe('original');
    expect(table.header).toEqual(sample.header);
    expect(table.records).toHaveLength(43_824);
    const at = table.header.indexOf('pm2.5');
    expect(table.records.filter((cells) => cells[at] === '')).toHaveLength(2067);
    const times = table.records.map((cells) => Date.parse(`${cells[1].replace(' ', 'T')}Z`));
    expect(times.every((time, i) => i === 0 || time - times[i - 1] === 3_600_000)).toBe(true);
    const plain = (cells: readonly string[]) => cells.slice(2).join();
    const known = new Set(table.records.map(plain));
    expect(sample.records.filter((cells) => cells[at] !== '' && known.has(plain(cells)))).toEqual([]);
  });
});
