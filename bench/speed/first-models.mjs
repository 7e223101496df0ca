// How long single predictions wait while a server trains its first models: node bench/speed/first-models.mjs [SECONDS] [ROOT ...]
/** @import { ChildProcess } from 'node:child_process' */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { once } from 'node:events';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseJson, root } from '../report.mjs';

/* Each root is a built Sextant; several are measured one after the other, so that two of them can be compared on a machine that is busy. */

const asked = 'basics/linear-regression';
const pauseMilliseconds = 20;

const [seconds = '60', ...roots] = process.argv.slice(2);
for (const one of roots.length > 0 ? roots : [root]) {
  process.stdout.write(`${JSON.stringify(await measured(one, Number(seconds)))}\n`);
}

/**
 * @param {string} program the folder of a built Sextant
 * @param {number} span how many seconds predictions are asked for
 * @returns {Promise<object>} figures in milliseconds
 */
async function measured(program, span) {
  const home = mkdtempSync(join(tmpdir(), 'sextant-first-models-'));
  const port = await freePort();
  const environment = { ...process.env, PORT: String(port), SEXTANT_HOME: home, SEXTANT_LOG_LEVEL: 'warn' };
  const server = spawn(process.execPath, [join(program, 'bin', 'sextant.js'), 'serve'], {
    env: environment,
    stdio: 'ignore',
  });
  try {
    const url = `http://127.0.0.1:${port}`;
    while (!(await serves(`${url}/v1/${asked}`))) await wait(200);
    const before = await trained(url);
    const waits = await waitsOf(`${url}/v1/${asked}/predict`, span);
    const models = (await trained(url)) - before;
    return { program, requests: waits.length, p50: at(waits, 0.5), p99: at(waits, 0.99), models };
  } finally {
    await ended(server);
    rmSync(home, { recursive: true, force: true });
  }
}

/**
 * One request after the other, with a pause between them.
 * @param {string} url
 * @param {number} span
 * @returns {Promise<number[]>} milliseconds, the shortest first
 */
async function waitsOf(url, span) {
  const body = readFileSync(join(root, 'scenarios', asked, 'examples', 'predict.json'));
  const end = performance.now() + span * 1000;
  const waits = [];
  while (performance.now() < end) {
    const from = performance.now();
    const answer = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body,
    });
    await answer.text();
    if (!answer.ok) throw new Error(`${url} answered ${answer.status}.`);
    waits.push(performance.now() - from);
    await wait(pauseMilliseconds);
  }
  return waits.sort((a, b) => a - b);
}

/**
 * @param {readonly number[]} sorted
 * @param {number} share
 */
function at(sorted, share) {
  return Number(sorted[Math.floor(share * (sorted.length - 1))].toFixed(1));
}

/** @param {string} url */
async function serves(url) {
  const answer = await fetch(url).catch(() => undefined);
  if (!answer?.ok) return false;
  return /** @type {{ champion?: string }} */ (parseJson(await answer.text())).champion !== undefined;
}

/**
 * @param {string} url
 * @returns {Promise<number>} how many scenarios have a model
 */
async function trained(url) {
  const text = await (await fetch(`${url}/v1/scenarios`)).text();
  const scenarios = /** @type {{ champion?: string }[]} */ (parseJson(text));
  return scenarios.filter(({ champion }) => champion !== undefined).length;
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = /** @type {import('node:net').AddressInfo} */ (probe.address());
  probe.close();
  await once(probe, 'close');
  return port;
}

/** @param {ChildProcess} server */
async function ended(server) {
  const exit = once(server, 'exit');
  server.kill('SIGTERM');
  await exit;
}
