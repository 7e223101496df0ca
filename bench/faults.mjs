// What the product does when it is killed, and when it is sent what nobody should send:
// `npm run build && node bench/faults.mjs [--times 50] [--api 10000] [--csv 500] [--seed 1]`. Each part runs when it is asked for; all
// of them when none is. Needs no real data. A part that was run replaces its entry of bench/results/faults.json and leaves the others.
//
//   --times N   kills (bench/faults/kills.mjs), with --rows R of each file and --database URL of a PostgreSQL server for workers
//   --api N     requests made from the server's own OpenAPI file (test/faults/fuzz)
//   --csv N     mangled files, judged by Python's csv module (test/faults/fuzz)
//   --from I    the number of the first request or file: `--seed 1 --api 1 --from 137` repeats one of them
//   --scenarios varied   the five that the tests use, in place of `all`; other scenarios draw other cases
//
// Findings are printed, and the exit status is 1.
import { parseArgs } from 'node:util';
import { kill } from './faults/kills.mjs';
import { scoreMangled, sendRequests } from './faults/fuzz.mjs';
import { readResult, stamp, writeResult } from './report.mjs';

const { values: options } = parseArgs({
  options: {
    times: { type: 'string' },
    api: { type: 'string' },
    csv: { type: 'string' },
    seed: { type: 'string', default: '1' },
    from: { type: 'string', default: '0' },
    scenarios: { type: 'string', default: 'all' },
    rows: { type: 'string', default: '300000' },
    database: { type: 'string' },
  },
});
const isAll = options.times === undefined && options.api === undefined && options.csv === undefined;
const seed = Number(options.seed);
const from = Number(options.from);
const scenarios = scenarioSetOf(options.scenarios);

await part('api', options.api, 10_000, (cases) => sendRequests({ cases, seed, from, scenarios }));
await part('csv', options.csv, 500, (files) => scoreMangled({ files, seed, from, scenarios }));
await part('kills', options.times, 50, (times) =>
  kill({ times, seed, rows: Number(options.rows), databaseUrl: options.database }),
);

/**
 * @param {string} name
 * @returns {import('../test/faults/fuzz/fuzz-home.js').ScenarioSet}
 */
function scenarioSetOf(name) {
  if (name === 'all' || name === 'varied') return name;
  throw new Error(`--scenarios: expected all or varied, received ${name}.`);
}

/**
 * Run a part that is asked for, and keep what came of it. One case alone is a look at that case, not a result.
 * @param {string} name
 * @param {string | undefined} asked how many
 * @param {number} usual how many where none is asked for
 * @param {(count: number) => Promise<{ findings: object[] }>} run
 */
async function part(name, asked, usual, run) {
  if (asked === undefined && !isAll) return;
  const count = Number(asked ?? usual);
  const { findings, ...counts } = await run(count);
  for (const finding of findings) console.error(JSON.stringify(finding, null, 2));
  if (findings.length > 0) process.exitCode = 1;
  console.log(`${name}: ${JSON.stringify(counts)}, ${findings.length} findings`);
  if (from === 0 && count > 1)
    writeResult('faults', {
      .../** @type {object} */ (readResult('faults')),
      [name]: { ...stamp(), ...counts, findings: findings.length },
    });
}
