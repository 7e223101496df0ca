import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../src/core/errors.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import type { ScenarioSpec } from '../../src/scenarios/schema/scenario.js';
import { taskSpecOf } from '../../src/scenarios/task-spec.js';
import { DescribeScenario } from '../../src/scoring/describe-scenario.js';
import { taskOf } from '../../src/learning/rows/tasks/index.js';
import { splitForReport } from '../../src/learning/rows/split/row-splits.js';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { loadTrainingData } from '../../src/learning/rows/load/training-data.js';
import { realDataFolder } from '../real-data.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const id = 'city/detector-flow';
const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';
const sampleFile = new URL('../../datasets/pems-single-detector/sample.csv', import.meta.url);

const short: Partial<ScenarioSpec> = {
  training: { epochs: 4, batchSize: 64, optimiser: { name: 'adamw', learningRate: 0.002 } },
};

const minute = 60_000;
const ahead = [5, 15, 30];
const time = '5 Minutes';
const count = 'Lane 1 Flow (Veh/5 Minutes)';

type Row = Record<string, unknown>;

describe('detector flow', () => {
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
  /** A line of the sample, as a request has it. */
  const rowOf = (line: string): Row => {
    const [, at, vehicles] = line.split(',');
    return { [time]: at, [count]: Number(vehicles) };
  };

  it('serves after a short training and reports every horizon beside what needs no model', () => {
    expect(trained).toMatchObject({ promoted: true, headline: { metric: 'rmse', data: 'synthetic-sample' } });
    const { horizons } = trained.report.details as {
      horizons: { horizon: string; rmse: number; baselines: Record<string, { rmse: number }> }[];
    };
    expect(horizons.map(({ horizon }) => horizon)).toEqual(['5min', '15min', '30min']);
    for (const { rmse, baselines } of horizons) expect(rmse).toBeLessThan(baselines['last value'].rmse);
  });

  it('answers its example with vehicles and an interval in 5, 15 and 30 minutes', async () => {
    const [{ prediction, applicability }, ...others] = await predict(example);
    expect(others).toEqual([]);
    expect(prediction.unit).toBe('vehicles per 5 minutes');
    const last = Date.parse(`${String(example.history.at(-1)?.[time]).replace(' ', 'T')}Z`);
    expect(prediction.horizons).toHaveLength(ahead.length);
    prediction.horizons?.forEach(({ horizon, at, value, interval: [lower, upper] = [NaN, NaN] }, i) => {
      expect(horizon).toBe(`${ahead[i]}min`);
      expect(Date.parse(String(at))).toBe(last + ahead[i] * minute);
      expect(lower).toBeGreaterThanOrEqual(0);
      expect(lower).toBeLessThan(value);
      expect(upper).toBeGreaterThan(value);
    });
    expect(applicability.warnings.map(({ code }) => code)).toEqual(['synthetic-training-data']);
    expect(applicability.in_domain).toBe(true);
  });

  it('refuses a date whose day and month could be taken for one another', async () => {
    const attempt = predict({ history: [{ ...rowOf(lines[1]), [time]: '04/01/2016 0:05' }] });
    const error: unknown = await attempt.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).details[0]).toMatchObject({ pointer: `/history/0/${time}` });
  });

  it('keeps the part that is marked as the test, and learns nothing whose future lies in it', async () => {
    const { spec } = home.scenario;
    const { table } = await loadTrainingData(home.scenario, home.suite.get(DatasetCatalogue));
    const { lookAhead } = taskOf(spec).examples(taskSpecOf(spec));
    const { training, test } = splitForReport({ split: spec.split, table, lookAhead, seed: spec.seed });
    const marked = lines.slice(1).flatMap((line, row) => (line.startsWith('test,') ? [row] : []));
    expect([...test]).toEqual(marked);
    const times = table.column(time).map(Number);
    const reached = Math.max(...Array.from(training, (row) => times[row])) + 30 * minute;
    expect(reached).toBe(times[marked[0]] - 5 * minute);
  });

  withRealData(`reads the published counts, every row of both files${note}`, async () => {
    await home.import(join(String(real), 'city', 'pems-single-detector'));
    const datasets = home.suite.get(DatasetCatalogue);
    const { source, table } = await loadTrainingData(home.scenario, datasets);
    expect(source).toMatchObject({ kind: 'original', rows: 12_096, rejected: 0 });
    const times = table.column(time).map(Number);
    const iso = (row: number) => new Date(times[row]).toISOString();
    // Written 04/01/2016 0:00, 29/02/2016 23:55, 04/03/2016 0:00 and 31/03/2016 23:55.
    expect([0, 7775, 7776, 12_095].map(iso)).toEqual([
      '2016-01-04T00:00:00.000Z',
      '2016-02-29T23:55:00.000Z',
      '2016-03-04T00:00:00.000Z',
      '2016-03-31T23:55:00.000Z',
    ]);
    expect(times.every((one, row) => row === 0 || one > times[row - 1])).toBe(true);
    const { split, seed } = home.scenario.spec;
    const { test } = splitForReport({ split, table, seed });
    expect(test).toHaveLength(4320);
    const { table: raw } = await datasets.open('pems-single-detector');
    expect(Array.from(test, (row) => raw.records[row][0]).every((part) => part === 'test')).toBe(true);
  });
});
