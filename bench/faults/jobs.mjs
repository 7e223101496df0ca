// Batches over REST whose server, or one of whose workers, is killed.
/** @import { ChildProcess } from 'node:child_process' */
/** @import { Random } from '#dist/core/random.js' */
/** @import { JobDescription } from '#dist/jobs/describe-job.js' */
/** @import { Receipt } from '#dist/scoring/csv/receipt.js' */
/** @import { Scoring, Written } from './command-line.mjs' */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { openAsBlob } from 'node:fs';
import { setTimeout as wait } from 'node:timers/promises';
import { join } from 'node:path';
import { parseJson, present, root } from '../report.mjs';
import { sha256 } from './command-line.mjs';

/** The longest that a process may take to say that it is ready, and a batch to end. */
const patience = 120_000;

/**
 * What is killed, how often, and what must come out.
 * @typedef {Scoring & { times: number, random: Random, expected: Written, databaseUrl?: string }} Order
 */

/**
 * A process of the product; `url` where it is a server.
 * @typedef {{ child: ChildProcess, url?: string }} Started
 */

/**
 * Each batch meets up to three kills of its server, which is started again, then ends.
 * @param {Order} order
 */
export async function killServers({ times, random, ...asked }) {
  const seen = nothingSeen();
  for (; seen.batches < times; seen.batches++) {
    let server = await start('serve', asked);
    const id = await order(server, asked);
    const kills = 1 + random.integer(3);
    for (let kill = 0; kill < kills; kill++) {
      await wait(1500 * random.next());
      await killed(server);
      seen.kills++;
      server = await start('serve', asked);
    }
    await account(seen, server, id, asked);
    await killed(server);
  }
  return seen;
}

/**
 * On a database server: two workers beside the server share each batch; one of them is killed, and another started in its place.
 * @param {Order} order
 */
export async function killWorkers({ times, random, ...asked }) {
  const seen = nothingSeen();
  const server = await start('serve', asked);
  const workers = [await start('worker', asked), await start('worker', asked)];
  try {
    for (; seen.batches < times; seen.batches++) {
      const id = await order(server, asked);
      await wait(1500 * random.next());
      const which = random.integer(2);
      await killed(workers[which]);
      seen.kills++;
      workers[which] = await start('worker', asked);
      await account(seen, server, id, asked);
    }
  } finally {
    await Promise.all([server, ...workers].map(killed));
  }
  return seen;
}

function nothingSeen() {
  const findings = /** @type {object[]} */ ([]);
  return { batches: 0, kills: 0, redone: 0, rows: 0, lostRows: 0, lostJobs: 0, findings };
}

/**
 * @param {'serve' | 'worker'} command
 * @param {Pick<Order, 'home' | 'databaseUrl'>} order
 * @returns {Promise<Started>}
 */
async function start(command, { home, databaseUrl = '' }) {
  const env = {
    ...process.env,
    SEXTANT_HOME: home,
    HOST: '127.0.0.1',
    PORT: '0',
    DATABASE_URL: databaseUrl,
    SEXTANT_TRAIN_AT_START: 'no',
    SEXTANT_LOG_LEVEL: 'debug',
    SEXTANT_JOB_LEASE_SECONDS: '2',
    SEXTANT_JOB_PART_BYTES: String(256 * 1024),
    SEXTANT_JOB_WORKERS: '1',
  };
  const args = [join(root, 'bin', 'sextant.js'), command];
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'ignore', 'pipe'] });
  let log = '';
  child.stderr.on('data', (chunk) => (log += String(chunk)));
  await until(
    () => log.includes('jobs are ready'),
    () => `${command} is not ready:\n${log}`,
    child,
  );
  return { child, url: /listening on (http:\S+)/.exec(log)?.[1] };
}

/** @param {Started} process */
async function killed({ child }) {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGKILL');
  await once(child, 'close');
}

/**
 * @param {Started} server
 * @param {Scoring} batch
 * @returns {Promise<string>} the id of its job
 */
async function order({ url }, { scenario, csv }) {
  const body = await openAsBlob(csv);
  const response = await fetch(`${url}/v1/${scenario}/batches`, {
    method: 'POST',
    headers: { 'content-type': 'text/csv' },
    body,
  });
  if (response.status !== 202) throw new Error(`${response.status}: ${await response.text()}`);
  return /** @type {JobDescription} */ (await response.json()).id;
}

/**
 * Wait for the end of a batch, and add what became of it.
 * @param {ReturnType<typeof nothingSeen>} seen
 * @param {Started} server
 * @param {string} id
 * @param {Pick<Order, 'expected'>} order
 */
async function account(seen, { url, child }, id, { expected }) {
  /** @type {JobDescription | undefined} */
  let last;
  const hasEnded = async () => {
    last = /** @type {JobDescription} */ (await (await fetch(`${url}/v1/jobs/${id}`)).json());
    return !['queued', 'running'].includes(last.state);
  };
  await until(hasEnded, () => JSON.stringify(last), child);
  if (present(last, 'a job').state !== 'succeeded') {
    seen.lostJobs++;
    seen.findings.push({ batch: seen.batches, last });
    return;
  }
  /** @param {'receipt' | 'result' | 'rejects'} what */
  const bytes = async (what) =>
    Buffer.from(await (await fetch(`${url}/v1/jobs/${id}/${what}`)).arrayBuffer());
  const { rows } = /** @type {Receipt} */ (parseJson((await bytes('receipt')).toString()));
  const found = { output: sha256(await bytes('result')), rejects: sha256(await bytes('rejects')) };
  seen.rows += rows.input;
  seen.lostRows += rows.input - rows.scored - rows.rejected;
  if (found.output !== expected.output || found.rejects !== expected.rejects)
    seen.findings.push({ batch: seen.batches, rows, found, expected });
  const events = await (await fetch(`${url}/v1/jobs/${id}/events`)).text();
  seen.redone += events.split('\n').filter((line) => line === 'event: retry').length;
}

/**
 * @param {() => boolean | Promise<boolean>} holds
 * @param {() => string} complaint
 * @param {ChildProcess} child whose end is the end of waiting
 */
async function until(holds, complaint, child) {
  const started = performance.now();
  while (!(await holds())) {
    if (child.exitCode !== null || performance.now() - started > patience) throw new Error(complaint());
    await wait(50);
  }
}
