import { describe, expect, it } from '@jest/globals';
import { latentScore, latentScoreMechanism } from './latent-score.mechanism.js';
import { latentScoreOptions } from './latent-score.options.js';

const options = (rows = 2000) =>
  latentScoreOptions.parse({
    mechanism: 'latent-score',
    seed: 3,
    rows,
    target: { name: 'class', positive: 'bad', negative: 'good', rate: 0.2 },
    columns: [
      { name: 'region', marginal: { kind: 'categorical', weights: { n: 1, s: 1 } }, effect: { n: 2 } },
      {
        name: 'house',
        marginal: { kind: 'categorical', weights: { own: 1, rent: 1 } },
        given: { column: 'region', weights: { n: { own: 1 } } },
      },
      { name: 'months', marginal: { kind: 'log-normal', mean: 3, deviation: 0.5, minimum: 1, maximum: 100 } },
      {
        name: 'amount',
        marginal: { kind: 'log-normal', mean: 7, deviation: 0.3, minimum: 1, maximum: 1e6 },
        shifts: [{ column: 'months', slope: 1, centre: 20, log: true }],
        effect: { slope: -1, centre: 1000, scale: 1000 },
      },
    ],
  });

describe('the mechanism latent-score', () => {
  const { header, records } = latentScoreMechanism.generate(options());
  const column = (name: string) => records.map((cells) => cells[header.indexOf(name)]);

  it('gives the declared columns, rows and share of positives, to the row', () => {
    expect(header).toEqual(['region', 'house', 'months', 'amount', 'class']);
    expect(records).toHaveLength(2000);
    expect(column('class').filter((value) => value === 'bad')).toHaveLength(400);
    expect(new Set(column('class'))).toEqual(new Set(['bad', 'good']));
  });

  it('is the same for the same seed and another for another', () => {
    expect(latentScoreMechanism.generate(options()).records).toEqual(records);
    expect(latentScoreMechanism.generate({ ...options(), seed: 4 }).records).not.toEqual(records);
  });

  it('leaves the other columns as they were when one is added', () => {
    const wider = options();
    wider.columns.push({ ...wider.columns[0], name: 'more' });
    const { records: changed } = latentScoreMechanism.generate(wider);
    expect(changed.map((cells) => cells.slice(0, 4))).toEqual(records.map((cells) => cells.slice(0, 4)));
  });

  it('leaves the stated share of cells empty, and nothing else changes by it', () => {
    const gappy = options();
    gappy.columns[2] = { ...gappy.columns[2], missing: 0.1 };
    const { records: changed } = latentScoreMechanism.generate(gappy);
    const empty = changed.filter((cells) => cells[2] === '').length;
    expect(empty).toBeGreaterThan(160);
    expect(empty).toBeLessThan(240);
    expect(changed.map((cells, i) => (cells[2] === '' ? records[i] : cells))).toEqual(records);
  });

  it('draws conditionally', () => {
    const houses = (region: string) =>
      new Set(records.filter((cells) => cells[0] === region).map((cells) => cells[1]));
    expect(houses('n')).toEqual(new Set(['own']));
    expect(houses('s')).toEqual(new Set(['own', 'rent']));
    const long = records.filter((cells) => Number(cells[2]) > 30).map((cells) => Number(cells[3]));
    const short = records.filter((cells) => Number(cells[2]) < 12).map((cells) => Number(cells[3]));
    expect(Math.min(...long)).toBeGreaterThan(0);
    expect(long.reduce((a, b) => a + b) / long.length).toBeGreaterThan(
      (2 * short.reduce((a, b) => a + b)) / short.length,
    );
  });

  it('adds effects up and lets the target follow the logistic of the score', () => {
    const { columns } = options();
    const row = new Map<string, string | number>([
      ['region', 'n'],
      ['house', 'own'],
      ['months', 10],
      ['amount', 3000],
    ]);
    expect(latentScore(columns, row)).toBeCloseTo(2 - 2);
    const scores = records.map((cells) =>
      latentScore(columns, new Map(cells.map((cell, i) => [header[i], cell]))),
    );
    // Within bands of the score the log-odds differ by what the score differs, whatever the intercept.
    const band = (low: number, high: number) => {
      const inside = scores
        .map((score, i) => ({ score, bad: records[i][4] === 'bad' }))
        .filter(({ score }) => score >= low && score < high);
      const share = inside.filter(({ bad }) => bad).length / inside.length;
      return {
        odds: Math.log(share / (1 - share)),
        score: inside.reduce((sum, { score }) => sum + score, 0) / inside.length,
      };
    };
    const low = band(-1, 0.5);
    const high = band(1, 2.5);
    expect(Math.abs(high.odds - low.odds - (high.score - low.score))).toBeLessThan(0.35);
  });
});

describe('a number as the target of latent-score', () => {
  const numeric = latentScoreOptions.parse({
    mechanism: 'latent-score',
    seed: 5,
    rows: 3000,
    target: { name: 'grade', mean: 12, deviation: 3, noise: 0.25, minimum: 0, maximum: 20 },
    columns: [
      { name: 'place', marginal: { kind: 'categorical', weights: { n: 1, s: 1 } }, effect: { n: 1 } },
      {
        name: 'test',
        marginal: { kind: 'normal', mean: 10, deviation: 1, minimum: 0, maximum: 20 },
        fromScore: 2,
        effect: { slope: 1, centre: 10 },
      },
    ],
  });
  const { header, records } = latentScoreMechanism.generate(numeric);
  const numbers = (name: string) => records.map((cells) => Number(cells[header.indexOf(name)]));
  const mean = (values: readonly number[]) => values.reduce((a, b) => a + b, 0) / values.length;
  const variance = (values: readonly number[]) => mean(values.map((value) => (value - mean(values)) ** 2));

  it('has about the stated mean and deviation, in whole steps within the bounds', () => {
    const grades = numbers('grade');
    expect(mean(grades)).toBeCloseTo(12, 0);
    expect(Math.abs(Math.sqrt(variance(grades)) - 3)).toBeLessThan(0.2);
    expect(grades.every((value) => Number.isInteger(value) && value >= 0 && value <= 20)).toBe(true);
  });

  it('is told by the score but for the stated noise', () => {
    const scores = records.map((cells) =>
      latentScore(numeric.columns, new Map(cells.map((cell, i) => [header[i], cell]))),
    );
    const grades = numbers('grade');
    const both = mean(scores.map((score, i) => (score - mean(scores)) * (grades[i] - mean(grades))));
    const told = both ** 2 / (variance(scores) * variance(grades));
    expect(Math.abs(told - 0.75)).toBeLessThan(0.05);
  });

  it('stands beside columns that follow the score so far', () => {
    const inPlace = (place: string) => numbers('test').filter((_, i) => records[i][0] === place);
    expect(mean(inPlace('n')) - mean(inPlace('s'))).toBeCloseTo(2, 0);
  });

  it('is refused where a column that follows the score has no mean to move', () => {
    const [place, test] = numeric.columns;
    const uniform = { ...test, marginal: { kind: 'uniform-integer' as const, minimum: 0, maximum: 3 } };
    const problems = latentScoreMechanism.problems({
      ...numeric,
      columns: [{ ...place, fromScore: 1 }, uniform],
    });
    expect(problems.map(({ path }) => path.join('/'))).toEqual(['columns/0/fromScore', 'columns/1/shifts']);
  });
});
