// Scorings of the command line that are killed and finished by the same command.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdirSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { root } from '../report.mjs';

export const sha256 = (bytes) => createHash('sha256').update(bytes).digest('hex');

/** What one scoring writes that nobody disturbs, and how long it takes. */
export async function undisturbed({ csv, home, scenario, work }) {
  const started = performance.now();
  const folder = join(work, 'undisturbed');
  mkdirSync(folder);
  const { status, stderr } = await score({ csv, folder, home, scenario });
  if (status !== 3) throw new Error(`The undisturbed scoring ended with ${status}: ${stderr}`);
  return { ...resultsIn(folder), seconds: (performance.now() - started) / 1000 };
}

/** Each is killed up to three times at moments of its usual length, then let finish. */
export async function killScorings({ times, random, expected, work, ...asked }) {
  const seen = { scorings: 0, kills: 0, goneOn: 0, rows: 0, lostRows: 0, findings: [] };
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
    const { rows, goneOnAfter } = JSON.parse(stdout);
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

function resultsIn(folder) {
  const hash = (name) => sha256(readFileSync(join(folder, name)));
  return { names: readdirSync(folder).sort(), output: hash('out.csv'), rejects: hash('out.rejects.csv') };
}

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
  child.stderr.on('data', (chunk) => (stderr += chunk));
  child.stdout.on('data', (chunk) => (stdout += chunk));
  const ended = once(child, 'close');
  if (killAfter !== undefined) {
    await Promise.race([ended, wait(killAfter * 1000)]);
    child.kill('SIGKILL');
  }
  const [status, signal] = await ended;
  return { status, signal, stdout, stderr };
}
