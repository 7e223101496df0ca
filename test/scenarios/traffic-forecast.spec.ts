import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../src/core/errors.js';
import { sha256 } from '../../src/core/files/files.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import { taskSpecOf } from '../../src/scenarios/task-spec.js';
import type { ScenarioSpec } from '../../src/scenarios/schema/scenario.js';
import type { AnswerEnvelope } from '../../src/learning/answer.js';
import { DescribeScenario } from '../../src/scoring/describe-scenario.js';
import { taskOf } from '../../src/learning/rows/tasks/index.js';
import { splitForReport } from '../../src/learning/rows/split/row-splits.js';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { loadTrainingData } from '../../src/learning/rows/load/training-data.js';
import { realDataFolder } from '../real-data.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const id = 'city/traffic-forecast';
const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';
const sampleFile = new URL('../../datasets/los-loop/sample.csv', import.meta.url);

const short: Partial<ScenarioSpec> = {
  training: { epochs: 3, batchSize: 256, optimiser: { name: 'adamw', learningRate: 0.002 } },
};
/** A network that is trained in a moment, for tests that train twice. */
const linear: Partial<ScenarioSpec> = {
  model: { architecture: 'linear', options: {} },
  training: { epochs: 2, batchSize: 256 },
};

const sensors = ['S001', 'S002', 'S003', 'S004', 'S005', 'S006', 'S007', 'S008'];
const minutes = [5, 10, 15, 20, 25, 30, 35, 40, 45, 50, 55, 60];
const millisecondsPerMinute = 60_000;

type Row = Record<string, string | null>;

describe('traffic forecast', () => {
  let home: TrainedHome;
  let trained: TrainResult;
  let example: { history: Row[] };
  /** Lines of the sample, its header first: a row for each sensor, step by step. */
  let lines: string[];

  beforeAll(async () => {
    home = await trainedHome(id);
    trained = await home.train(short);
    example = (await home.suite.get(DescribeScenario).describe(id)).example as typeof example;
    lines = (await readFile(sampleFile, 'utf8')).trim().split('\n');
  });
  afterAll(() => home.close());

  const predict = (body: unknown) => home.predict(body);
  /** So many steps of the sample, of every sensor. */
  const steps = (count: number, from = 100): Row[] => {
    const names = lines[0].split(',');
    return lines.slice(1 + from * sensors.length, 1 + (from + count) * sensors.length).map((line) => {
      const cells = line.split(',');
      return Object.fromEntries(names.map((name, i) => [name, cells[i]]));
    });
  };
  const of = (rows: readonly Row[], sensor: string) => rows.filter((row) => row.sensor === sensor);
  const figures = ({ prediction }: AnswerEnvelope) => prediction;
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
  const csvOf = (rows: readonly Row[]) => {
    const names = lines[0].split(',');
    return `${[lines[0], ...rows.map((row) => names.map((name) => row[name] ?? '').join())].join('\n')}\n`;
  };

  it('serves after a short training and reports every horizon beside what needs no model', () => {
    expect(trained).toMatchObject({ promoted: true, headline: { metric: 'rmse', data: 'synthetic-sample' } });
    const { candidates, details, metrics, constant } = trained.report;
    expect(candidates.map(({ architecture }) => architecture)).toEqual(['spatial-temporal', 'linear']);
    expect(metrics.rmse?.value).toBeLessThan(constant.rmse ?? 0);
    const { horizons, upToHorizon } = details as {
      horizons: { horizon: string; baselines: Record<string, unknown> }[];
      upToHorizon: { horizon: string; rmse: number }[];
    };
    const names = minutes.map((count) => `${count}min`);
    expect(horizons.map(({ horizon }) => horizon)).toEqual(names);
    expect(upToHorizon.map(({ horizon }) => horizon)).toEqual(names);
    const baselines = ['last value', 'moving average', 'same time 1d before'];
    for (const horizon of horizons) expect(Object.keys(horizon.baselines)).toEqual(baselines);
  });

  it('answers its example with a speed and an interval for each of the next twelve steps', async () => {
    const [{ prediction, decision, applicability }, ...others] = await predict(example);
    expect(others).toEqual([]);
    expect(decision).toBeUndefined();
    expect(Object.keys(prediction).sort()).toEqual(['horizons', 'unit']);
    expect(prediction.unit).toBe('mph');
    const last = Date.parse(String(example.history.at(-1)?.time));
    expect(prediction.horizons).toHaveLength(minutes.length);
    prediction.horizons?.forEach(({ horizon, at, value, interval: [lower, upper] = [NaN, NaN] }, i) => {
      expect(horizon).toBe(`${minutes[i]}min`);
      expect(Date.parse(String(at))).toBe(last + minutes[i] * millisecondsPerMinute);
      expect(lower).toBeLessThan(value);
      expect(upper).toBeGreaterThan(value);
      expect(value).toBeGreaterThan(30);
      expect(value).toBeLessThan(90);
    });
    expect(applicability.in_domain).toBe(true);
    expect(codes({ applicability } as AnswerEnvelope)).toEqual(['synthetic-training-data']);
  });

  it('answers every sensor of a history, each from its own rows alone', async () => {
    const rows = steps(12);
    const answers = await predict({ history: rows });
    expect(answers).toHaveLength(sensors.length);
    for (const [i, sensor] of sensors.entries()) {
      const [alone] = await predict({ history: of(rows, sensor) });
      expect(figures(alone)).toEqual(figures(answers[i]));
    }
  });

  it('reads twelve steps, and says what is absent, silent or unknown', async () => {
    const rows = of(steps(20), 'S004');
    const [whole] = await predict({ history: rows });
    const [last] = await predict({ history: rows.slice(-12) });
    expect(figures(last)).toEqual(figures(whole));
    const [early] = await predict({ history: rows.slice(0, 4) });
    expect(codes(early)).toContain('short-history');
    const [gap] = await predict({ history: rows.filter((_, i) => i !== 15) });
    expect(codes(gap)).toContain('gap-in-history');
    const [silent] = await predict({ history: rows.map((row) => ({ ...row, near: null, far: null })) });
    expect(codes(silent)).toContain('missing');
    const [twice] = await predict({ history: [...rows, { ...rows[19], speed: '12' }] });
    expect(codes(twice)).toContain('repeated-step');
    for (const answer of [early, gap, silent, twice]) expect(answer.applicability.in_domain).toBe(true);
    const [elsewhere] = await predict({ history: rows.map((row) => ({ ...row, sensor: 'S999' })) });
    expect(codes(elsewhere)).toContain('unknown-category');
    expect(elsewhere.applicability.in_domain).toBe(false);
  });

  it.each<[string, (row: Row) => unknown, string]>([
    ['a time that is none', (row) => ({ history: [{ ...row, time: 'noon' }] }), '/history/0/time'],
    ['a row without its sensor', (row) => ({ history: [{ ...row, sensor: null }] }), '/history/0/sensor'],
  ])('refuses %s', async (_, body, pointer) => {
    const { details } = await refusal(body(steps(1)[0]));
    expect(details.map((detail) => detail.pointer)).toEqual([pointer]);
  });

  it('learns nothing from the time that it is tested on', async () => {
    // A day and a half is enough.
    const kept = csvOf(steps(432, 0)).trim().split('\n');
    const fileOf = async (name: string, rows: readonly string[]) => {
      await writeFile(join(home.folder, name), `${rows.join('\n')}\n`);
      return { file: name };
    };
    const scenario = {
      ...home.scenario,
      folder: home.folder,
      spec: { ...home.scenario.spec, data: await fileOf('kept.csv', kept) },
    };
    const { spec } = scenario;
    const { table } = await loadTrainingData(scenario, home.suite.get(DatasetCatalogue));
    const { lookAhead } = taskOf(spec).examples(taskSpecOf(spec));
    const { training, test } = splitForReport({ split: spec.split, table, lookAhead, seed: spec.seed });
    const times = table.column('time').map(Number);
    const begins = Math.min(...Array.from(test, (row) => times[row]));
    // The last value that is learnt lies 60 minutes after its row, and still before the test.
    const reached = Math.max(...Array.from(training, (row) => times[row])) + 60 * millisecondsPerMinute;
    expect(reached).toBe(begins - 5 * millisecondsPerMinute);
    const changed = kept.map((line, i) => {
      const cells = line.split(',');
      if (i > 0 && Date.parse(cells[0]) >= begins) cells.splice(2, 4, '1', '2', '3', '4');
      return cells.join();
    });
    const results = [
      await home.train({ ...linear, data: spec.data }),
      await home.train({ ...linear, data: await fileOf('changed.csv', changed) }),
    ];
    const [before, after] = await Promise.all(results.map(digests));
    expect(after).toEqual(before);
    expect(results[1].headline.value).not.toBe(results[0].headline.value);
  });

  withRealData(`reads the published speeds, every row of them${note}`, async () => {
    await home.import(join(String(real), 'city', 'los-loop'));
    const { source, table } = await loadTrainingData(home.scenario, home.suite.get(DatasetCatalogue));
    expect(source).toMatchObject({ kind: 'original', rows: 417_312, rejected: 0 });
    expect(new Set(table.column('sensor')).size).toBe(207);
    expect(new Set(table.column('time')).size).toBe(7 * 288);
    for (const name of ['speed', 'near', 'far', 'everywhere']) {
      expect(table.column(name).every((value) => typeof value === 'number')).toBe(true);
    }
  });
});
