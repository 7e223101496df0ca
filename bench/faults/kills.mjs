// Kills at random moments, many times. Scorings of the command line are killed (SIGKILL) up to three times and then finished by the same
// command; so are servers in the middle of a batch, and, where a PostgreSQL server is named, one of two workers. Each time the scored
// file and the rejects must come out byte-equal to an undisturbed run, and every row must be accounted for. The three share the times: a
// half, a quarter, a quarter.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRandom } from '#dist/core/random.js';
import { commandLine } from '../command-line.mjs';
import { root } from '../report.mjs';
import { killScorings, undisturbed } from './command-line.mjs';
import { killServers, killWorkers } from './jobs.mjs';

const scenario = 'finance/credit-scoring';

/**
 * How many of each were killed, and every output that is not as undisturbed.
 * @param {{ times: number, seed: number, rows: number, databaseUrl?: string }} order
 */
export async function kill({ times, seed, rows, databaseUrl }) {
  const work = mkdtempSync(join(tmpdir(), 'sextant-faults-'));
  const home = join(work, 'home');
  try {
    commandLine(home)('train', scenario);
    const csv = join(work, 'in.csv');
    writeFileSync(csv, manyRows(rows));
    const asked = { csv, home, scenario, work, random: createRandom(seed) };
    const expected = await undisturbed(asked);
    const quarter = Math.ceil(times / 4);
    const seen = {
      commandLine: await killScorings({ ...asked, expected, times: Math.ceil(times / 2) }),
      server: await killServers({ ...asked, expected, times: quarter }),
      ...(databaseUrl && {
        workers: await killWorkers({
          ...asked,
          home: homeBeside(home),
          expected,
          times: quarter,
          databaseUrl,
        }),
      }),
    };
    const findings = Object.values(seen).flatMap((one) => one.findings);
    const lost = Object.values(seen).filter(
      (one) => one.lostRows > 0 || ('lostJobs' in one && one.lostJobs > 0),
    );
    return { times, seed, rows, ...withoutFindings(seen), findings: [...findings, ...lost] };
  } finally {
    rmSync(work, { recursive: true, force: true });
  }
}

/**
 * With the same models: a home belongs to one database.
 * @param {string} home
 */
function homeBeside(home) {
  const beside = `${home}-of-postgres`;
  cpSync(join(home, 'models'), join(beside, 'models'), { recursive: true });
  return beside;
}

/** @param {Record<string, { findings: object[] }>} seen */
function withoutFindings(seen) {
  const counts = Object.entries(seen).map(
    ([name, { findings: _, ...rest }]) => /** @type {const} */ ([name, rest]),
  );
  return Object.fromEntries(counts);
}

/**
 * The sample's rows again and again; every 997th has an age that is none.
 * @param {number} count
 */
function manyRows(count) {
  const file = join(root, 'datasets', 'german-credit', 'sample.csv');
  const [header, ...rows] = readFileSync(file, 'utf8').trim().split('\n');
  const age = header.split(',').indexOf('age_years');
  const lines = Array.from({ length: count }, (_, i) => {
    const cells = rows[i % rows.length].split(',');
    if (i % 997 === 0) cells[age] = 'old';
    return cells.join();
  });
  return `${header}\n${lines.join('\n')}\n`;
}
