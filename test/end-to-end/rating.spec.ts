import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { answerSchema } from '../../src/learning/answer.js';
import { exampleFeatures, openServer, type Json, type TestServer } from './server.fixture.js';

const rating = '/v1/finance/credit-rating';
const scale = ['AAA', 'AA', 'A', 'BBB', 'BB', 'B', 'D'];

let server: TestServer;
let applicant: Record<string, unknown>;
let grades: Json[];
beforeAll(async () => {
  applicant = await exampleFeatures('finance/credit-rating');
  server = await openServer();
  await server.train('finance/credit-rating', { model: { architecture: 'linear', options: {} } });
  grades = (await server.get(`${rating}/scale`)).json.grades as Json[];
});
afterAll(() => server.close());

describe('a rating', () => {
  it('has grades whose default rates rise, each with its interval and count, together all rows', () => {
    // Trained for few epochs, the model tells little apart.
    expect(grades.length).toBeGreaterThan(1);
    const shares = grades.map(({ events, rows }) => events / rows);
    shares.slice(1).forEach((share, i) => expect(share).toBeGreaterThan(shares[i]));
    const chances = grades.map(({ probability }) => probability as number);
    chances.slice(1).forEach((chance, i) => expect(chance).toBeGreaterThan(chances[i]));
    // Those that stopped the training: a fifth of the 800 to learn from.
    expect(grades.reduce((sum, { rows }) => sum + rows, 0)).toBe(160);
    for (const { grade, probability, interval } of grades) {
      expect(scale).toContain(grade);
      expect(interval[0]).toBeLessThan(probability);
      expect(interval[1]).toBeGreaterThan(probability);
    }
  });

  it('of a loan is the grade that its probability lies in, with what is said of the grade', async () => {
    const risky = { ...applicant, checking_status: 'A11', duration_months: 48, savings_status: 'A61' };
    for (const features of [applicant, risky, { ...applicant, checking_status: 'A14' }]) {
      const { status, json } = await server.post(`${rating}/predict`, { features });
      expect(status).toBe(200);
      expect(answerSchema.parse(json)).toEqual(json);
      const { prediction, decision } = json;
      const own = grades.find(({ below }) => below === null || prediction.probability < below)!;
      const { grade, probability, interval, rows } = own;
      expect(decision.action).toBe(grade);
      const place = { rank: grades.indexOf(own) + 1, of: grades.length };
      expect(decision.grade).toEqual({ name: grade, ...place, probability, interval, rows });
      // 30 % of the sample defaulted, 5 % is the base rate: odds divided by 57 / 7.
      const odds = ((prediction.probability / (1 - prediction.probability)) * 7) / 57;
      expect(decision.probability).toBeCloseTo(odds / (1 + odds), 6);
    }
  });

  it('keeps its cut points at another base rate', async () => {
    const { status, json } = await server.post(`${rating}/scale`, { baseRate: 0.3 });
    expect(status).toBe(200);
    expect(json.grades.map(({ below }: Json) => below)).toEqual(grades.map(({ below }) => below));
    for (const { probability, events, rows } of json.grades)
      expect(probability).toBeCloseTo(events / rows, 6);
    const wrong = await server.post(`${rating}/scale`, { baseRate: 30 });
    expect(wrong.status).toBe(422);
    expect(wrong.json.errors[0]).toMatchObject({ pointer: '/baseRate', received: '30' });
  });
});

describe('the binning', () => {
  it('has every column with bins of one trend, and weighs an applicant by them', async () => {
    const { columns } = (await server.get(`${rating}/binning`)).json;
    expect(columns).toHaveLength(21);
    expect(columns.map(({ column }: Json) => column)).not.toContain('class');
    for (const { bins, trend } of columns) {
      const rates = bins
        .filter((bin: Json) => bin.special === undefined)
        .map(({ rate }: Json) => rate as number);
      const sign = trend === 'rising' ? 1 : -1;
      rates
        .slice(1)
        .forEach((rate: number, i: number) => expect(sign * (rate - rates[i])).toBeGreaterThan(0));
      expect(bins.reduce((sum: number, { rows }: Json) => sum + rows, 0)).toBe(800);
    }
    const { json } = await server.post(`${rating}/binning`, { features: applicant });
    expect(json.columns).toHaveLength(21);
    for (const { column, weight } of json.columns) {
      const { bins } = columns.find((one: Json) => one.column === column);
      expect(bins.map((bin: Json) => bin.weight as number)).toContain(weight);
    }
  });
});
