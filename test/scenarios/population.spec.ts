import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { InvalidInputError } from '../../src/core/errors.js';
import type { ScenarioSpec } from '../../src/scenarios/schema/scenario.js';
import type { TrainResult } from '../../src/training/train-scenario.js';
import { trainedHome, type TrainedHome } from './trained-home.js';

const short: Partial<ScenarioSpec> = {
  model: { architecture: 'linear', options: {} },
  training: { epochs: 30, batchSize: 256, optimiser: { name: 'adam', learningRate: 0.02 } },
};

/** The rows of a place that grows by the same share every year. */
function place(people: number, rate: number, years: number): Record<string, unknown>[] {
  return Array.from({ length: years }, (_, year) => ({
    'Country Code': 'Atlantis',
    Year: 2025 - years + year,
    Value: Math.round(people * Math.exp(rate * (year + 1 - years))),
  }));
}

describe('population', () => {
  let home: TrainedHome;
  let trained: TrainResult;
  beforeAll(async () => {
    home = await trainedHome('city/population');
    trained = await home.train(short);
  });
  afterAll(() => home.close());

  const ask = async (history: unknown[]) => (await home.predict({ history }))[0];

  it('holds out the years from 2014 on, in which ten years ahead are known of one origin', () => {
    const { horizons } = trained.report.details as { horizons: { horizon: string; rows: number }[] };
    expect(horizons.map(({ horizon }) => Number(horizon))).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    // 60 places, 2014 to 2023 and 2014 alone.
    expect([horizons[0].rows, horizons[9].rows]).toEqual([600, 60]);
  });

  it('judges each horizon beside both extrapolations, and both bands', () => {
    const { horizons } = trained.report.details as {
      horizons: {
        mape: number;
        baselines: Record<string, { mape: number }>;
        levels: { coverage: number }[];
      }[];
    };
    for (const { mape, baselines, levels } of horizons) {
      expect(levels.map(({ coverage }) => coverage)).toEqual([0.8, 0.9]);
      expect(mape).toBeLessThan(baselines['linear extrapolation'].mape);
      expect(mape).toBeLessThan(baselines['exponential extrapolation'].mape);
    }
  });

  it.each([20_000, 900_000_000])(
    'answers a place that it was not trained on, of %s people',
    async (people) => {
      const { prediction, applicability } = await ask(place(people, 0.015, 12));
      const { horizons = [], unit } = prediction;
      expect(unit).toBe('people');
      expect(horizons.map(({ at }) => at)).toEqual(Array.from({ length: 10 }, (_, i) => String(2025 + i)));
      const growth = Math.log(horizons[9].value / people);
      expect(growth).toBeGreaterThan(0.08);
      expect(growth).toBeLessThan(0.17);
      for (const { value, interval = [NaN, NaN], bands = [] } of horizons) {
        const [narrow, wide] = bands.map((band) => band.interval);
        expect(wide).toEqual(interval);
        const ends = [wide[0], narrow[0], value, narrow[1], wide[1]];
        expect(ends).toEqual(ends.toSorted((a, b) => a - b));
      }
      expect(applicability.in_domain).toBe(true);
      expect(applicability.warnings.map(({ code }) => code)).toEqual(['synthetic-training-data']);
    },
  );

  it('refuses a place of which too few years are known, and says how many it takes', async () => {
    await expect(ask(place(50_000, 0.01, 5))).rejects.toMatchObject({
      constructor: InvalidInputError,
      details: [
        {
          pointer: '/history/4/Year',
          expected: 'at least 6 rows of its series up to it, itself among them',
          received: '5',
        },
      ],
    });
    expect((await ask(place(50_000, 0.01, 6))).prediction.horizons).toHaveLength(10);
  });

  it('keeps to where it was when a year is absent, and says so', async () => {
    const rows = place(50_000, 0.01, 12).filter((_, year) => year !== 9);
    const { applicability } = await ask(rows);
    expect(applicability.warnings.map(({ code }) => code)).toContain('gap-in-history');
    expect(applicability.in_domain).toBe(true);
  });
});
