import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { credit, exampleFeatures, openServer, type Json, type TestServer } from './server.fixture.js';

/*
 * The champion is the linear model here, so that the score and the served probability can be compared. 600 points at odds of
 * 50 good to 1 bad, 20 points double the odds (docs/decisions/0006-scorecard.md).
 */

let server: TestServer;
let card: Json;
let applicant: Record<string, unknown>;
beforeAll(async () => {
  applicant = await exampleFeatures('finance/credit-scoring');
  server = await openServer();
  await server.train('finance/credit-scoring', { model: { architecture: 'linear', options: {} } });
  card = (await server.get(`${credit}/scorecard`)).json;
});
afterAll(() => server.close());

async function scoreOf(features: Record<string, unknown>): Promise<Json> {
  const { status, json } = await server.post(`${credit}/scorecard`, { features });
  expect(status).toBe(200);
  return json;
}

/** Odds of good to bad at a score. */
const oddsAt = (score: number) => 50 * 2 ** ((score - 600) / 20);
/** The score of a probability of bad. */
const scoreAt = (probability: number) => 600 + 20 * Math.log2((1 - probability) / probability / 50);

const applicants = (): Record<string, unknown>[] =>
  Array.from({ length: 40 }, (_, i) => ({
    ...applicant,
    checking_status: ['A11', 'A12', 'A13', 'A14', null][i % 5],
    purpose: ['A40', 'A41', 'A46', 'A499'][i % 4],
    duration_months: 4 + ((i * 7) % 60),
    credit_amount: i % 9 === 8 ? null : 500 + i * 311,
    age_years: 20 + ((i * 11) % 50),
  }));

describe('the scorecard', () => {
  it('states its scale and its points', () => {
    expect(card).toMatchObject({
      model: 'finance/credit-scoring@1',
      baseScore: 600,
      baseOdds: 50,
      pointsToDoubleOdds: 20,
    });
    expect(card.columns).toHaveLength(21);
    for (const { attributes, mostPoints } of card.columns) {
      const points = attributes.map((attribute: Json) => attribute.points as number);
      expect(points.every(Number.isInteger)).toBe(true);
      expect(Math.min(...points)).toBe(0);
      expect(Math.max(...points)).toBe(mostPoints);
    }
  });

  it('gives an applicant whole points that add up', async () => {
    for (const features of applicants()) {
      const { model, score, startingPoints, points, probability } = await scoreOf(features);
      expect(model).toBe(card.model);
      expect(startingPoints).toBe(card.startingPoints);
      expect(points).toHaveLength(21);
      const sum = points.reduce((total: number, entry: Json) => total + entry.points, startingPoints);
      expect(sum).toBe(score);
      expect(Number.isInteger(score)).toBe(true);
      expect((1 - probability) / probability / oddsAt(score)).toBeCloseTo(1, 9);
    }
  });

  it('agrees with the linear model but for the rounding of each column', async () => {
    const rows = applicants();
    const { json } = await server.post(`${credit}/predict`, { rows });
    const differences: number[] = [];
    for (const [i, features] of rows.entries()) {
      const { score } = await scoreOf(features);
      differences.push(score - scoreAt(json.answers[i].prediction.probability));
    }
    const halfPoints = (card.columns.length + 1) / 2;
    for (const difference of differences) expect(Math.abs(difference)).toBeLessThan(halfPoints);
    // A wrong base or a forgotten column would shift all; rounding shifts little.
    const mean = differences.reduce((sum, difference) => sum + difference, 0) / rows.length;
    expect(Math.abs(mean)).toBeLessThan(3);
  });

  it('gives an applicant the points of the table, the largest loss first', async () => {
    const { points } = await scoreOf(applicant);
    for (const { column, points: earned, lost } of points) {
      const { attributes, mostPoints } = card.columns.find((entry: Json) => entry.column === column);
      expect(lost).toBe(mostPoints - earned);
      const attribute = attributes.find(({ value }: Json) => value === applicant[column]);
      if (attribute) expect(earned).toBe(attribute.points);
    }
    const lost = points.map((entry: Json) => entry.lost as number);
    expect(lost).toEqual([...lost].sort((a, b) => b - a));
  });

  it('gives points for a better attribute only in its own column', async () => {
    const [before, after] = [
      await scoreOf(applicant),
      await scoreOf({ ...applicant, checking_status: 'A14' }),
    ];
    const pointsIn = ({ points }: Json, column: string): number =>
      points.find((entry: Json) => entry.column === column).points as number;
    const gain = pointsIn(after, 'checking_status') - pointsIn(before, 'checking_status');
    expect(gain).not.toBe(0);
    expect(after.score - before.score).toBe(gain);
  });
});

describe('a wrong applicant', () => {
  it('is refused with a pointer for each field', async () => {
    const { status, json } = await server.post(`${credit}/scorecard`, {
      features: { ...applicant, age_years: 'old', job: 3.5, height: 180 },
    });
    expect(status).toBe(422);
    expect(json.errors.map(({ pointer }: Json) => pointer as string)).toEqual([
      '/features/age_years',
      '/features/height',
    ]);
  });

  it.each<[string, unknown]>([
    ['no body', undefined],
    ['rows', { rows: [{}] }],
    ['a second key', { features: {}, more: 1 }],
    ['null', 'null'],
  ])('is refused when it comes as %s', async (_, body) => {
    const { status, json } = await server.post(`${credit}/scorecard`, body);
    expect(status).toBe(422);
    expect(json.errors).toEqual([
      { pointer: '', expected: '{"features": {...}}', received: expect.any(String) },
    ]);
  });
});
