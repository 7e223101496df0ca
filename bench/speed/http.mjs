// One row a request, beside FastAPI: how long a start takes, how many requests a second, how long the slowest wait, also in a training.
/** @import { ChildProcess } from 'node:child_process' */
/** @import { SpeedSetting } from '../shapes.js' */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseJson, present, root } from '../report.mjs';
import { germanData, medianOf, peersFolder, sameNetwork, shipped } from './setting.mjs';

const connections = 16;
const seconds = 8;

/**
 * What autocannon says of a run, as far as it is read here.
 * @typedef {object} Load
 * @property {{ average: number }} requests a second
 * @property {{ p50: number, p99: number }} latency in milliseconds
 * @property {number} non2xx
 * @property {number} errors
 */

/**
 * Requests a second and milliseconds of one server.
 * @typedef {{ name: string, requestsPerSecond: number, p50: number, p99: number, failed: number }} ServerRow
 */

/**
 * Seconds until a server listens, and until every scenario that had no model has one.
 * @typedef {{ listening: number, allTrained: number }} Start
 */

/**
 * @param {Omit<SpeedSetting, 'sextant'> & { csv: string }} setting
 * @returns {Promise<{ start: Start, requests: ServerRow[] }>}
 */
export async function httpServing({ home, environment, python, runs, csv }) {
  const body = JSON.stringify({ features: firstRow(csv) });
  const own = await ownServer(home, environment);
  const peer = await peerServer(python);
  try {
    const start = await own.ready();
    const subjects = /** @type {const} */ ([
      ['sextant', own.url(`/v1/${shipped}/predict?reasons=false`)],
      ['sextant, network 128-64', own.url(`/v1/${sameNetwork}/predict?reasons=false`)],
      ['FastAPI, ONNX Runtime, 2 workers', peer.url('/onnx')],
      ['FastAPI, scikit-learn, 2 workers', peer.url('/sklearn')],
    ]);
    const requests = /** @type {ServerRow[]} */ ([]);
    for (const [name, url] of subjects) requests.push({ name, ...(await measured({ url, body, runs })) });
    const training = trainAgain(home, environment);
    const url = own.url(`/v1/${shipped}/predict?reasons=false`);
    requests.push({ name: 'sextant, while it trains', ...(await measured({ url, body, runs: 1 })) });
    await training;
    return { start, requests };
  } finally {
    await Promise.all([own.end(), peer.end()]);
  }
}

/** @param {string} csv */
function firstRow(csv) {
  const [header, row] = readFileSync(csv, 'utf8').slice(0, 4096).split('\n');
  const cells = row.split(',');
  const numbers = ['duration_months', 'credit_amount', 'age_years'];
  const entries = header.split(',').map((name, i) => [name, cells[i]]);
  return Object.fromEntries(
    entries
      .filter(([name]) => name !== 'application_id')
      // As the peers want them; the command line and the server take texts of numbers, too.
      .map(([name, cell]) => [name, /^\d+$/.test(cell) && numbers.includes(name) ? Number(cell) : cell]),
  );
}

/** @param {{ url: string, body: string, runs: number }} order */
async function measured({ url, body, runs }) {
  await load({ url, body, duration: 2 });
  const results = /** @type {Load[]} */ ([]);
  for (let run = 0; run < runs; run++) results.push(await load({ url, body, duration: seconds }));
  return {
    requestsPerSecond: medianOf(results.map(({ requests }) => requests.average)).median,
    p50: medianOf(
      results.map(({ latency }) => latency.p50),
      1,
    ).median,
    p99: medianOf(
      results.map(({ latency }) => latency.p99),
      1,
    ).median,
    failed: results.reduce((sum, { non2xx, errors }) => sum + non2xx + errors, 0),
  };
}

/**
 * autocannon out of the registry, in a process of its own.
 * @param {{ url: string, body: string, duration: number }} order
 * @returns {Promise<Load>}
 */
async function load({ url, body, duration }) {
  const args = ['-y', 'autocannon@8.0.0', '--json', '-c', connections, '-d', duration, '-m', 'POST'];
  const child = spawn('npx', [...args, '-H', 'content-type=application/json', '-b', body, url].map(String), {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += String(chunk)));
  await once(child, 'close');
  return /** @type {Load} */ (parseJson(text));
}

/**
 * @param {string} home
 * @param {Record<string, string>} environment
 */
export async function ownServer(home, environment) {
  const port = await freePort();
  const started = performance.now();
  const env = {
    ...process.env,
    ...environment,
    SEXTANT_HOME: home,
    PORT: String(port),
    SEXTANT_LOG_LEVEL: 'warn',
  };
  const child = spawn(process.execPath, [join(root, 'bin', 'sextant.js'), 'serve'], { env, stdio: 'ignore' });
  /** @param {string} path */
  const url = (path) => `http://127.0.0.1:${port}${path}`;
  const since = () => Number(((performance.now() - started) / 1000).toFixed(1));
  await answered(url('/livez'), child);
  const listening = since();
  return {
    url,
    /** @returns {Promise<Start>} */
    async ready() {
      await answered(url('/readyz'), child, nothingIsTrained);
      return { listening, allTrained: since() };
    },
    end: () => ended(child),
  };
}

/** @param {string} python */
async function peerServer(python) {
  const port = await freePort();
  const args = ['-m', 'uvicorn', '--app-dir', peersFolder, 'http_server:app', '--port', port, '--workers', 2];
  const child = spawn(python, [...args, '--log-level', 'error'].map(String), {
    env: { ...process.env, GERMAN_DATA: germanData },
    stdio: 'ignore',
  });
  /** @param {string} path */
  const url = (path) => `http://127.0.0.1:${port}${path}`;
  await answered(url('/docs'), child);
  return { url, end: () => ended(child) };
}

/**
 * A training of another process on the same machine, while the server answers.
 * @param {string} home
 * @param {Record<string, string>} environment
 */
async function trainAgain(home, environment) {
  const env = { ...process.env, ...environment, SEXTANT_HOME: home };
  const child = spawn(
    process.execPath,
    [join(root, 'bin', 'sextant.js'), 'train', 'education/student-outcome'],
    {
      env,
      stdio: 'ignore',
    },
  );
  await once(child, 'close');
}

/**
 * @param {string} url
 * @param {ChildProcess} child whose end is the end of waiting
 * @param {(response: Response) => boolean | Promise<boolean>} isEnough
 */
async function answered(url, child, isEnough = () => true) {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok && (await isEnough(response))) return;
    if (child.exitCode !== null) throw new Error(`The server of ${url} ended with ${child.exitCode}.`);
    await wait(50);
  }
}

/** @param {Response} readiness */
async function nothingIsTrained(readiness) {
  const answer = await readiness.json();
  const { scenarios } = /** @type {{ scenarios: Record<string, { state: string }> }} */ (answer);
  return Object.values(scenarios).every(({ state }) => state !== 'training');
}

/** @param {ChildProcess} child */
async function ended(child) {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'close');
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = present(server.address(), 'an address');
  if (typeof address === 'string') throw new Error(`Expected a port, received ${address}.`);
  server.close();
  await once(server, 'close');
  return address.port;
}
