// Quality on real data under fixed protocols, beside the peers: `npm run bench:quality [-- tabular | SCENARIO ...]`. What was run
// replaces its own entries of bench/results/quality.json; the others stay.
/** @import { PeerFigure, Protocol, ProtocolResult } from './shapes.js' */
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { commandLine } from './command-line.mjs';
import { grading } from './protocols/grading.mjs';
import { inventory } from './protocols/inventory.mjs';
import { molecules } from './protocols/molecules.mjs';
import { plants } from './protocols/plants.mjs';
import { populations } from './protocols/population.mjs';
import { rating } from './protocols/rating.mjs';
import { recommendation } from './protocols/recommendation.mjs';
import { risk } from './protocols/risk.mjs';
import { sequences } from './protocols/sequences.mjs';
import { tabular } from './protocols/tabular.mjs';
import { trading } from './protocols/trading.mjs';
import { treatment } from './protocols/treatment.mjs';
import { tracings } from './protocols/tracing.mjs';
import { printTable, readResult, root, shared, stamp, writeResult } from './report.mjs';

/** @type {Protocol[]} */
const protocols = [
  ...tabular,
  ...plants,
  ...rating,
  ...recommendation,
  ...sequences,
  ...populations,
  ...inventory,
  ...risk,
  ...trading,
  ...grading,
  ...molecules,
  ...treatment,
  ...tracings,
];

/** Of the metrics that begin so, less is better. */
const errors =
  /^(volatility|drawdown|turnover|rmse|mae|mape|wmae|mse|log_loss|fz_loss|brier|score|ece|quantile_loss|crps|stock|cost)\b/;

const wanted = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'sextant-bench-'));
const home = join(work, 'home');
const sextant = commandLine(home, { SEXTANT_SCENARIOS: join(root, 'bench', 'scenarios') });

try {
  if (!existsSync(shared)) throw new Error(`The real data is not there: ${shared}`);
  const chosen = protocols.filter(
    ({ scenario, group, name }) =>
      wanted.length === 0 || [scenario, group, name].some((one) => one !== undefined && wanted.includes(one)),
  );
  if (chosen.length === 0)
    throw new Error(`Scenarios: ${protocols.map(({ scenario }) => scenario).join(', ')}`);
  const results = /** @type {ProtocolResult[]} */ ([]);
  for (const protocol of chosen) {
    const result = await measure(protocol);
    keep([result]);
    results.push(result);
  }
  printTable([
    [
      'scenario',
      'metric',
      'value',
      '95 % interval',
      'best peer',
      'difference',
      '95 % interval',
      'a fit',
      'seconds',
    ],
    ...results.flatMap(linesOf),
  ]);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/**
 * @param {Protocol} protocol
 * @returns {Promise<ProtocolResult>}
 */
async function measure({ scenario, data, name, run }) {
  const started = performance.now();
  if (data !== undefined) sextant('datasets', 'import', join(shared, 'datasets', data));
  const figures = await run({ sextant, work, home });
  const seconds = Math.round((performance.now() - started) / 1000);
  return { scenario, data, name, ...stamp(), seconds, figures };
}

/** @param {ProtocolResult} result */
function linesOf({ scenario, name, seconds, figures }) {
  return figures.map(({ metric, value, interval, peers, fit }) => {
    const best = bestOf(metric, peers);
    return [
      name ?? scenario,
      metric,
      value.toFixed(4),
      range(interval ?? []),
      best ? `${best.model} ${best.value.toFixed(4)}` : '',
      best ? (value - best.value).toFixed(4) : '',
      range(best?.interval ?? []),
      fit?.toFixed(1) ?? '',
      seconds,
    ];
  });
}

/** @param {readonly number[]} ends */
function range(ends) {
  return ends.map((end) => end.toFixed(4)).join(' to ');
}

/**
 * @param {string} metric
 * @param {readonly PeerFigure[]} peers
 * @returns {PeerFigure | undefined}
 */
function bestOf(metric, peers) {
  const sign = errors.test(metric) ? 1 : -1;
  return peers.toSorted((a, b) => sign * (a.value - b.value))[0];
}

/**
 * Entries are told apart by scenario and name or metric: a scenario may be measured under several protocols.
 * @param {readonly ProtocolResult[]} results
 */
function keep(results) {
  /** @param {ProtocolResult} result */
  const keyOf = ({ scenario, name, figures }) => `${scenario} ${name ?? figures[0].metric}`;
  const fresh = new Set(results.map(keyOf));
  const { results: earlier = [] } = /** @type {{ results?: ProtocolResult[] }} */ (
    readResult('quality') ?? {}
  );
  const all = [...earlier.filter((entry) => !fresh.has(keyOf(entry))), ...results];
  all.sort((a, b) => (keyOf(a) < keyOf(b) ? -1 : 1));
  writeResult('quality', { command: 'npm run bench:quality', results: all });
}
