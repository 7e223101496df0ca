import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { request, Agent } from 'node:http';
import { hostname, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { readConfiguration } from '../../src/core/configuration.js';
import { projectRoot, shippedScenarios } from '../../src/core/paths.js';
import { loadScenarios } from '../../src/scenarios/load-scenarios.js';
import { openSuite } from '../../src/suite.js';
import { trainQuickly } from '../quick-training.fixture.js';
import { credit, exampleFeatures, line, type Json } from './server.fixture.js';

/* The built program as a process of its own. */

const program = join(projectRoot, 'bin', 'sextant.js');

let folder: string;
let features: Record<string, unknown>;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'sextant-start-'));
  features = await exampleFeatures('finance/credit-scoring');
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function environment(home: string, changes: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  const own = { SEXTANT_HOME: join(folder, home), HOST: '127.0.0.1', PORT: '0', SEXTANT_LOG_LEVEL: 'debug' };
  return { ...process.env, NODE_OPTIONS: '', SEXTANT_ENGINE: 'wasm', ...own, ...changes };
}

/** A server in a process of its own, and what it logs. */
class RunningServer {
  log = '';
  private readonly child: ChildProcess;
  private readonly ended: Promise<unknown[]>;
  private waiting: (() => void)[] = [];

  constructor(home: string, changes: NodeJS.ProcessEnv = {}) {
    this.child = spawn(process.execPath, [program, 'serve'], {
      env: environment(home, changes),
      stdio: ['ignore', 'ignore', 'pipe'],
    });
    this.ended = once(this.child, 'exit');
    this.child.stderr?.setEncoding('utf8').on('data', (part: string) => {
      this.log += part;
      for (const wake of this.waiting.splice(0)) wake();
    });
    void this.ended.then(() => this.waiting.splice(0).forEach((wake) => wake()));
  }

  /** Resolves when the log says so. @throws Error with the log when the server ends before. */
  async says(what: string): Promise<void> {
    while (!this.log.includes(what)) {
      if (this.child.exitCode !== null) throw new Error(`It ended before it said "${what}":\n${this.log}`);
      await new Promise<void>((resolve) => this.waiting.push(resolve));
    }
  }

  get port(): number {
    return Number(/listening on http:\/\/127\.0\.0\.1:(\d+)/.exec(this.log)?.[1]);
  }

  async get(path: string): Promise<Response> {
    return fetch(`http://127.0.0.1:${this.port}${path}`);
  }

  async post(path: string, body: string, type = 'application/json'): Promise<Response> {
    const headers = { 'content-type': type };
    return fetch(`http://127.0.0.1:${this.port}${path}`, { method: 'POST', headers, body });
  }

  predict(path: string, row: unknown): Promise<Response> {
    return this.post(`${path}/predict`, JSON.stringify({ features: row }));
  }

  /** Ask it to end and give its exit status. */
  async terminate(): Promise<number | null> {
    this.child.kill('SIGTERM');
    return (await this.ended)[0] as number | null;
  }

  /** After a test that failed. */
  kill(): void {
    this.child.kill('SIGKILL');
  }
}

const servers: RunningServer[] = [];
function serve(home: string, changes: NodeJS.ProcessEnv = {}): RunningServer {
  const server = new RunningServer(home, changes);
  servers.push(server);
  return server;
}
afterEach(() => servers.splice(0).forEach((server) => server.kill()));

/**
 * Give a home quick versions of what ships, for the server to find; some are left for it to train. That all can be trained is what the
 * contract of scenarios shows.
 */
async function trainAllBut(missing: readonly string[], home: string): Promise<void> {
  const settings = { SEXTANT_HOME: home, SEXTANT_ENGINE: 'wasm', SEXTANT_LOG_LEVEL: 'silent' };
  const suite = await openSuite(readConfiguration(settings));
  const all = (await loadScenarios([shippedScenarios])).map(({ spec }) => spec.id);
  for (const id of all) if (!missing.includes(id)) await trainQuickly({ suite, home }, id);
  await suite.close();
}

async function entriesBelow(home: string, scenario: string): Promise<string[]> {
  const path = join(folder, home, 'models', scenario);
  return existsSync(path) ? readdir(path) : [];
}

describe('the server', () => {
  it('listens at once, trains in the background, and serves each scenario as soon as its model is there', async () => {
    // The one with the most data is the last.
    const last = 'manufacturing/remaining-life';
    const missing = ['basics/linear-regression', 'finance/credit-scoring', last];
    // As the program makes it: of others who can look in it warns.
    await mkdir(join(folder, 'whole'), { mode: 0o700 });
    await trainAllBut(missing, join(folder, 'whole'));
    const server = serve('whole');
    await server.says('listening on');
    expect(server.log).not.toContain('serves');
    const early = await server.predict(line, { x: 3 });
    expect(early.status).toBe(503);
    expect(early.headers.get('retry-after')).toBe('5');
    expect(early.headers.get('content-type')).toMatch(/^application\/problem\+json/);

    await server.says('basics/linear-regression@1 serves');
    expect((await server.predict(line, { x: 3 })).status).toBe(200);
    expect((await server.predict(`/v1/${last}`, {})).status).toBe(503);
    const readiness = await server.get('/readyz');
    const { scenarios: states } = (await readiness.json()) as { scenarios: Record<string, object> };
    expect(states).toMatchObject({
      'basics/linear-regression': { state: 'ready', model: 'basics/linear-regression@1' },
      [last]: { state: 'training' },
    });
    for (let i = 0; i < 20; i++) expect((await server.get('/livez')).status).toBe(200);
    // All of these were answered while trainings ran: nothing held up the event loop.
    expect(server.log).not.toContain(`${last}@1 serves`);

    await server.says('finance/credit-scoring@1 serves');
    expect((await server.predict(credit, features)).status).toBe(200);
    for (const id of missing) await server.says(`${id}@1 serves`);
    expect((await server.get('/readyz')).status).toBe(200);
    await refuseSecrets(server);
    expect(await answerInFlight(server)).toBe(200);
    expect(server.log).not.toMatch(/ERROR|WARN/);
  }, 1_800_000);

  it('that was stopped in a training leaves nothing half, and the next start recovers; a taken port is said', async () => {
    const home = 'stopped';
    // What a process that was killed while it published would leave.
    const dead = spawnSync(process.execPath, ['-e', '']).pid;
    const host = hostname().replace(/[^A-Za-z0-9]+/g, '-');
    const half = `.publishing-${host}-${dead}-0123abcd`;
    const models = join(folder, home, 'models', 'basics', 'linear-regression');
    await mkdir(join(models, half), { recursive: true });
    await writeFile(join(models, half, 'weights.bin'), 'half');

    const first = serve(home);
    await first.says('basics/linear-regression has no model yet: training one');
    expect(first.log).toContain('removed what an interrupted training left');
    expect(await first.terminate()).toBe(0);
    expect(first.log).not.toMatch(/ERROR|serves|could not be trained/);
    expect(await entriesBelow(home, 'basics/linear-regression')).toEqual([]);

    const second = serve(home);
    await second.says('basics/linear-regression@1 serves');
    await second.says('finance/credit-scoring has no model yet');
    expect(await second.terminate()).toBe(0);
    expect(await entriesBelow(home, 'basics/linear-regression')).toEqual(
      expect.arrayContaining(['1', 'aliases', 'ledger.jsonl']),
    );
    expect(await entriesBelow(home, 'finance/credit-scoring')).toEqual([]);

    const third = serve(home);
    await third.says('finance/credit-scoring has no model yet');
    expect(third.log).not.toContain('basics/linear-regression has no model yet');
    expect((await third.predict(line, { x: 3 })).status).toBe(200);
    refuseTakenPort(String(third.port));
    expect(await third.terminate()).toBe(0);
  });

  it('with a scenario of an unknown architecture names it and its place, and serves the others', async () => {
    const scenarios = join(folder, 'scenarios');
    await mkdir(join(scenarios, 'test', 'odd'), { recursive: true });
    const source = join(projectRoot, 'scenarios', 'basics', 'linear-regression', 'scenario.yaml');
    const spec = (await readFile(source, 'utf8')).replace('basics/linear-regression', 'test/odd');
    const wrong = spec.replace('architecture: linear', 'architecture: crystal-ball');
    expect(wrong).not.toBe(spec);
    await writeFile(join(scenarios, 'test', 'odd', 'scenario.yaml'), wrong);
    const server = serve('odd', { SEXTANT_SCENARIOS: scenarios, SEXTANT_TRAIN_AT_START: 'no' });
    await server.says('listening');
    const file = join('test', 'odd', 'scenario.yaml');
    for (const part of ['/model/architecture', 'crystal-ball', 'mlp', file])
      expect(server.log).toContain(part);
    expect(server.log).not.toMatch(/^\s+at /m);
    const all = (await (await server.get('/v1/scenarios')).json()) as Json[];
    const problems = all.filter(({ problem }) => problem !== undefined);
    expect(problems).toEqual([
      { id: 'test/odd', industry: 'test', problem: expect.stringContaining('"crystal-ball"') },
    ]);
    expect(all.length).toBeGreaterThan(10);
    expect(await server.terminate()).toBe(0);
  });
});

/** Another server on the port of this one: one line, no stack, status 1. */
function refuseTakenPort(port: string): void {
  const { status, stderr, stdout } = runToItsEnd('other', { PORT: port });
  expect(stderr).toBe(`error: Port ${port} of 127.0.0.1 is in use. Set PORT to another one.\n`);
  expect([status, stdout]).toEqual([1, '']);
}

function runToItsEnd(home: string, changes: NodeJS.ProcessEnv) {
  const options = { env: environment(home, changes), encoding: 'utf8', timeout: 240_000 } as const;
  return spawnSync(process.execPath, [program, 'serve'], options);
}

/** Send rows that are wrong in many ways; the log may hold nothing of them. */
async function refuseSecrets(server: RunningServer): Promise<void> {
  const secret = 'TOPSECRET';
  const bodies = [
    JSON.stringify({ features: { ...features, purpose: secret } }),
    JSON.stringify({ features: { ...features, age_years: secret } }),
    JSON.stringify({ features: { ...features, [secret]: 1 } }),
    JSON.stringify({ rows: [secret, { [secret]: secret }] }),
    JSON.stringify({ [secret]: secret }),
    `{"features": ${secret}`,
  ];
  const statuses: number[] = [];
  for (const path of ['predict', 'scorecard']) {
    for (const body of bodies) statuses.push((await server.post(`${credit}/${path}`, body)).status);
  }
  statuses.push((await server.post(`${credit}/predict`, secret, 'text/plain')).status);
  expect(statuses).toEqual([200, 422, 422, 422, 422, 400, 200, 422, 422, 422, 422, 400, 415]);
  expect(server.log).not.toContain(secret);
}

/** A request whose body is half sent when the server is asked to end: it is answered, and the server ends with status 0. */
async function answerInFlight(server: RunningServer): Promise<number | undefined> {
  const body = JSON.stringify({ features });
  const headers = { 'content-type': 'application/json', 'content-length': String(body.length) };
  const agent = new Agent({ keepAlive: true });
  const options = { agent, port: server.port, host: '127.0.0.1', path: `${credit}/predict`, method: 'POST' };
  const sending = request({ ...options, headers });
  const answered = once(sending, 'response') as Promise<[Json]>;
  sending.write(body.slice(0, 100));
  // Another request on another connection: after its answer the server has seen the first one, too.
  await server.get('/livez');
  const ended = server.terminate();
  while (
    await server.get('/livez').then(
      () => true,
      () => false,
    )
  ) {
    // It still takes connections.
  }
  sending.end(body.slice(100));
  const [response] = await answered;
  const { prediction } = JSON.parse(await text(response));
  expect(prediction.probability).toBeGreaterThan(0);
  expect(await ended).toBe(0);
  agent.destroy();
  return response.statusCode as number;
}
