import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../src/core/errors.js';
import { sha256 } from '../../src/core/files/files.js';
import { DatasetCatalogue } from '../../src/datasets/dataset-catalogue.js';
import type { SignalPlanAnswer } from '../../src/industries/city/signal-plan.js';
import { ModelRegistry } from '../../src/registry/model-registry.js';
import type { ScenarioSpec } from '../../src/scenarios/schema/scenario.js';
import type { AnswerEnvelope } from '../../src/learning/answer.js';
import { AskEndpoint } from '../../src/scoring/ask-endpoint.js';
import { DescribeScenario } from '../../src/scoring/describe-scenario.js';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { loadTrainingData } from '../../src/learning/rows/load/training-data.js';
import { realDataFolder } from '../real-data.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const id = 'city/hourly-traffic';
const real = realDataFolder();
const withRealData = real ? it : it.skip;
const note = real ? '' : ' (skipped: ../shared/datasets is not there)';
const sampleFile = new URL('../../datasets/metro-interstate/sample.csv', import.meta.url);

const short: Partial<ScenarioSpec> = {
  training: { epochs: 6, batchSize: 64, optimiser: { name: 'adamw', learningRate: 0.002 } },
};
/** A network that is trained in a moment, for tests that train twice. */
const linear: Partial<ScenarioSpec> = {
  model: { architecture: 'linear', options: {} },
  training: { epochs: 2, batchSize: 256 },
};

const hour = 3_600_000;
const week = 168;

type Row = Record<string, unknown>;

describe('hourly traffic', () => {
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
  /** The last lines of the sample, as a request has them. */
  const lastRows = (count: number): Row[] => {
    const names = lines[0].split(',');
    const known = home.scenario.spec.columns.map(({ name }) => name);
    return lines.slice(-count).map((line) => {
      const cells = line.split(',');
      return Object.fromEntries(known.map((name) => [name, cells[names.indexOf(name)]]));
    });
  };
  /** Hours without a gap, as many cars at each as the hour of the day says. */
  const hours = (count: number): Row[] =>
    Array.from({ length: count }, (_, i) => ({
      holiday: 'None',
      temp: 280,
      rain_1h: 0,
      snow_1h: 0,
      clouds_all: 40,
      weather_main: 'Clouds',
      date_time: new Date(Date.UTC(2023, 2, 6) + i * hour).toISOString().slice(0, 19).replace('T', ' '),
      traffic_volume: Math.round(3000 - 2500 * Math.cos((2 * Math.PI * i) / 24)),
    }));
  const valuesOf = ({ prediction }: AnswerEnvelope) => prediction.horizons?.map(({ value }) => value) ?? [];
  const codes = ({ applicability }: AnswerEnvelope) => applicability.warnings.map(({ code }) => code);
  /** Of what a version has learnt. */
  const digests = async ({ model }: TrainResult) => {
    const { files } = await home.suite.get(ModelRegistry).load(model);
    return ['weights.bin', 'preparation.json'].map((name) => sha256(files.get(name) ?? ''));
  };
  const refusal = async (attempt: Promise<unknown>): Promise<InvalidInputError> => {
    const error = await attempt.catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(InvalidInputError);
    return error as InvalidInputError;
  };

  it('serves after a short training and reports every horizon beside what needs no model', () => {
    expect(trained).toMatchObject({ promoted: true, headline: { metric: 'mae', data: 'synthetic-sample' } });
    const { candidates, details, metrics, constant } = trained.report;
    expect(candidates.map(({ architecture }) => architecture)).toEqual(['spatial-temporal', 'linear']);
    expect(metrics.mae?.value).toBeLessThan(constant.mae ?? 0);
    const { horizons } = details as { horizons: { horizon: string; baselines: Record<string, unknown> }[] };
    expect(horizons.map(({ horizon }) => horizon)).toEqual(['1h', '6h', '24h']);
    const baselines = ['last value', 'moving average', 'same time 1d before', 'same time 7d before'];
    for (const horizon of horizons) expect(Object.keys(horizon.baselines)).toEqual(baselines);
  });

  it('answers its example with vehicles and an interval in 1, 6 and 24 hours', async () => {
    const [{ prediction, decision, applicability }, ...others] = await predict(example);
    expect(others).toEqual([]);
    expect(decision).toBeUndefined();
    expect(prediction.unit).toBe('vehicles per hour');
    const last = Date.parse(`${String(example.history.at(-1)?.date_time).replace(' ', 'T')}Z`);
    const ahead = [1, 6, 24];
    expect(prediction.horizons).toHaveLength(ahead.length);
    prediction.horizons?.forEach(({ horizon, at, value, interval: [lower, upper] = [NaN, NaN] }, i) => {
      expect(horizon).toBe(`${ahead[i]}h`);
      const local = new Date(last + ahead[i] * hour).toISOString().slice(0, 19).replace('T', ' ');
      expect(at).toBe(local);
      expect(lower).toBeLessThan(value);
      expect(upper).toBeGreaterThan(value);
      expect(value).toBeLessThan(8000);
    });
    expect(applicability.in_domain).toBe(true);
  });

  it('reads a week, and says what is absent, given twice or unknown', async () => {
    const rows = hours(week + 40);
    const [whole] = await predict({ history: rows });
    expect(codes(whole)).toEqual(['synthetic-training-data']);
    const [last] = await predict({ history: rows.slice(-week) });
    expect(valuesOf(last)).toEqual(valuesOf(whole));
    const [early] = await predict({ history: rows.slice(-20) });
    expect(codes(early)).toContain('short-history');
    const [gap] = await predict({ history: rows.filter((_, i) => i !== 150) });
    expect(codes(gap)).toContain('gap-in-history');
    const rain = { ...rows[rows.length - 1], weather_main: 'Rain', rain_1h: 2 };
    const [twice] = await predict({ history: [...rows, rain] });
    expect(codes(twice)).toContain('repeated-step');
    const [silent] = await predict({
      history: rows.map((row, i) => (i === 100 ? { ...row, temp: null } : row)),
    });
    expect(codes(silent)).toContain('missing');
    for (const answer of [early, gap, twice, silent]) expect(answer.applicability.in_domain).toBe(true);
    const [strange] = await predict({ history: rows.map((row) => ({ ...row, weather_main: 'Frogs' })) });
    expect(codes(strange)).toContain('unknown-category');
    expect(strange.applicability.in_domain).toBe(false);
  });

  it('sees a holiday, which is named at midnight only, all day long', async () => {
    const rows = hours(week + 9);
    const marked = rows.map((row, i) => (i === week ? { ...row, holiday: 'Labor Day' } : row));
    const answers = [...(await predict({ history: rows })), ...(await predict({ history: marked }))];
    expect(valuesOf(answers[1])).not.toEqual(valuesOf(answers[0]));
  });

  it('forecasts no negative number of vehicles', async () => {
    const answers = await predict({ rows: lastRows(400) });
    const ends = answers.flatMap(({ prediction: { horizons = [] } }) =>
      horizons.flatMap(({ value, interval = [NaN, NaN] }) => [value, ...interval]),
    );
    expect(Math.min(...ends)).toBeGreaterThanOrEqual(0);
  });

  it.each<[string, (row: Row) => unknown, string]>([
    [
      'an hour that is none',
      (row) => ({ history: [{ ...row, date_time: '25 o’clock' }] }),
      '/history/0/date_time',
    ],
    ['half a car', (row) => ({ history: [{ ...row, traffic_volume: 0.5 }] }), '/history/0/traffic_volume'],
    [
      'a column that it derives itself',
      (row) => ({ rows: [{ ...row, holiday_marker: 1 }] }),
      '/rows/0/holiday_marker',
    ],
  ])('refuses %s', async (_, body, pointer) => {
    const { details } = await refusal(predict(body(hours(1)[0])));
    expect(details.map((detail) => detail.pointer)).toEqual([pointer]);
  });

  describe('the plan of a signal', () => {
    const plan = (body: unknown) =>
      home.suite.get(AskEndpoint).execute(id, { name: 'signal-plan', method: 'POST', body }) as Promise<
        SignalPlanAnswer & { model: string }
      >;
    // Worked by hand in src/industries/city/signal-plan.spec.ts: L = 10 s, Y = 600/1800 + 450/1800 = 7/12, C = 20 / (5/12) = 48 s.
    const northSouth = {
      name: 'north-south',
      lostSeconds: 5,
      approaches: [
        { name: 'north', flow: 600 },
        { name: 'south', flow: 420 },
      ],
    };
    const eastWest = { name: 'east-west', lostSeconds: 5, approaches: [{ name: 'east', flow: 450 }] };
    const crossing = { phases: [northSouth, eastWest] };

    it('is the one worked out by hand, with the delays before and after', async () => {
      const answer = await plan({ ...crossing, current: { cycle: 90, greens: [40, 40] } });
      expect(answer).toMatchObject({
        model: expect.stringMatching(/^city\/hourly-traffic@\d+$/) as unknown,
        method: 'Webster (1958)',
        cycle: 48,
        phases: [
          { name: 'north-south', green: 21.71, flowRatio: 0.3333 },
          { name: 'east-west', green: 16.29, flowRatio: 0.25 },
        ],
        approaches: [
          { phase: 'north-south', approach: 'north', flow: 600, saturationDegree: 0.7368, delay: 14.86 },
          { phase: 'north-south', approach: 'south', flow: 420 },
          { phase: 'east-west', approach: 'east', flow: 450, saturationDegree: 0.7368 },
        ],
      });
      expect(answer.meanDelay).toBeLessThan(answer.current?.meanDelay ?? 0);
    });

    it('takes the forecast for an approach with a history', async () => {
      const { history } = example;
      const [{ prediction }] = await predict({ history });
      const approaches = [{ name: 'north', history, share: 0.25, lanes: 2 }];
      const phases = [{ ...northSouth, approaches }, eastWest];
      for (const [i, horizon] of ['1h', '6h', '24h'].entries()) {
        const { approaches: found } = await plan({ phases, horizon });
        expect(found[0].flow).toBeCloseTo(0.25 * Number(prediction.horizons?.[i].value), 1);
      }
      const { approaches: nearest } = await plan({ phases });
      expect(nearest[0].flow).toBeCloseTo(0.25 * Number(prediction.horizons?.[0].value), 1);
    });

    it('comes from the command line as over REST', async () => {
      // `sextant ask` sends a bare object under "features".
      expect(await plan({ features: crossing })).toEqual(await plan(crossing));
    });

    it('refuses a longest cycle that the lost time takes up, in place of negative greens', async () => {
      const phases = crossing.phases.map((phase) => ({ ...phase, lostSeconds: 30 }));
      await refusal(plan({ phases, cycle: { shortest: 30, longest: 50 } }));
    });

    it('has no queue where nobody comes', async () => {
      const empty = { ...eastWest, approaches: [{ name: 'east', flow: 0 }] };
      const { approaches, meanDelay } = await plan({ phases: [northSouth, empty] });
      expect(approaches[2]).toMatchObject({ flow: 0, saturationDegree: 0 });
      expect(meanDelay).toBeGreaterThan(0);
    });

    it.each<[string, (rows: Row[]) => unknown, string | undefined]>([
      ['an intersection of one phase', () => ({ phases: [northSouth] }), '/phases'],
      [
        'an approach with neither flow nor history',
        () => ({ phases: [{ name: 'a', approaches: [{ name: 'b' }] }, eastWest] }),
        '/phases/0/approaches/0',
      ],
      [
        'more vehicles than can pass',
        () => ({ phases: [{ name: 'a', approaches: [{ name: 'b', flow: 1500 }] }, eastWest] }),
        '/phases',
      ],
      [
        'a horizon that is not forecast',
        (history) => ({
          phases: [{ name: 'a', approaches: [{ name: 'b', history }] }, eastWest],
          horizon: '9h',
        }),
        '/horizon',
      ],
      [
        'a wrong row in a history',
        ([row, next]) => ({
          phases: [
            eastWest,
            { name: 'a', approaches: [{ name: 'b', history: [row, { ...next, date_time: 'soon' }] }] },
          ],
        }),
        '/phases/1/approaches/0/history/1/date_time',
      ],
      [
        'a history out of order',
        ([row, next]) => ({
          phases: [eastWest, { name: 'a', approaches: [{ name: 'b', history: [next, row] }] }],
        }),
        '/phases/1/approaches/0/history/1/date_time',
      ],
      [
        'greens that do not fit the cycle',
        () => ({ ...crossing, current: { cycle: 60, greens: [40, 40] } }),
        '/current/greens',
      ],
    ])('refuses %s', async (_, body, pointer) => {
      const { details } = await refusal(plan(body(hours(2))));
      expect(details.map((detail) => detail.pointer)).toEqual([pointer]);
    });
  });

  it('learns nothing from the time that it is tested on', async () => {
    // A part of the sample is enough; its last 26.35 % are the test.
    const kept = lines.slice(0, 1201);
    const changed = kept.map((line, i) => {
      const cells = line.split(',');
      if (i > 900) [cells[1], cells[8]] = ['300', '17'];
      return cells.join();
    });
    const train = async (name: string, rows: readonly string[]) => {
      const file = join(home.folder, name);
      await writeFile(file, `${rows.join('\n')}\n`);
      return home.train({ ...linear, data: { file: name } });
    };
    const results = [await train('kept.csv', kept), await train('changed.csv', changed)];
    const [before, after] = await Promise.all(results.map(digests));
    expect(after).toEqual(before);
    expect(results[1].headline.value).not.toBe(results[0].headline.value);
  });

  withRealData(`reads the published hours, every row of them${note}`, async () => {
    await home.import(join(String(real), 'city', 'metro-interstate'));
    const { source, table } = await loadTrainingData(home.scenario, home.suite.get(DatasetCatalogue));
    expect(source).toMatchObject({ kind: 'original', rows: 48_204, rejected: 0 });
    expect(new Set(table.column('date_time')).size).toBe(40_575);
    const named = table.column('holiday').filter((holiday) => holiday !== null && holiday !== 'None');
    expect(named.length).toBeGreaterThan(0);
    const marks = table.column('holiday_marker').reduce<number>((sum, mark) => sum + Number(mark), 0);
    expect(marks).toBe(named.length);
  });
});
