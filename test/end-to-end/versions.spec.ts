import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, jest } from '@jest/globals';
import type { Logger } from '../../src/core/logger.js';
import { LOGGER } from '../../src/core/tokens.js';
import { faultsOfPage } from '../contract/report-page.js';
import { credit, exampleFeatures, line, openServer, type Json, type TestServer } from './server.fixture.js';

const id = 'finance/credit-scoring';
let features: Record<string, unknown>;
beforeAll(async () => {
  features = await exampleFeatures(id);
});

async function modelThatAnswers(server: TestServer): Promise<string> {
  const { status, json } = await server.post(`${credit}/predict`, { features });
  expect(status).toBe(200);
  return json.model as string;
}

const listed = async (server: TestServer): Promise<Json> =>
  (await server.get('/v1/scenarios')).json.find((scenario: Json) => scenario.id === id);

describe('before the first model', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openServer();
  });
  afterAll(() => server.close());

  it.each([
    ['POST', `${credit}/predict`],
    ['GET', `${credit}/scorecard`],
    ['POST', `${credit}/scorecard`],
    ['GET', `${credit}/model-card`],
    ['GET', `${credit}/report`],
    ['GET', `${credit}/report.html`],
    ['GET', `${credit}/profile`],
    ['GET', `${line}/plot.svg`],
  ])('it is a 503 that says when to ask again: %s %s', async (method, path) => {
    const { status, headers, json } =
      method === 'GET' ? await server.get(path) : await server.post(path, { features });
    expect(status).toBe(503);
    expect(headers['retry-after']).toBe('5');
    expect(headers['content-type']).toMatch(/^application\/problem\+json\b/);
    expect(json).toMatchObject({ type: 'urn:sextant:problem:not-ready', status: 503 });
  });

  it('the lists show the scenario without a champion, and no version', async () => {
    const scenario = await listed(server);
    expect(scenario).toMatchObject({ id, industry: 'finance', task: 'classification' });
    expect(scenario).not.toHaveProperty('champion');
    expect((await server.get(`${credit}/versions`)).json).toEqual([]);
    expect((await server.get('/livez')).json).toEqual({ status: 'ok' });
  });

  it('there is nothing to promote or to go back to', async () => {
    const promoted = await server.post(`${credit}/versions/1/promote`);
    expect([promoted.status, promoted.json.detail]).toEqual([
      404,
      expect.stringContaining('no version at all'),
    ]);
    expect((await server.post(`${credit}/rollback`)).status).toBe(404);
  });
});

describe('the versions of a scenario', () => {
  let server: TestServer;
  beforeAll(async () => {
    server = await openServer();
    await server.train(id);
    await server.train(id, { seed: 1 });
    await server.train('basics/linear-regression');
  });
  afterAll(() => server.close());

  it('are listed with the one that serves', async () => {
    const { json } = await server.get(`${credit}/versions`);
    expect(json).toEqual(
      [1, 2].map((version) => ({
        model: `${id}@${version}`,
        champion: version === 2,
        publishedAt: expect.stringMatching(/^\d{4}-\d\d-\d\dT.*Z$/),
        headline: expect.objectContaining({ metric: 'auc', rows: 200, data: 'synthetic-sample' }),
      })),
    );
    expect(await modelThatAnswers(server)).toBe(`${id}@2`);
  });

  it('are in the list of scenarios and in the description', async () => {
    const headline = { metric: 'auc', value: expect.any(Number), lower: expect.any(Number), rows: 200 };
    expect(await listed(server)).toMatchObject({ champion: `${id}@2`, headline });
    const { json } = await server.get(credit);
    expect(json).toMatchObject({ id, champion: `${id}@2`, headline, example: { features } });
    expect(json.columns).toHaveLength(20);
    expect(json.schema.required).toEqual(json.columns.map(({ name }: Json) => name as string));
    expect(json.columns.filter(({ sensitive }: Json) => sensitive).map(({ name }: Json) => name)).toEqual([
      'personal_status_sex',
      'age_years',
      'foreign_worker',
    ]);
    expect(json.endpoints.map(({ method, name }: Json) => `${method} ${name}`)).toEqual([
      'GET scorecard',
      'POST scorecard',
    ]);
    expect(json).toMatchObject({ decision: { rule: 'expected-cost' }, caveats: expect.any(Array) });
    expect(json.notFor).toHaveLength(2);
  });

  it('serve when promoted, and go back', async () => {
    expect((await server.post(`${credit}/versions/1/promote`)).json).toEqual({ champion: `${id}@1` });
    expect(await modelThatAnswers(server)).toBe(`${id}@1`);
    const back = await server.post(`${credit}/rollback`, '');
    expect([back.status, back.json]).toEqual([
      200,
      { champion: `${id}@2`, replaced: `${id}@1`, synthetic: true },
    ]);
    expect(await modelThatAnswers(server)).toBe(`${id}@2`);
  });

  it('are compared on the same rows, those held out', async () => {
    const { status, json } = await server.get(`${credit}/versions/compare?a=1&b=2`);
    expect(status).toBe(200);
    expect(json).toMatchObject({ a: `${id}@1`, b: `${id}@2`, rowsFrom: 'held-out', learntFromFile: [] });
    expect(json.rows).toBeGreaterThan(100);
    const [auc] = json.metrics as Json[];
    expect(auc).toMatchObject({ metric: 'auc' });
    const { value, lower, upper } = auc.difference;
    expect(value).toBeCloseTo(auc.b - auc.a, 12);
    expect([lower <= value, value <= upper]).toEqual([true, true]);
    const itself = (await server.get(`${credit}/versions/compare?a=2&b=2`)).json;
    expect(itself).toMatchObject({ verdict: 'not-told-apart', changed: { rows: 0 } });
    expect(itself.metrics[0].difference).toEqual({ value: 0, lower: 0, upper: 0 });
  });

  it.each([
    ['a=1', 400, 'Two versions are compared.'],
    ['a=1&b=x', 400, 'That is no version.'],
    ['a=1&b=7', 404, `There is no ${id}@7; ${id} has the versions 1, 2.`],
  ])('are not compared where one of them is not told, or not there: %s', async (query, status, detail) => {
    const received = await server.get(`${credit}/versions/compare?${query}`);
    expect([received.status, received.json.detail]).toEqual([status, detail]);
  });

  it.each([
    ['9', 404, `There is no ${id}@9; ${id} has the versions 1, 2.`],
    ['0', 400, 'That is no version.'],
    ['abc', 400, 'That is no version.'],
    ['1e1', 400, 'That is no version.'],
  ])('are not promoted by another name: %s', async (version, status, detail) => {
    const received = await server.post(`${credit}/versions/${version}/promote`);
    expect([received.status, received.json.detail]).toEqual([status, detail]);
    expect((await listed(server)).champion).toBe(`${id}@2`);
  });

  it('answer in place of the champion when a query names them', async () => {
    for (const version of [1, 2]) {
      const model = `${id}@${version}`;
      const query = `?version=${version}`;
      const { json } = await server.post(`${credit}/predict${query}`, { features });
      expect(json.model).toBe(model);
      const rows = await server.post(`${credit}/predict${query}`, { rows: Array(150).fill(features) });
      expect(rows.json).toMatchObject({ model, answers: { length: 150 } });
      expect(rows.json.answers[0].prediction).toEqual(json.prediction);
      expect((await server.get(`${credit}/scorecard${query}`)).json.model).toBe(model);
      expect((await server.get(`${credit}/report${query}`)).json.seed === 1).toBe(version === 2);
      expect((await server.get(`${credit}/model-card${query}`)).text).toContain('# ');
      expect((await server.get(`${credit}/profile${query}`)).status).toBe(200);
    }
    expect(await modelThatAnswers(server)).toBe(`${id}@2`);
  });

  it.each(['predict', 'scorecard', 'report', 'report.html', 'model-card', 'profile', 'plot.svg'])(
    'are not found by another number: %s',
    async (name) => {
      const ask = (query: string) =>
        name === 'predict'
          ? server.post(`${credit}/${name}${query}`, { features })
          : server.get(`${credit}/${name}${query}`);
      const unknown = await ask('?version=9');
      expect([unknown.status, unknown.json.detail]).toEqual([
        404,
        `There is no ${id}@9; ${id} has the versions 1, 2.`,
      ]);
      for (const wrong of ['?version=', '?version=0', '?version=x', '?version=1&version=2']) {
        expect([wrong, (await ask(wrong)).status]).toEqual([wrong, 400]);
      }
    },
  );

  it('may change under traffic: each call is answered by one of them, and no tensor stays behind', async () => {
    await modelThatAnswers(server);
    const before = server.engine.tensorCount();
    const models = new Set<string>();
    for (let round = 0; round < 10; round++) {
      const asked = Array.from({ length: 10 }, () => modelThatAnswers(server));
      await server.post(`${credit}/versions/${1 + (round % 2)}/promote`);
      for (const model of await Promise.all([...asked, modelThatAnswers(server)])) models.add(model);
    }
    expect(models).toEqual(new Set([`${id}@1`, `${id}@2`]));
    await new Promise((resolve) => setImmediate(resolve));
    expect(server.engine.tensorCount()).toBe(before);
  });

  it('have a report for people, in the language asked for, that runs and loads nothing', async () => {
    const english = await server.get(`${credit}/report.html`);
    expect([english.status, english.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
    expect(english.headers['content-language']).toBe('en');
    expect(english.headers['content-security-policy']).toMatch(
      /^default-src 'none'; style-src 'sha256-[^']+'; frame-ancestors 'none'/,
    );
    expect(faultsOfPage(english.text, 'en')).toEqual([]);
    expect(english.text).toContain('ROC curve');
    const chinese = await server.get(`${credit}/report.html?version=1`, { 'accept-language': 'zh-CN' });
    expect(chinese.headers['content-language']).toBe('zh');
    expect(faultsOfPage(chinese.text, 'zh')).toEqual([]);
    expect(chinese.text).toContain(`${id}@1`);
  });

  it('have a card, a report, a profile and a plot', async () => {
    const card = await server.get(`${credit}/model-card`);
    expect([card.status, card.headers['content-type']]).toEqual([200, 'text/markdown; charset=utf-8']);
    expect(card.text).toContain('SYNTHETIC');
    expect(card.text).toContain('personal_status_sex');
    const report = await server.get(`${credit}/report`);
    expect(report.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(report.json).toMatchObject({ scenario: id, primary: 'auc', rows: { test: 200 } });
    const profile = await server.get(`${credit}/profile`);
    expect(profile.headers['content-type']).toBe('application/json; charset=utf-8');
    expect(profile.json).toMatchObject({ format: 1, rows: 800, byTarget: { column: 'class' } });
    for (const base of [line, credit]) {
      const plot = await server.get(`${base}/plot.svg`);
      expect(plot.headers['content-type']).toMatch(/^image\/svg\+xml\b/);
      expect(plot.text).toMatch(/^<svg [\s\S]*<\/svg>\s*$/);
    }
  });
});

describe('a version whose file was altered', () => {
  let server: TestServer;
  let restarted: TestServer;
  beforeAll(async () => {
    server = await openServer();
    await server.train(id);
    await server.train(id, { seed: 1 });
    await flipByte(server, 2);
    restarted = await openServer({}, server.home);
  });
  afterAll(async () => {
    await restarted.close();
    await server.close();
  });

  async function flipByte({ home }: TestServer, version: number): Promise<void> {
    const path = join(home, 'models', id, String(version), 'weights.bin');
    const bytes = await readFile(path);
    bytes[100] ^= 1;
    await writeFile(path, bytes);
  }

  const damage = expect.stringMatching(
    /^The artefact finance\/credit-scoring@2 is damaged\. weights\.bin: altered: sha256 [0-9a-f]{64}\.$/,
  ) as unknown as string;

  it('is refused by name and reason, and the previous champion serves', async () => {
    const logged = jest.spyOn(restarted.application.get<Logger>(LOGGER), 'error');
    expect(await modelThatAnswers(restarted)).toBe(`${id}@1`);
    expect(logged.mock.calls).toEqual([[{ tag: `${id}@2`, reason: damage }, 'refused a damaged version']]);
    await modelThatAnswers(restarted);
    expect(logged).toHaveBeenCalledTimes(1);
  });

  it('is shown in the lists', async () => {
    expect(await listed(restarted)).toMatchObject({ champion: `${id}@1`, problem: damage });
    const { json } = await restarted.get(`${credit}/versions`);
    expect(json[1]).toEqual({ model: `${id}@2`, champion: true, problem: damage });
    expect(json[0]).not.toHaveProperty('problem');
    expect((await restarted.get(`${credit}/model-card`)).status).toBe(200);
  });

  it('is not promoted', async () => {
    await restarted.post(`${credit}/versions/1/promote`);
    const { status, json } = await restarted.post(`${credit}/versions/2/promote`);
    expect(status).toBe(500);
    expect(json).toMatchObject({ type: 'urn:sextant:problem:damaged-file', detail: damage });
    expect(json.errors).toEqual([expect.objectContaining({ pointer: '/weights.bin' })]);
    expect(json.hint).toContain('train again');
    expect(await modelThatAnswers(restarted)).toBe(`${id}@1`);
  });

  it('leaves nothing to serve when it was the last: said by name, and not ready', async () => {
    await flipByte(server, 1);
    const fresh = await openServer({}, server.home);
    try {
      const { status, headers, json } = await fresh.post(`${credit}/predict`, { features });
      expect(status).toBe(500);
      expect(headers['content-type']).toMatch(/^application\/problem\+json\b/);
      expect(json.errors.map(({ pointer }: Json) => pointer as string)).toContain(`/${id}@1`);
      expect(json.hint).toContain('Train again');
      expect(await listed(fresh)).toMatchObject({ problem: `No champion of ${id} can be loaded.` });
      const { status: readiness, json: problem } = await fresh.get('/readyz');
      expect([readiness, problem.detail]).toEqual([503, `No model to answer with: ${id} (damaged).`]);
      expect(problem.scenarios[id]).toMatchObject({ state: 'damaged' });
    } finally {
      await fresh.close();
    }
  });
});
