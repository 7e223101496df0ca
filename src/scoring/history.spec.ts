import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../core/configuration.js';
import { InvalidInputError } from '../core/errors.js';
import { createRandom } from '../core/random.js';
import { parseScenario } from '../scenarios/load-scenarios.js';
import { tinyHome, type TinyHome } from '../training/training.fixture.js';
import { trainScenario } from '../training/train-scenario.js';
import type { AnswerEnvelope } from '../learning/answer.js';
import { ScoreCsv } from './csv/score-csv.js';
import { OperationEvents } from '../monitoring/operation-events.js';
import { PredictRows } from './predict-rows.js';
import { RowPredictor } from '../learning/rows/open/row-predictor.js';
import type { ServedModels } from './served-models.js';
import { Turns } from './turns.js';

const text = `id: test/roads
title: { en: Roads, zh: 道路 }
question: { en: How fast?, zh: 多快？ }
data: { file: rows.csv }
columns:
  - { name: time, kind: date, meaning: { en: When, zh: 时间 }, parts: [time-of-day, weekday-index], missing: reject }
  - { name: road, kind: categorical, meaning: { en: Where, zh: 地点 }, encoding: index, missing: reject }
  - { name: speed, kind: numeric, meaning: { en: How fast, zh: 车速 }, missing: median }
target: { name: speed, kind: numeric, meaning: { en: How fast, zh: 车速 } }
task:
  name: forecast
  options: { group: road, order: time, step: 5min, window: 4, history: [speed], horizons: [5min, 15min] }
model: { architecture: spatial-temporal, options: { hidden: 8, layers: 1, embedding: 2 } }
training: { epochs: 3, batchSize: 64 }
split: { method: time, column: time, validation: { fraction: 0.2 } }
metrics: { primary: mae }
`;

interface Row {
  time: string;
  road: string;
  speed: number | null;
}

/** Two roads every five minutes, whose speeds rise and fall. */
function roadRows(steps: number, from = 0): Row[] {
  const random = createRandom(5);
  return Array.from({ length: steps }, (_, step) =>
    ['north', 'south'].map((road, i) => ({
      time: new Date(Date.UTC(2024, 0, 1) + (from + step) * 300_000).toISOString(),
      road,
      speed: Number((50 + 10 * Math.sin(step / 9 + i) + random.normal()).toFixed(2)),
    })),
  ).flat();
}

const csvOf = (rows: readonly Row[]): string =>
  ['time,road,speed', ...rows.map(({ time, road, speed }) => `${time},${road},${speed ?? ''}`)].join('\n') +
  '\n';

describe('a scenario whose rows are read with those before them', () => {
  let home: TinyHome;
  let served: RowPredictor;
  let folder: string;
  let predict: PredictRows;
  let score: ScoreCsv;

  beforeAll(async () => {
    home = await tinyHome(parseScenario(text, 'scenario.yaml'), csvOf(roadRows(200)));
    await trainScenario({ scenario: home.scenario }, home.context);
    const { loaded } = await home.context.registry.loadChampion('test/roads');
    served = RowPredictor.load(home.scenario, loaded);
    folder = await mkdtemp(join(tmpdir(), 'sextant-history-'));
    const models = {
      get: () => Promise.resolve(served),
      use: (_: string, work: (one: RowPredictor) => unknown) => work(served),
    } as unknown as ServedModels;
    const configuration = readConfiguration({});
    predict = new PredictRows(models, configuration, new Turns(), new OperationEvents());
    score = new ScoreCsv(models, configuration);
  });
  afterAll(async () => {
    served.dispose();
    await home.remove();
    await rm(folder, { recursive: true });
  });

  const valuesOf = ({ prediction }: AnswerEnvelope): number[] =>
    prediction.horizons?.map(({ value }) => value) ?? [];
  const many = async (body: unknown): Promise<AnswerEnvelope[]> => {
    const response = await predict.execute('test/roads', body);
    return 'answers' in response ? response.answers : [response];
  };
  const scored = async (rows: string, blockBytes?: number): Promise<string[]> => {
    const input = join(folder, 'in.csv');
    await writeFile(input, rows);
    await score.execute({ scenario: 'test/roads', input, blockBytes });
    return (await readFile(join(folder, 'in.csv.scored.csv'), 'utf8')).trim().split('\n').slice(1);
  };

  it('answers the last row of each series of a history', async () => {
    const history = roadRows(6, 300);
    const answers = await many({ history });
    expect(answers).toHaveLength(2);
    const north = await many({ history: history.filter(({ road }) => road === 'north') });
    expect(north).toHaveLength(1);
    expect(valuesOf(north[0])).toEqual(valuesOf(answers[0]));
    expect(answers[0].prediction.horizons?.map(({ at }) => at)).toEqual([
      '2024-01-02T01:30:00.000Z',
      '2024-01-02T01:40:00.000Z',
    ]);
    expect(answers[0].applicability.in_domain).toBe(true);
  });

  it('gives each of many rows the rows before it, and one row alone a history of itself', async () => {
    const rows = roadRows(6, 300);
    const answers = await many({ rows });
    const last = await many({ history: rows });
    expect(answers.slice(-2).map(valuesOf)).toEqual(last.map(valuesOf));
    const [alone] = await many({ features: rows[0] });
    expect(valuesOf(alone)).toEqual(valuesOf(answers[0]));
    expect(alone.applicability).toMatchObject({
      in_domain: true,
      warnings: [{ code: 'short-history', column: 'time' }],
    });
  });

  it('answers where a sensor was silent or a step is absent, and says so', async () => {
    const rows = roadRows(6, 300).filter(({ road }) => road === 'north');
    const silent = rows.map((row, i) => (i === 5 ? { ...row, speed: null } : row));
    const [answer] = await many({ history: silent });
    expect(answer.applicability).toMatchObject({
      in_domain: true,
      warnings: [{ code: 'filled-in-history', column: 'speed' }],
    });
    const [gap] = await many({ history: rows.filter((_, i) => i !== 3) });
    expect(gap.applicability.warnings.map(({ code }) => code)).toContain('gap-in-history');
    const [blank] = await many({ history: rows.map((row, i) => (i === 3 ? { ...row, speed: null } : row)) });
    expect(valuesOf(blank)).toEqual(valuesOf(gap));
    const [nothing] = await many({ history: rows.map((row) => ({ ...row, speed: null })) });
    expect(nothing.applicability.warnings.map(({ code }) => code)).toEqual(['missing']);
  });

  it('fills blanks of a file from the series, whatever the blocks', async () => {
    const rows = roadRows(60, 300).map((row, i) => ({
      ...row,
      speed: i < 6 || (i > 40 && i < 70) || i % 7 === 0 ? null : row.speed,
    }));
    const whole = await scored(csvOf(rows));
    for (const blockBytes of [100, 700]) expect(await scored(csvOf(rows), blockBytes)).toEqual(whole);
  });

  it('does not read rows after the one that it answers, nor of another series', async () => {
    const rows = roadRows(8, 300);
    const changed = rows.map((row, i) => (i >= 10 || row.road === 'south' ? { ...row, speed: 5 } : row));
    const before = (await many({ rows }))[8];
    expect(valuesOf((await many({ rows: changed }))[8])).toEqual(valuesOf(before));
  });

  it('refuses rows out of order, naming each', async () => {
    const rows = roadRows(3, 300);
    const moved = [rows[2], rows[0], rows[1]];
    const error = await many({ rows: moved }).catch((caught: unknown) => caught as InvalidInputError);
    expect(error).toBeInstanceOf(InvalidInputError);
    expect((error as InvalidInputError).details).toEqual([
      {
        pointer: '/rows/1/time',
        expected: 'rows of road "north" in their order: not before 2024-01-02T01:05:00.000Z',
        received: '2024-01-02T01:00:00.000Z',
      },
    ]);
    await expect(many({ history: [] })).rejects.toThrow(/must hold/);
  });

  it('scores a file as the same rows are predicted, whatever the blocks', async () => {
    const rows = roadRows(120, 300);
    const whole = await scored(csvOf(rows));
    for (const blockBytes of [200, 1500]) expect(await scored(csvOf(rows), blockBytes)).toEqual(whole);
    for (const at of [0, 1, 40, 239]) {
      const history = rows.slice(0, at + 1).filter(({ road }) => road === rows[at].road);
      const [answer] = await many({ history });
      const cells = whole[at].split(',');
      expect([cells[3], cells[6]].map(Number)).toEqual(valuesOf(answer));
    }
  });

  it('rejects rows of a file that come too early, and counts every row once', async () => {
    const rows = roadRows(30, 300);
    const [early] = rows.splice(10, 1);
    const input = join(folder, 'moved.csv');
    await writeFile(input, csvOf([...rows.slice(0, 40), early, ...rows.slice(40)]));
    const result = await score.execute({ scenario: 'test/roads', input, blockBytes: 300 });
    expect(result.rows).toMatchObject({ input: 60, scored: 59, rejected: 1 });
    expect(result.workers).toBe(1);
    const rejects = await readFile(join(folder, 'moved.csv.scored.rejects.csv'), 'utf8');
    expect(rejects).toContain('42,time,');
    expect(rejects).toContain('in their order');
  });
});
