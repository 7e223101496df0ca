// Quality on real data under fixed protocols, beside the peers: `npm run bench:quality [-- SCENARIO ...]`. What was run replaces its
// own entries of bench/results/quality.json; the others stay.
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from './command-line.mjs';
import { fixedFolds } from './protocols/fixed-folds.mjs';
import { recommendation } from './protocols/recommendation.mjs';
import { sequences } from './protocols/sequences.mjs';
import { printTable, readResult, root, shared, stamp, writeResult } from './report.mjs';

/**
 * A protocol has `scenario`, `data` (a folder of the real data) and `run({ sextant, work, home })`, which gives figures: `metric`,
 * `value`, perhaps its 95 % `interval`, and `peers` with `model` and `value` each.
 */
const protocols = [...fixedFolds, ...recommendation, ...sequences];

/** Of the metrics that begin so, less is better. */
const errors = /^(rmse|mae|mse|log_loss|brier|score)\b/;

const wanted = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'sextant-bench-'));
const home = join(work, 'home');
const sextant = commandLine(home, { SEXTANT_SCENARIOS: join(root, 'bench', 'scenarios') });

try {
  if (!existsSync(shared)) throw new Error(`The real data is not there: ${shared}`);
  const chosen = protocols.filter(({ scenario }) => wanted.length === 0 || wanted.includes(scenario));
  if (chosen.length === 0)
    throw new Error(`Scenarios: ${protocols.map(({ scenario }) => scenario).join(', ')}`);
  const results = [];
  for (const protocol of chosen) results.push(await measure(protocol));
  printTable([
    ['scenario', 'metric', 'value', '95 % interval', 'best peer', 'difference', 'seconds'],
    ...results.flatMap(linesOf),
  ]);
  keep(results);
} finally {
  rmSync(work, { recursive: true, force: true });
}

async function measure({ scenario, data, run }) {
  const started = performance.now();
  sextant('datasets', 'import', join(shared, 'datasets', data));
  const figures = await run({ sextant, work, home });
  const seconds = Math.round((performance.now() - started) / 1000);
  return { scenario, data, ...stamp(), seconds, figures };
}

function linesOf({ scenario, seconds, figures }) {
  return figures.map(({ metric, value, interval = [], peers }) => {
    const best = bestOf(metric, peers);
    return [
      scenario,
      metric,
      value.toFixed(4),
      interval.map((end) => end.toFixed(4)).join(' to '),
      best ? `${best.model} ${best.value}` : '',
      best ? (value - best.value).toFixed(4) : '',
      seconds,
    ];
  });
}

function bestOf(metric, peers) {
  const sign = errors.test(metric) ? 1 : -1;
  return peers.toSorted((a, b) => sign * (a.value - b.value))[0];
}

/** Entries are told apart by scenario and metrics: a scenario may be measured under several protocols. */
function keep(results) {
  const keyOf = ({ scenario, figures }) => `${scenario} ${figures[0].metric}`;
  const fresh = new Set(results.map(keyOf));
  const { results: earlier = [] } = readResult('quality') ?? {};
  const all = [...earlier.filter((entry) => !fresh.has(keyOf(entry))), ...results];
  all.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  writeResult('quality', { command: 'npm run bench:quality', results: all });
}
