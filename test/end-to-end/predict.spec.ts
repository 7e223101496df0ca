import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { PredictRows } from '../../src/scoring/predict-rows.js';
import { credit, exampleFeatures, line, openServer, type Json, type TestServer } from './server.fixture.js';

const synthetic = expect.objectContaining({ code: 'synthetic-training-data' }) as unknown;

let server: TestServer;
let applicant: Record<string, unknown>;
beforeAll(async () => {
  applicant = await exampleFeatures('finance/credit-scoring');
  server = await openServer();
  await server.train('finance/credit-scoring');
  await server.train('basics/linear-regression');
});
afterAll(() => server.close());

const purposes = ['A40', 'A41', 'A42', 'A43', 'A44', 'A45', 'A46', 'A47', 'A48', 'A49', 'A410'];

/** Applicants that differ, some with a missing value, a label in place of a code, or a number as text. */
function applicants(count: number): Record<string, unknown>[] {
  return Array.from({ length: count }, (_, i) => ({
    ...applicant,
    duration_months: i % 7 === 3 ? null : 6 + (i % 50),
    credit_amount: i % 5 === 0 ? String(1000 + i * 37) : 1000 + i * 37,
    purpose: purposes[i % purposes.length],
    checking_status: i % 3 === 0 ? 'below 0 DM' : 'A13',
  }));
}

async function answerOf(features: unknown): Promise<Json> {
  const { status, json } = await server.post(`${credit}/predict`, { features });
  expect(status).toBe(200);
  return json;
}

const reason = {
  feature: expect.any(String),
  value: expect.anything(),
  contribution: expect.any(Number),
  text: expect.stringMatching(/ (raises|lowers) /),
};

describe('one row', () => {
  it('gives the envelope of a class, and nothing besides', async () => {
    const { status, headers, json } = await server.post(`${credit}/predict`, { features: applicant });
    expect(status).toBe(200);
    expect(headers['content-type']).toMatch(/^application\/json\b/);
    expect(json).toEqual({
      id: expect.stringMatching(/^[0-9A-HJKMNP-TV-Z]{26}$/),
      scenario: 'finance/credit-scoring',
      model: 'finance/credit-scoring@1',
      prediction: { label: expect.stringMatching(/^(good|bad)$/), probability: expect.any(Number) },
      decision: {
        action: expect.stringMatching(/^(approve|refer|decline)$/),
        rule: 'expected cost',
        threshold: 0.166666667,
        thresholds: { lower: 0.12, upper: 0.4 },
      },
      reasons: [reason, reason, reason],
      applicability: { in_domain: true, warnings: [synthetic] },
    });
    const { label, probability } = json.prediction;
    expect(probability).toBeGreaterThan(0);
    expect(probability).toBeLessThan(1);
    expect(label).toBe(probability >= json.decision.threshold ? 'bad' : 'good');
  });

  it('gives the envelope of a number', async () => {
    const { json } = await server.post(`${line}/predict`, { features: { x: 3 } });
    const { value, interval } = json.prediction;
    expect(json).toEqual({
      id: expect.any(String),
      scenario: 'basics/linear-regression',
      model: 'basics/linear-regression@1',
      prediction: { value: expect.any(Number), interval: [expect.any(Number), expect.any(Number)] },
      reasons: [{ ...reason, feature: 'x', value: 3 }],
      applicability: { in_domain: true, warnings: [synthetic] },
    });
    expect(interval[0]).toBeLessThan(value);
    expect(interval[1]).toBeGreaterThan(value);
  });

  it('has another id each time and the same prediction', async () => {
    const [first, second] = [await answerOf(applicant), await answerOf(applicant)];
    expect(second.id).not.toBe(first.id);
    expect(second.prediction).toEqual(first.prediction);
  });
});

describe('many rows', () => {
  it('are answered in their order, each with the bits of the same row alone', async () => {
    const rows = applicants(70);
    const { status, json } = await server.post(`${credit}/predict`, { rows });
    expect(status).toBe(200);
    expect(Object.keys(json)).toEqual(['scenario', 'model', 'answers']);
    expect(json.answers).toHaveLength(rows.length);
    const alone: Json[] = [];
    for (const features of rows) alone.push(await answerOf(features));
    const comparable = (answer: Json) => ({ ...answer, id: '', reasons: [] });
    expect(json.answers.map(comparable)).toEqual(alone.map(comparable));
    expect(json.answers.map(({ reasons }: Json) => reasons as unknown)).toEqual(rows.map(() => undefined));
    const ids = json.answers.map(({ id }: Json) => id as string);
    expect(new Set(ids).size).toBe(rows.length);
    expect(ids).toEqual([...ids].sort());
    expect(new Set(json.answers.map(({ prediction }: Json) => prediction.probability)).size).toBeGreaterThan(
      35,
    );
  });

  it('may be one, or none', async () => {
    const one = await server.post(`${credit}/predict`, { rows: [applicant] });
    expect(one.json.answers[0].prediction).toEqual((await answerOf(applicant)).prediction);
    const none = await server.post(`${credit}/predict`, { rows: [] });
    expect(none.status).toBe(200);
    expect(none.json).toEqual({
      scenario: 'finance/credit-scoring',
      model: 'finance/credit-scoring@1',
      answers: [],
    });
  });

  it('are answered as many as a request may hold', async () => {
    const rows = Array.from({ length: 10_000 }, (_, i) => ({ x: (i % 1000) / 100 - 5 }));
    const { json } = await server.post(`${line}/predict`, { rows });
    expect(json.answers).toHaveLength(10_000);
    const last = await server.post(`${line}/predict`, { features: rows[9999] });
    expect(json.answers[9999].prediction).toEqual(last.json.prediction);
  });
});

describe('the same row', () => {
  it.each<[string, Record<string, unknown>]>([
    ['by the label of a category', { checking_status: '0 to 200 DM' }],
    ['by its Chinese label', { checking_status: '0 至 200 马克' }],
    ['with a number as text', { credit_amount: '3500', duration_months: ' 24 ' }],
  ])('%s has the same answer', async (_, changes) => {
    const [plain, other] = [await answerOf(applicant), await answerOf({ ...applicant, ...changes })];
    expect(other.prediction).toEqual(plain.prediction);
    expect(other.applicability).toEqual(plain.applicability);
  });

  it('has the same answer whatever the order of its keys', async () => {
    const reversed = Object.fromEntries(Object.entries(applicant).reverse());
    expect((await answerOf(reversed)).prediction).toEqual((await answerOf(applicant)).prediction);
  });

  it('has the same answer from the use case, without the door', async () => {
    const useCase = server.application.get(PredictRows);
    const direct = await useCase.execute('finance/credit-scoring', { features: applicant });
    expect(direct).toEqual({ ...(await answerOf(applicant)), id: expect.any(String) });
  });
});

describe('what the model does not know', () => {
  it('is a missing value: filled, said once (not for what derives from it), and still in domain', async () => {
    const { applicability, prediction } = await answerOf({
      ...applicant,
      duration_months: null,
      purpose: '',
    });
    expect(prediction.probability).toBeGreaterThan(0);
    expect(applicability.in_domain).toBe(true);
    expect(applicability.warnings).toEqual([
      {
        code: 'missing',
        column: 'duration_months',
        text: expect.stringContaining('the training median'),
      },
      { code: 'missing', column: 'purpose', text: expect.any(String) },
      synthetic,
    ]);
  });

  it('is a category that was never declared: scored, and out of domain', async () => {
    const { applicability } = await answerOf({ ...applicant, purpose: 'A499' });
    expect(applicability.in_domain).toBe(false);
    expect(applicability.warnings[0]).toMatchObject({
      column: 'purpose',
      text: expect.stringContaining('A499'),
    });
  });

  it('is a number beyond its range: scored, and out of domain', async () => {
    const { applicability } = await answerOf({ ...applicant, age_years: 130, existing_credits: 11 });
    expect(applicability).toEqual({
      in_domain: false,
      warnings: [
        { code: 'out-of-range', column: 'age_years', text: 'age_years: expected 18 to 100, received 130.' },
        {
          code: 'out-of-range',
          column: 'existing_credits',
          text: 'existing_credits: expected 1 to 10, received 11.',
        },
        { code: 'far-from-training', text: expect.stringContaining('times as far') },
        synthetic,
      ],
    });
  });

  it('is warned of in the row that has it, not in its neighbours', async () => {
    const rows = [applicant, { ...applicant, age_years: 130 }, applicant];
    const { json } = await server.post(`${credit}/predict`, { rows });
    expect(json.answers.map(({ applicability }: Json) => applicability.in_domain)).toEqual([
      true,
      false,
      true,
    ]);
  });
});

describe('a thousand predictions', () => {
  it('leave no tensor behind', async () => {
    const useCase = server.application.get(PredictRows);
    const ask = (features: unknown) => useCase.execute('finance/credit-scoring', { features });
    await ask(applicant);
    const before = server.engine.tensorCount();
    for (const features of applicants(1000)) await ask(features);
    expect(server.engine.tensorCount()).toBe(before);
  });
});
