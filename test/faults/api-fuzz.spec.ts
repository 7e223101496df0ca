import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { openServer } from '../end-to-end/server.fixture.js';
import { drawCase } from './fuzz/api-case.js';
import { describeApi, type ApiDescription, type Json } from './fuzz/api-description.js';
import { judge } from './fuzz/api-judge.js';
import { sendingOf, type ApiCase, type ApiRequest, type ApiWorld } from './fuzz/api-request.js';
import { fuzzApi } from './fuzz/api-run.js';
import { openFuzzHome, type FuzzHome } from './fuzz/fuzz-home.js';
import type { Exchange } from './fuzz/wire.js';

/** Another seed sends other requests; docs/development.md tells how to repeat one. */
const seed = 1;
const cases = 300;

const minutes = 60_000;

let api: ApiDescription;
beforeAll(async () => {
  const server = await openServer();
  api = describeApi((await server.get('/openapi.json')).json as Json);
  await server.close();
}, 5 * minutes);

describe('a server that is sent what its OpenAPI file says, and what nobody says', () => {
  let home: FuzzHome;
  beforeAll(async () => {
    home = await openFuzzHome();
  }, 15 * minutes);
  afterAll(() => home.close());

  it(
    'answers each request as it is documented, lives meanwhile, loses no job, and ends when it is told to',
    async () => {
      const report = await fuzzApi(home, { seed, cases });
      expect(report.findings).toEqual([]);
      expect(report.requests).toBeGreaterThanOrEqual(cases);
      // The requests are of some worth: many are taken, many are refused, and for many reasons.
      expect(report.statuses['200']).toBeGreaterThan(cases / 10);
      expect(report.statuses['202']).toBeGreaterThan(cases / 50);
      expect(Object.keys(report.statuses).length).toBeGreaterThan(8);
    },
    30 * minutes,
  );
});

describe('the requests', () => {
  const world = (): ApiWorld => ({
    operations: api.operations,
    port: 1,
    tables: new Map(api.operations.map(({ scenario = '' }) => [scenario, 'size,colour\n1,r\n2,b\n'])),
    tablePath: () => 'rows.csv',
    jobIds: [],
  });

  it('are the same for the same seed and number, and others for others', () => {
    const bytes = (drawn: ApiCase) => sendingOf(drawn).bytes.toString('latin1');
    const some = Array.from({ length: 60 }, (_, number) => bytes(drawCase(7, number, world())));
    expect(some.map((_, number) => bytes(drawCase(7, number, world())))).toEqual(some);
    expect(new Set(some).size).toBeGreaterThan(50);
    expect(bytes(drawCase(8, 0, world()))).not.toBe(some[0]);
  });

  it('ask for every operation in the end', () => {
    const { operations } = world();
    const drawn = Array.from({ length: 4000 }, (_, number) => drawCase(1, number, world())).flatMap(
      ({ requests }) => requests.map(({ operation }) => operation?.template),
    );
    const all = new Set(operations.map(({ template }) => template));
    expect([...all].filter((template) => !drawn.includes(template))).toEqual([]);
  });
});

describe('the judge', () => {
  function judged(
    status: number,
    headers: Record<string, string>,
    body: string,
    end: Exchange['end'] = 'answered',
  ) {
    const operation = api.operations.find(({ path }) => path === '/v1/jobs/{id}')!;
    const request: ApiRequest = {
      operation,
      method: 'GET',
      path: '/v1/jobs/1',
      query: [],
      headers: [],
      changes: [],
    };
    const answers = [{ status, headers, body: Buffer.from(body) }];
    const exchange = { answers, received: Buffer.alloc(0), end, milliseconds: 1 };
    const options = { description: api, ownPaths: ['/srv/of-the-test'] };
    return judge({ number: 0, requests: [request], manner: 'whole' }, exchange, options).join('\n');
  }

  const problem = { 'content-type': 'application/problem+json' };
  const said = (status: number, more: object = {}) =>
    JSON.stringify({ type: 'about:blank', title: 'x', status, ...more });
  const job = {
    ...{ id: '1', kind: 'batch', scenario: 'a/b', state: 'queued', progress: { unit: 'rows', done: 0 } },
    ...{ createdAt: '2026-01-01T00:00:00.000Z', links: {} },
  };
  const json = { 'content-type': 'application/json' };

  it('has nothing against answers as they should be', () => {
    expect(judged(404, problem, said(404))).toBe('');
    expect(judged(503, { ...problem, 'retry-after': '3' }, said(503))).toBe('');
    expect(judged(200, json, JSON.stringify(job))).toBe('');
  });

  it.each<[what: string, status: number, headers: Record<string, string>, body: string, found: RegExp]>([
    ['an internal error', 500, problem, said(500), /status 500 is not documented/],
    ['a success of another kind', 201, json, '{}', /status 201 is not documented/],
    ['a stack', 422, problem, said(422, { detail: 'x\n    at f (a.js:1:2)' }), /a stack/],
    [
      'a stack in one line',
      200,
      json,
      JSON.stringify({ ...job, scenario: 'at go (node:fs:1:1)' }),
      /a stack/,
    ],
    [
      'an error of JavaScript',
      422,
      problem,
      said(422, { detail: 'x is not iterable' }),
      /an error of JavaScript/,
    ],
    ['a path', 422, problem, said(422, { detail: '/srv/of-the-test/jobs' }), /an absolute path/],
    ['another status inside', 422, problem, said(400), /a problem of the status 400/],
    ['a page', 404, { 'content-type': 'text/html' }, 'x', /comes as text\/html/],
    ['a problem without a title', 404, problem, '{"type":"x","status":404}', /not as documented/],
    ['no time to wait', 503, problem, said(503), /without Retry-After/],
    ['no methods', 405, problem, said(405), /without Allow/],
    ['a field too much', 200, json, JSON.stringify({ ...job, further: 1 }), /not as documented/],
    ['a field less', 200, json, JSON.stringify({ ...job, state: undefined }), /not as documented/],
    ['another type', 200, { 'content-type': 'text/csv' }, 'a,b', /comes as text\/csv/],
  ])('finds %s', (_what, status, headers, body, found) => {
    expect(judged(status, headers, body)).toMatch(found);
  });

  it('finds that nothing comes', () => {
    expect(judged(404, problem, said(404), 'silent')).toMatch(/no answer and no end/);
  });
});
