// Kills at random moments, many times: `npm run build && node bench/faults.mjs [--times 50] [--seed 1] [--rows 300000]`. Scorings of the
// command line are killed (SIGKILL) up to three times and then finished by the same command; so are servers in the middle of a batch, and,
// where --database names a PostgreSQL server, one of two workers. Each time the scored file and the rejects must come out byte-equal to an
// undisturbed run, and every row must be accounted for. Needs no real data. The three share the times: a half, a quarter, a quarter.
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { commandLine } from './command-line.mjs';
import { killScorings, undisturbed } from './faults/command-line.mjs';
import { killServers, killWorkers } from './faults/jobs.mjs';
import { root, stamp, writeResult } from './report.mjs';
import { createRandom } from '../dist/core/random.js';

const { values: options } = parseArgs({
  options: {
    times: { type: 'string', default: '50' },
    seed: { type: 'string', default: '1' },
    rows: { type: 'string', default: '300000' },
    database: { type: 'string' },
  },
});
const times = Number(options.times);
const scenario = 'finance/credit-scoring';
const work = mkdtempSync(join(tmpdir(), 'sextant-faults-'));
const home = join(work, 'home');
const random = createRandom(Number(options.seed));

try {
  commandLine(home)('train', scenario);
  const csv = join(work, 'in.csv');
  writeFileSync(csv, manyRows(Number(options.rows)));
  const asked = { csv, home, scenario, work, random };
  const expected = await undisturbed(asked);
  const quarter = Math.ceil(times / 4);
  const seen = {
    commandLine: await killScorings({ ...asked, expected, times: Math.ceil(times / 2) }),
    server: await killServers({ ...asked, expected, times: quarter }),
    workers:
      options.database &&
      (await killWorkers({ ...asked, expected, times: quarter, databaseUrl: options.database })),
  };
  console.log(`All byte-equal: ${JSON.stringify(seen)}`);
  const { rows, seed } = options;
  writeResult('faults', { ...stamp(), command: 'node bench/faults.mjs', times, seed, rows, ...seen });
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** The sample's rows again and again; every 997th has an age that is none. */
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
