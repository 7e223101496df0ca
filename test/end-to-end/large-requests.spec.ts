import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { credit, exampleFeatures, openServer, type Json, type TestServer } from './server.fixture.js';

/* Requests that a process of their own answers: the same words as for small ones, whatever is wrong with them. */

const id = 'finance/credit-scoring';
let server: TestServer;
let applicant: Record<string, unknown>;
beforeAll(async () => {
  applicant = await exampleFeatures(id);
  server = await openServer();
  await server.train(id);
});
afterAll(() => server.close());

const rows = (count: number): Record<string, unknown>[] =>
  Array.from({ length: count }, (_, i) => ({ ...applicant, credit_amount: 1000 + i }));
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);

describe('a large request', () => {
  it('has the answer of small ones, in the same words', async () => {
    const large = await server.post(`${credit}/predict`, { rows: rows(150) });
    const small = await server.post(`${credit}/predict`, { rows: rows(100) });
    expect([large.status, small.status]).toEqual([200, 200]);
    expect(large.headers['content-type']).toBe(small.headers['content-type']);
    expect(large.json.answers).toHaveLength(150);
    const withoutId = (answer: Json) => ({ ...answer, id: '' });
    expect(large.json.answers.slice(0, 100).map(withoutId)).toEqual(small.json.answers.map(withoutId));
    expect({ ...large.json, answers: [] }).toEqual({ ...small.json, answers: [] });
  });

  it('of one row, too', async () => {
    const spaces = ' '.repeat(100_000);
    const large = await server.post(
      `${credit}/predict`,
      `{"features":${spaces}${JSON.stringify(applicant)}}`,
    );
    const small = await server.post(`${credit}/predict`, { features: applicant });
    expect(large.json).toEqual({ ...small.json, id: expect.any(String) });
  });

  it('is refused with each wrong field at its place, as a small one', async () => {
    const wrong = rows(150);
    wrong[149] = { ...wrong[149], age_years: 'old' };
    const large = await server.post(`${credit}/predict`, { rows: wrong });
    const small = await server.post(`${credit}/predict`, { rows: wrong.slice(149) });
    expect([large.status, small.status]).toEqual([422, 422]);
    const [{ pointer, ...rest }] = large.json.errors;
    expect(pointer).toBe('/rows/149/age_years');
    expect(small.json.errors).toEqual([{ ...rest, pointer: '/rows/0/age_years' }]);
    expect({ ...large.json, errors: [] }).toEqual({ ...small.json, errors: [] });
  });

  it('that is no JSON, or of an endpoint that is not there, is refused as a small one', async () => {
    const broken = await server.post(`${credit}/predict`, `{"rows":[${' '.repeat(100_000)}`);
    expect([broken.status, broken.json.detail]).toEqual([400, 'The body is not JSON.']);
    const unknown = await server.post(`${credit}/nonsense`, { rows: rows(150) });
    expect([unknown.status, unknown.json.errors[0].received]).toEqual([404, 'POST nonsense']);
  });

  it('with very many unknown keys names the first thousand, and counts the others', async () => {
    const keys = Object.fromEntries(Array.from({ length: 200 }, (_, i) => [`key ${i}`, 1]));
    const { status, text, json } = await server.post(`${credit}/predict`, {
      rows: new Array(1000).fill(keys),
    });
    expect(status).toBe(422);
    expect(json.errors).toHaveLength(1000);
    expect(json.detail).toContain(`The first 1000 of ${1000 * (200 + 20)} are listed.`);
    expect(text.length).toBeLessThan(2_000_000);
  });

  it('is answered by the version that has just been promoted', async () => {
    await server.train(id, { seed: 5 });
    const modelOf = async () =>
      (await server.post(`${credit}/predict`, { rows: rows(150) })).json.model as string;
    for (const version of [2, 1]) {
      await server.post(`${credit}/versions/${version}/promote`);
      expect(await modelOf()).toBe(`${id}@${version}`);
    }
  });
});

describe('what is nested too deep', () => {
  it.each(['predict', 'scorecard', 'nonsense', 'train', 'batches', 'rollback', 'versions/1/promote'])(
    'is refused wherever it is in a body: POST …/%s',
    async (path) => {
      const deep = nested(30_000);
      for (const body of [deep, `{"features":${deep}}`, `{"path":${deep}}`, '['.repeat(60_000)]) {
        const { status, json } = await server.post(`${credit}/${path}`, body);
        expect([status, json.detail]).toEqual([422, 'The JSON is nested too deep.']);
      }
    },
  );

  it('is shown where it is not too deep as far as a message goes', async () => {
    const { status, json } = await server.post(`${credit}/predict`, `{"features":${nested(60)}}`);
    expect([status, json.errors[0].received]).toEqual([422, `${'['.repeat(32)}[…]${']'.repeat(32)}`]);
  });
});

describe('an order', () => {
  it.each(['train', 'batches'])('in JSON holds no rows: %s', async (path) => {
    const { status, json } = await server.post(`${credit}/${path}`, { rows: rows(1000) });
    expect(status).toBe(413);
    expect(json).toMatchObject({
      hint: expect.stringContaining('text/csv'),
      errors: [{ expected: 'at most 65536 bytes' }],
    });
  });
});
