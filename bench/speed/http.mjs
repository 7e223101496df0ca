// One row a request, beside FastAPI: how long a start takes, how many requests a second, how long the slowest wait, also in a training.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../report.mjs';
import { germanData, medianOf, peersFolder, sameNetwork, shipped } from './setting.mjs';

const connections = 16;
const seconds = 8;

/** @returns {Promise<{ start: object, requests: object[] }>} */
export async function httpServing({ home, environment, python, runs, csv }) {
  const body = JSON.stringify({ features: firstRow(csv) });
  const own = await ownServer(home, environment);
  const peer = await peerServer(python);
  try {
    const start = await own.ready();
    const subjects = [
      ['sextant', own.url(`/v1/${shipped}/predict`)],
      ['sextant, network 128-64', own.url(`/v1/${sameNetwork}/predict`)],
      ['FastAPI, ONNX Runtime, 2 workers', peer.url('/onnx')],
      ['FastAPI, scikit-learn, 2 workers', peer.url('/sklearn')],
    ];
    const requests = [];
    for (const [name, url] of subjects) requests.push({ name, ...(await measured({ url, body, runs })) });
    const training = trainAgain(home, environment);
    const url = own.url(`/v1/${shipped}/predict`);
    requests.push({ name: 'sextant, while it trains', ...(await measured({ url, body, runs: 1 })) });
    await training;
    return { start, requests };
  } finally {
    await Promise.all([own.end(), peer.end()]);
  }
}

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

async function measured({ url, body, runs }) {
  await load({ url, body, duration: 2 });
  const results = [];
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

/** autocannon out of the registry, in a process of its own. */
async function load({ url, body, duration }) {
  const args = ['-y', 'autocannon@8.0.0', '--json', '-c', connections, '-d', duration, '-m', 'POST'];
  const child = spawn('npx', [...args, '-H', 'content-type=application/json', '-b', body, url].map(String), {
    stdio: ['ignore', 'pipe', 'ignore'],
  });
  let text = '';
  child.stdout.on('data', (chunk) => (text += chunk));
  await once(child, 'close');
  return JSON.parse(text);
}

async function ownServer(home, environment) {
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
  const url = (path) => `http://127.0.0.1:${port}${path}`;
  const since = () => Number(((performance.now() - started) / 1000).toFixed(1));
  await answered(url('/livez'), child);
  const listening = since();
  return {
    url,
    /** Seconds until it listens, and until every scenario that had no model has one. */
    async ready() {
      await answered(url('/readyz'), child, nothingIsTrained);
      return { listening, allTrained: since() };
    },
    end: () => ended(child),
  };
}

async function peerServer(python) {
  const port = await freePort();
  const args = ['-m', 'uvicorn', '--app-dir', peersFolder, 'http_server:app', '--port', port, '--workers', 2];
  const child = spawn(python, [...args, '--log-level', 'error'].map(String), {
    env: { ...process.env, GERMAN_DATA: germanData },
    stdio: 'ignore',
  });
  const url = (path) => `http://127.0.0.1:${port}${path}`;
  await answered(url('/docs'), child);
  return { url, end: () => ended(child) };
}

/** A training of another process on the same machine, while the server answers. */
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

async function answered(url, child, isEnough = () => true) {
  for (;;) {
    const response = await fetch(url).catch(() => undefined);
    if (response?.ok && (await isEnough(response))) return;
    if (child.exitCode !== null) throw new Error(`The server of ${url} ended with ${child.exitCode}.`);
    await wait(50);
  }
}

async function nothingIsTrained(readiness) {
  const { scenarios } = await readiness.json();
  return Object.values(scenarios).every(({ state }) => state !== 'training');
}

async function ended(child) {
  if (child.exitCode !== null) return;
  child.kill('SIGTERM');
  await once(child, 'close');
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}
