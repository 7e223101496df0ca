import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startJobServer, type JobServer } from '../end-to-end/jobs.fixture.js';
import { trainAllBriefly, type TrainedBriefly } from './all-scenarios.fixture.js';
import { Pulse, whileOthersAreAnswered as whileOthersAre } from './pulse.fixture.js';

/* Whatever is allowed to be sent: the server lives on a small heap, and answers others meanwhile. */

const mebibyte = 2 ** 20;

let home: string;
let scenarios: TrainedBriefly[];
let server: JobServer;
let pulse: Pulse;
beforeAll(async () => {
  home = await mkdtemp(join(tmpdir(), 'sextant-large-'));
  scenarios = await trainAllBriefly(home);
  ({ server, pulse } = await open());
}, 1_800_000);
afterAll(async () => {
  await pulse.end();
  await server.end();
  await rm(home, { recursive: true, force: true });
});

async function open(changes: Record<string, string> = {}) {
  const environment = { SEXTANT_HOME: home, NODE_OPTIONS: '--max-old-space-size=2048', ...changes };
  const opened = await startJobServer(environment);
  const port = /listening on (\S+)/.exec(opened.log)?.[1] ?? '';
  return { server: opened, pulse: new Pulse(`${port}/livez`) };
}

async function post(path: string, body: string, to = server): Promise<{ status: number; text: string }> {
  const options = { method: 'POST', headers: { 'content-type': 'application/json' }, body };
  const response = await to.fetch(path, options);
  return { status: response.status, text: await response.text() };
}

const whileOthersAreAnswered = async <Result>(ask: () => Promise<Result>): Promise<Result> => {
  const result = await whileOthersAre(pulse, ask);
  expect(server.hasEnded).toBe(false);
  return result;
};

const filled = (unit: string, bytes: number) =>
  Array(Math.floor(bytes / (unit.length + 1)))
    .fill(unit)
    .join(',');
const most = 16 * mebibyte - 100;
const nested = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const keys = (count: number) => Object.fromEntries(Array.from({ length: count }, (_, i) => [`key ${i}`, 1]));

/** Bodies that are as large as allowed or full of what is not allowed, and how each is refused. */
const hostile: readonly [what: string, status: number, body: () => string][] = [
  [
    'ten thousand rows with 200 unknown keys',
    422,
    () => JSON.stringify({ rows: Array(7000).fill(keys(200)) }),
  ],
  ['a hundred thousand keys', 422, () => JSON.stringify({ features: keys(100_000) })],
  ['16 MB of zeros', 422, () => `[${filled('0', most)}]`],
  ['16 MB of rows', 422, () => `{"rows":[${filled('{}', most)}]}`],
  ['16 MB in one row', 422, () => `{"features":[${filled('1.5', most)}]}`],
  ['16 MB of one text', 422, () => `{"features":{"x":"${'x'.repeat(most)}"}}`],
  ['16 MB of one key', 422, () => `{"features":{"${'x'.repeat(most)}":1}}`],
  ['16 MB of no JSON', 400, () => 'x'.repeat(most)],
  ['lists 50,000 deep', 422, () => nested(50_000)],
  ['16 MB of lists, as deep', 422, () => nested(most / 2)],
  ['more rows than are allowed in few bytes', 422, () => JSON.stringify({ rows: Array(20_000).fill({}) })],
];

describe('while one sends much, others are answered', () => {
  it('ten thousand rows of each scenario', async () => {
    for (const scenario of scenarios) {
      const { id, needsHistory } = scenario;
      const rows = scenario.rows(10_000);
      const body = JSON.stringify(needsHistory ? { history: rows } : { rows });
      const { status, text } = await whileOthersAreAnswered(() => post(`/v1/${id}/predict`, body));
      expect([id, status]).toEqual([id, 200]);
      const { answers = [] } = JSON.parse(text) as { answers?: unknown[] };
      // Of a history the last row is answered.
      expect(answers).toHaveLength(needsHistory ? 0 : 10_000);
    }
  }, 1_800_000);

  it.each(hostile)(
    '%s',
    async (_, expected, make) => {
      const body = make();
      for (const id of ['education/student-outcome', 'city/hourly-traffic']) {
        const { status, text } = await whileOthersAreAnswered(() => post(`/v1/${id}/predict`, body));
        expect([id, status]).toEqual([id, expected]);
        expect(text.length).toBeLessThan(2 * mebibyte);
      }
    },
    1_800_000,
  );

  it('the endpoints of each industry, with bodies of any size', async () => {
    const bodies: [string, string][] = [
      ['zeros', `[${filled('0', 4 * mebibyte)}]`],
      ['deep', `{"features":${nested(50_000)}}`],
      ['keys', JSON.stringify({ features: keys(50_000) })],
      ['as much as is light', `{"basket":[${filled('[]', 8000)}]}`],
    ];
    for (const { id, endpoints } of scenarios) {
      for (const endpoint of endpoints) {
        for (const [what, body] of bodies) {
          const { status } = await whileOthersAreAnswered(() => post(`/v1/${id}/${endpoint}`, body));
          expect([endpoint, what, status]).toEqual([endpoint, what, 422]);
        }
      }
    }
  }, 1_800_000);

  it('many at once: each is answered, or told when to come back', async () => {
    const body = JSON.stringify({ rows: scenarios.find(({ id }) => id.includes('credit'))?.rows(1000) });
    const answers = await whileOthersAreAnswered(() =>
      Promise.all(Array.from({ length: 40 }, () => post('/v1/finance/credit-scoring/predict', body))),
    );
    const statuses = answers.map(({ status }) => status);
    expect(new Set(statuses)).toEqual(new Set([200, 503]));
    expect(statuses.filter((status) => status === 200).length).toBeGreaterThanOrEqual(17);
  }, 1_800_000);
});

describe('a request that needs more memory than there is for one', () => {
  it('ends its process and not the server; the next are answered by another', async () => {
    // One server alone may open the jobs of a home.
    const other = join(home, 'other');
    await cp(join(home, 'models'), join(other, 'models'), { recursive: true });
    const own = await open({ SEXTANT_HOME: other, SEXTANT_MAX_ROWS: '10000000' });
    try {
      const path = '/v1/basics/linear-regression/predict';
      const warm = await post(path, JSON.stringify({ rows: Array(200).fill({ x: 1 }) }), own.server);
      expect(warm.status).toBe(200);
      const large = post(path, `{"rows":[${filled('{"x":1}', most)}]}`, own.server);
      await wait(100);
      const next = post(path, JSON.stringify({ rows: Array(300).fill({ x: 1 }) }), own.server);
      expect(await large).toMatchObject({ status: 413, text: expect.stringContaining('sextant score') });
      expect((await next).status).toBe(200);
      expect([own.server.hasEnded, (await own.pulse.taken()).failures]).toEqual([false, 0]);
    } finally {
      await own.pulse.end();
      expect(await own.server.end()).toBe(0);
    }
  }, 1_800_000);
});
