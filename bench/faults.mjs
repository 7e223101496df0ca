// Kills at random moments, many times: `npm run build && node bench/faults.mjs [--times 50] [--seed 1] [--rows 300000]`. A scoring of the
// command line is killed (SIGKILL) up to three times and then let finish by the same command; each time the scored file and the rejects
// must come out byte-equal to an undisturbed run, and every row must be accounted for. Needs no real data.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { commandLine } from './command-line.mjs';
import { root, stamp, writeResult } from './report.mjs';
import { createRandom } from '../dist/core/random.js';

const { values: options } = parseArgs({
  options: {
    times: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    rows: { type: 'string', default: '300000' },
  },
});
const scenario = 'finance/credit-scoring';
const work = mkdtempSync(join(tmpdir(), 'sextant-faults-'));
const home = join(work, 'home');
const random = createRandom(Number(options.seed));

try {
  commandLine(home)('train', scenario);
  const csv = join(work, 'in.csv');
  writeFileSync(csv, manyRows(Number(options.rows)));
  const { seconds, ...expected } = await undisturbed(csv);
  const seen = { runs: 0, kills: 0, goneOn: 0 };
  for (let time = 0; time < Number(options.times); time++) await disturbed(csv, seconds, expected, seen);
  console.log(`${seen.runs} scorings, ${seen.kills} kills, ${seen.goneOn} gone on with, all byte-equal`);
  writeResult('faults', { ...stamp(), command: 'node bench/faults.mjs', ...options, ...seen });
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** The sample's rows again and again; every 997th has an age that is none. */
function manyRows(count) {
  const [header, ...rows] = readFileSync(join(root, 'datasets', 'german-credit', 'sample.csv'), 'utf8')
    .trim()
    .split('\n');
  const age = header.split(',').indexOf('age_years');
  const lines = Array.from({ length: count }, (_, i) => {
    const cells = rows[i % rows.length].split(',');
    if (i % 997 === 0) cells[age] = 'old';
    return cells.join();
  });
  return `${header}\n${lines.join('\n')}\n`;
}

async function undisturbed(csv) {
  const started = performance.now();
  const folder = join(work, 'undisturbed');
  mkdirSync(folder);
  const { status } = await score(csv, folder);
  if (status !== 3) throw new Error(`The undisturbed scoring ended with ${status}.`);
  return { ...resultsIn(folder), seconds: (performance.now() - started) / 1000 };
}

/** Killed up to three times at moments of its usual length, then let finish. */
async function disturbed(csv, seconds, expected, seen) {
  const folder = join(work, `run-${seen.runs++}`);
  mkdirSync(folder);
  const kills = 1 + random.integer(3);
  for (let kill = 0; kill < kills; kill++) {
    const { signal } = await score(csv, folder, seconds * random.next());
    if (signal === 'SIGKILL') seen.kills++;
  }
  const { status, stdout } = await score(csv, folder);
  if (status !== 3) throw new Error(`The last scoring in ${folder} ended with ${status}.`);
  const { rows, goneOnAfter } = JSON.parse(stdout);
  if (goneOnAfter > 0) seen.goneOn++;
  const found = resultsIn(folder);
  const isRight =
    JSON.stringify(found) === JSON.stringify(expected) && rows.input === rows.scored + rows.rejected;
  if (!isRight) throw new Error(`${folder}: ${JSON.stringify({ found, expected, rows })}`);
  rmSync(folder, { recursive: true });
}

function resultsIn(folder) {
  const hash = (name) =>
    createHash('sha256')
      .update(readFileSync(join(folder, name)))
      .digest('hex');
  return { names: readdirSync(folder).sort(), output: hash('out.csv'), rejects: hash('out.rejects.csv') };
}

async function score(csv, folder, killAfter) {
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
  const child = spawn(process.execPath, args, { env, stdio: ['ignore', 'pipe', 'ignore'] });
  let stdout = '';
  child.stdout.on('data', (chunk) => (stdout += chunk));
  const ended = once(child, 'close');
  if (killAfter !== undefined) {
    await Promise.race([ended, wait(killAfter * 1000)]);
    child.kill('SIGKILL');
  }
  const [status, signal] = await ended;
  return { status, signal, stdout };
}
