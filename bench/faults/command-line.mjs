// Scorings of the command line that are killed and finished by the same command.
/** @import { Random } from '#dist/core/random.js' */
/** @import { ScoreResult } from '#dist/scoring/csv/score-csv.js' */
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseJson, root } from '../report.mjs';

/**
 * What is scored, and with which models.
 * @typedef {object} Scoring
 * @property {string} csv path of the input
 * @property {string} home
 * @property {string} scenario
 */

/**
 * What a scoring wrote: the names of its files, and SHA-256 of the rows and of the rejects.
 * @typedef {{ names: string[], output: string, rejects: string }} Written
 */

/** @param {string | Uint8Array} bytes */
export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/**
 * What one scoring writes that nobody disturbs, and how long it takes.
 * @param {Scoring & { work: string }} asked
 * @returns {Promise<Written & { seconds: number }>}
 */
export async function undisturbed({ csv, home, scenario, work }) {
  const started = performance.now();
  const folder = join(work, 'undisturbed');
  mkdirSync(folder);
  const { status, stderr } = await score({ csv, folder, home, scenario });
  if (status !== 3) throw new Error(`The undisturbed scoring ended with ${status}: ${stderr}`);
  return { ...resultsIn(folder), seconds: (performance.now() - started) / 1000 };
}

/**
 * Each is killed up to three times at moments of its usual length, then let finish.
 * @param {Scoring & { times: number, random: Random, expected: Written & { seconds: number }, work: string }} order
 */
export async function killScorings({ times, random, expected, work, ...asked }) {
  const seen = {
    scorings: 0,
    kills: 0,
    goneOn: 0,
    rows: 0,
    lostRows: 0,
    findings: /** @type {object[]} */ ([]),
  };
  const { seconds, ...files } = expected;
  for (; seen.scorings < times; seen.scorings++) {
    const folder = join(work, `scoring-${seen.scorings}`);
    mkdirSync(folder);
    const kills = 1 + random.integer(3);
    for (let kill = 0; kill < kills; kill++) {
      const { signal } = await score({ ...asked, folder }, seconds * random.next());
      if (signal === 'SIGKILL') seen.kills++;
    }
    const { status, stdout, stderr } = await score({ ...asked, folder });
    if (status !== 3) throw new Error(`The last scoring in ${folder} ended with ${status}: ${stderr}`);
    const { rows, goneOnAfter = 0 } = /** @type {ScoreResult} */ (parseJson(stdout));
    if (goneOnAfter > 0) seen.goneOn++;
    const found = resultsIn(folder);
    seen.rows += rows.input;
    seen.lostRows += rows.input - rows.scored - rows.rejected;
    if (JSON.stringify(found) !== JSON.stringify(files))
      seen.findings.push({ scoring: seen.scorings, found, files, rows });
    rmSync(folder, { recursive: true });
  }
  return seen;
}

/**
 * @param {string} folder
 * @returns {Written}
 */
function resultsIn(folder) {
  /** @param {string} name */
  const hash = (name) => sha256(readFileSync(join(folder, name)));
  return { names: readdirSync(folder).sort(), output: hash('out.csv'), rejects: hash('out.rejects.csv') };
}

/**
 * @param {Scoring & { folder: string }} scoring
 * @param {number} [killAfter] seconds
 */
async function score({ csv, folder, home, scenario }, killAfter) {
  const args = [
    join(root, 'bin', 'sextant.js'),
    'score',
    scenario,
    csv,
    '-o',
    join(folder, 'out.csv'),
    '--json',
  ];
  const env = { ...process.env, SEXTANT_HOME: home, SEXTANT_LOG_LEVEL: 'silent' };
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'pipe'] });
  let stdout = '';
  let stderr = '';
  child.stderr.on('data', (chunk) => (stderr += String(chunk)));
  child.stdout.on('data', (chunk) => (stdout += String(chunk)));
  const ended = once(child, 'close');
  if (killAfter !== undefined) {
    await Promise.race([ended, wait(killAfter * 1000)]);
    child.kill('SIGKILL');
  }
  await ended;
  return { status: child.exitCode, signal: child.signalCode, stdout, stderr };
}
