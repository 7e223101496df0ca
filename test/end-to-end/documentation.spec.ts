import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { z } from 'zod';
import { shippedScenarios } from '../../src/core/paths.js';
import { loadScenarios } from '../../src/scenarios/load-scenarios.js';
import { openServer, type Json, type Received, type TestServer } from './server.fixture.js';

/** Every scenario that ships but credit scoring, which is trained twice. */
let others: string[];

let server: TestServer;
let document: Json;
beforeAll(async () => {
  const all = (await loadScenarios([shippedScenarios])).map(({ spec }) => spec.id);
  others = all.filter((id) => id !== 'finance/credit-scoring');
  server = await openServer();
  for (const seed of [0, 1]) await server.train('finance/credit-scoring', { seed });
  for (const id of others) await server.train(id);
  document = (await server.get('/openapi.json')).json;
}, 900_000);
afterAll(() => server.close());

interface Operation {
  path: string;
  method: string;
  operation: Json;
}

function operations(): Operation[] {
  return Object.entries<Json>(document.paths).flatMap(([path, item]) =>
    Object.entries<Json>(item).map(([method, operation]) => ({ path, method, operation })),
  );
}

/** Does what an operation says, with its own example. */
function follow({ path, method, operation }: Operation): Promise<Received> {
  const named = (inlined(operation.parameters ?? []) as Json[]).filter((one) => one.in === 'path');
  const url = named.reduce(
    (text, { name, example = '1' }) => text.replace(`{${name}}`, encodeURIComponent(String(example))),
    path,
  );
  if (method === 'get') return server.get(url);
  const content = operation.requestBody?.content['application/json'];
  return server.post(url, content?.example);
}

/** What a JSON pointer of the document refers to. */
function resolve(reference: string): Json {
  return reference
    .slice(2)
    .split('/')
    .reduce((node: Json, key) => node?.[key], document);
}

/** A copy with every reference replaced by what it refers to. */
function inlined(node: Json): Json {
  if (Array.isArray(node)) return node.map(inlined);
  if (typeof node !== 'object' || node === null) return node;
  if (typeof node.$ref === 'string') return inlined(resolve(node.$ref as string));
  return Object.fromEntries(Object.entries<Json>(node).map(([key, value]) => [key, inlined(value)]));
}

function referencesIn(node: Json): string[] {
  if (typeof node !== 'object' || node === null) return [];
  return Object.entries<Json>(node).flatMap(([key, value]) =>
    key === '$ref' ? [value as string] : referencesIn(value),
  );
}

/** The status with which an operation says that it was done. */
function successOf({ responses }: Json): string {
  return Object.keys(responses as object).find((status) => status.startsWith('2')) ?? '200';
}

const isList = (method: string, path: string) => `${method} ${path}` === 'get /v1/scenarios';

const schemaOf = (schema: Json) =>
  z.fromJSONSchema(inlined(schema) as Parameters<typeof z.fromJSONSchema>[0]);

describe('the description of the API', () => {
  it('is OpenAPI 3.1 with every part that it refers to', () => {
    expect(document).toMatchObject({
      openapi: '3.1.0',
      info: { title: 'Sextant', version: expect.any(String) },
    });
    const references = referencesIn(document);
    expect(references.length).toBeGreaterThan(10);
    for (const reference of references) {
      expect([reference, typeof resolve(reference)]).toEqual([reference, 'object']);
    }
    const tags = document.tags.map(({ name }: Json) => name as string);
    expect(tags.toSorted()).toEqual(['finance/credit-scoring', ...others].toSorted());
    for (const { path, operation } of operations()) {
      expect(path).toMatch(/^\//);
      expect(operation.summary).toMatch(/\S/);
      expect(operation.responses[successOf(operation)].description).toMatch(/\S/);
      // Errors of the inference protocol are of its own form.
      const problem = path.startsWith('/v2') ? 'application/json' : 'application/problem+json';
      expect(Object.keys(operation.responses.default.content)).toEqual([problem]);
      for (const tag of operation.tags ?? []) expect(tags).toContain(tag);
      const placeholders = [...path.matchAll(/\{(\w+)\}/g)].map((match) => match[1]);
      const declared = (inlined(operation.parameters ?? []) as Json[]).filter((one) => one.in === 'path');
      expect(declared.map(({ name }) => name as string)).toEqual(placeholders);
    }
    const ids = operations().map(({ operation }) => operation.operationId as string);
    expect(ids).toContain('post_v1_finance_credit-scoring_predict');
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('names what there is: each scenario, each endpoint of its industry', () => {
    expect(operations().map(({ method, path }) => `${method} ${path}`)).toEqual(
      expect.arrayContaining([
        'get /v1/scenarios',
        'get /v1/finance/credit-scoring',
        'post /v1/finance/credit-scoring/versions/{version}/promote',
        'get /v1/finance/credit-scoring/scorecard',
        'post /v1/finance/credit-scoring/scorecard',
        'get /v1/finance/credit-scoring/profile',
        'get /v1/finance/credit-scoring/report.html',
        'get /v1/basics/linear-regression/plot.svg',
        'post /v1/finance/credit-scoring/train',
        'post /v1/finance/credit-scoring/batches',
        'get /v1/jobs',
        'delete /v1/jobs/{id}',
        'get /v1/jobs/{id}/events',
        'get /metrics',
      ]),
    );
    expect(document.paths).not.toHaveProperty(['/v1/basics/linear-regression/scorecard']);
  });

  it('has for each operation an example that works as it stands, answered by the type that is promised', async () => {
    // Jobs are followed by tests of their own: what they do outlasts a request. So are scenarios of one's own, outcomes of kept answers, and
    // comparisons: they need what is not there yet.
    const elsewhere =
      /\/(?:train|batches|decisions|rescorings|outcomes|answers\/\{id\}|versions\/compare)$|^\/v1\/jobs\/\{id\}|^\/v1\/(?:scenarios|drafts)$/;
    const found = operations().filter(({ path, method }) => !(elsewhere.test(path) && !isList(method, path)));
    // Last, what changes who serves.
    const changing = found.filter(({ path }) => /promote|rollback/.test(path));
    const asking = found.filter((operation) => !changing.includes(operation));
    for (const operation of [...asking, ...changing]) {
      const name = `${operation.method} ${operation.path}`;
      const { status, headers } = await follow(operation);
      const trainedOnce = others.some((id) => name === `post /v1/${id}/rollback`);
      const earlier = trainedOnce ? 409 : 200;
      expect([name, status]).toEqual([name, earlier]);
      const promised = Object.keys(operation.operation.responses['200'].content ?? {});
      const type = String(headers['content-type']).split(';')[0];
      if (status === 200 && promised.length > 0) expect([name, promised]).toEqual([name, [type]]);
    }
  });

  it('describes the list of scenarios as it is', async () => {
    const { schema } = document.paths['/v1/scenarios'].get.responses['200'].content['application/json'];
    const { json } = await server.get('/v1/scenarios');
    expect(json.length).toBeGreaterThan(1);
    expect(schemaOf(schema).safeParse(json).error).toBeUndefined();
    const [first, ...rest] = json;
    expect(schemaOf(schema).safeParse([{ ...first, id: undefined }, ...rest]).success).toBe(false);
  });

  it('describes a job as it is, from its order to its end', async () => {
    const path = '/v1/basics/linear-regression';
    const described = (method: string, of: string, status: number) =>
      schemaOf(document.paths[of][method].responses[status].content['application/json'].schema);
    const ordered = await server.post(`${path}/batches`, 'x\n1\n', 'text/csv');
    expect(ordered.status).toBe(202);
    expect(described('post', `${path}/batches`, 202).safeParse(ordered.json).error).toBeUndefined();
    const { id } = ordered.json;
    const events = await server.get(`/v1/jobs/${id}/events`);
    expect([events.status, events.headers['content-type']]).toEqual([
      200,
      'text/event-stream; charset=utf-8',
    ]);
    const job = (await server.get(`/v1/jobs/${id}`)).json;
    expect(job.state).toBe('succeeded');
    expect(described('get', '/v1/jobs/{id}', 200).safeParse(job).error).toBeUndefined();
    expect(described('get', '/v1/jobs/{id}', 200).safeParse({ ...job, state: 'odd' }).success).toBe(false);
    expect(
      described('get', '/v1/jobs', 200).safeParse((await server.get('/v1/jobs')).json).error,
    ).toBeUndefined();
    for (const [name, link] of Object.entries<string>(job.links)) {
      const key = name === 'self' ? '/v1/jobs/{id}' : `/v1/jobs/{id}/${name}`;
      const { status, headers } = await server.get(link);
      const promised = Object.keys(document.paths[key].get.responses['200'].content);
      expect([name, status]).toEqual([name, 200]);
      expect(promised).toContain(String(headers['content-type']).split(';')[0]);
    }
  });

  it('describes requests and answers as they are', async () => {
    for (const id of ['finance/credit-scoring', 'basics/linear-regression']) {
      const path = `/v1/${id}/predict`;
      const operation = document.paths[path].post;
      const { schema, example } = operation.requestBody.content['application/json'];
      const request = schemaOf(schema);
      const answer = schemaOf(operation.responses['200'].content['application/json'].schema);
      expect(request.safeParse(example).error).toBeUndefined();
      expect(request.safeParse({ features: { ...example.features, unknown: 1 } }).success).toBe(false);
      expect(request.safeParse({ features: {} }).success).toBe(false);
      const many = { rows: [example.features, example.features] };
      expect(request.safeParse(many).error).toBeUndefined();
      for (const body of [example, many]) {
        expect(answer.safeParse((await server.post(path, body)).json).error).toBeUndefined();
      }
      const refusal = await server.post(path, { features: {} });
      expect(schemaOf(document.components.schemas.Problem).safeParse(refusal.json).error).toBeUndefined();
      const described = (await server.get(`/v1/${id}`)).json;
      expect(described.schema).toEqual(document.components.schemas[id.replace('/', '.')]);
      expect(described.example).toEqual(example);
    }
  });
});

describe('the page to try the API', () => {
  it('is served with all that it loads', async () => {
    for (const path of ['/docs', '/docs/']) {
      const page = await server.get(path);
      expect([page.status, page.headers['content-type']]).toEqual([200, 'text/html; charset=utf-8']);
      const links = [...page.text.matchAll(/(?:href|src)="([^"]+)"/g)].map((match) => match[1]);
      expect(links).toHaveLength(3);
      for (const link of [...links, '/openapi.json']) {
        expect(page.text).toContain(link);
        const { status, text } = await server.get(link);
        expect([link, status]).toEqual([link, 200]);
        expect(text.length).toBeGreaterThan(500);
      }
      expect(page.text).not.toMatch(/https?:/);
    }
    expect((await server.get('/docs/swagger-ui.css')).headers['content-type']).toMatch(/^text\/css/);
    expect((await server.get('/docs/swagger-ui-bundle.js')).headers['content-type']).toMatch(
      /^text\/javascript/,
    );
  });

  it.each(['/docs/absolute-path.js', '/docs/..%2fpackage.json', '/docs/__proto__', '/docs/constructor'])(
    'gives no other file: %s',
    async (path) => {
      expect((await server.get(path)).status).toBe(404);
    },
  );
});

describe('for whoever watches the process', () => {
  it('there is a sign of life and of readiness', async () => {
    expect((await server.get('/livez')).json).toEqual({ status: 'ok' });
    const { status, scenarios } = (await server.get('/readyz')).json;
    expect(status).toBe('ok');
    expect(Object.keys(scenarios as object)).toHaveLength(others.length + 1);
    for (const [id, one] of Object.entries(scenarios as object))
      expect(one).toEqual({ state: 'ready', model: expect.stringMatching(`^${id}@[12]$`) });
  });

  it('there are figures by route, never by what was asked', async () => {
    await server.get('/v1/nowhere/secret-name');
    await server.get('/elsewhere/secret-name/x/y');
    await server.post('/v1/finance/credit-scoring/predict', { features: {} });
    const { text, headers } = await server.get('/metrics');
    expect(headers['content-type']).toBe('text/plain; version=0.0.4; charset=utf-8');
    expect(text).toMatch(
      /^sextant_http_request_seconds_count\{method="POST",route="\/v1\/:industry\/:scenario\/predict",status="422"\} [1-9]/m,
    );
    expect(text).toMatch(
      /^sextant_http_request_seconds_count\{method="GET",route="unknown",status="404"\} 1$/m,
    );
    expect(text).toMatch(/^sextant_engine_tensors [1-9]/m);
    expect(text).toMatch(/^process_cpu_seconds_total /m);
    expect(text).not.toContain('secret-name');
  });
});
