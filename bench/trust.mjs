// What can be trusted of every scenario on real, held-out rows: whether intervals hold what they state, whether probabilities are true, and
// how groups fare: `npm run bench:trust [-- SCENARIO ...]`. What was run replaces its own entries of bench/results/trust.json.
/** @import { Stamp } from './shapes.js' */
/** @import { Report } from '#dist/learning/report.js' */
import { existsSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { countedShare } from '#dist/evaluation/statistics/wilson-interval.js';
import { commandLine } from './command-line.mjs';
import { parseJson, printTable, readResult, shared, stamp, writeResult } from './report.mjs';

/**
 * Of intervals that state a share the one that they held, with its binomial interval (Wilson, 1927) at 95 %.
 * @typedef {{ where: string, stated: number, held: number, lower: number, upper: number, rows: number }} Coverage
 */

/**
 * @typedef {object} Trust
 * @property {string} scenario
 * @property {string} data the folder of the original
 * @property {number} seconds of training and judging
 * @property {number} rows held out
 * @property {Coverage[]} coverage
 * @property {Record<string, unknown>} calibration errors of the probabilities with their intervals, and their reliability tables
 * @property {unknown} groups the fairness section of the report
 */

const wanted = process.argv.slice(2);
const work = mkdtempSync(join(tmpdir(), 'sextant-trust-'));
const sextant = commandLine(join(work, 'home'));

try {
  if (!existsSync(shared)) throw new Error(`The real data is not there: ${shared}`);
  const listed = /** @type {{ id: string, data: string }[]} */ (parseJson(sextant('list', '--json')));
  const unknown = wanted.filter((id) => !listed.some((one) => one.id === id));
  if (unknown.length > 0) throw new Error(`Scenarios: ${listed.map(({ id }) => id).join(', ')}`);
  for (const { id, data } of listed) if (wanted.length === 0 || wanted.includes(id)) measure(id, data);
} finally {
  rmSync(work, { recursive: true, force: true });
}

/**
 * @param {string} scenario
 * @param {string} dataset
 */
function measure(scenario, dataset) {
  const data = originalOf(dataset);
  if (data === undefined) return console.log(`${scenario}: no real data stands behind it`);
  const started = performance.now();
  sextant('datasets', 'import', data);
  sextant('train', scenario);
  const seconds = Math.round((performance.now() - started) / 1000);
  const report = /** @type {Report} */ (parseJson(sextant('evaluate', scenario, '--json')));
  const found = { ...stamp(), ...trustOf(scenario, report), data: data.slice(shared.length + 1), seconds };
  keep(found);
  printTable([
    ['scenario', 'interval', 'stated', 'held', '95 % interval', 'rows'],
    ...found.coverage.map(({ where, stated, held, lower, upper, rows }) => {
      return [scenario, where, stated, held.toFixed(4), `${lower.toFixed(4)} to ${upper.toFixed(4)}`, rows];
    }),
  ]);
}

/**
 * The folder that has the dataset's name.
 * @param {string} dataset
 */
function originalOf(dataset) {
  const folders = readdirSync(join(shared, 'datasets')).map((industry) =>
    join(shared, 'datasets', industry, dataset),
  );
  return folders.find((folder) => existsSync(folder));
}

/**
 * @param {string} scenario
 * @param {Report} report
 * @returns {Omit<Trust, 'data' | 'seconds'>}
 */
function trustOf(scenario, report) {
  const { metrics, details, fairness, rows } = report;
  const calibration = Object.fromEntries(Object.entries(metrics).filter(([name]) => /^ece|brier/.test(name)));
  return {
    scenario,
    rows: rows.test,
    coverage: coveragesIn(details, []),
    calibration: { ...calibration, ...reliabilitiesIn(details, []) },
    groups: fairness ?? null,
  };
}

/**
 * Whatever the family, an interval's account has what it states, what it held, and of how many rows.
 * @param {unknown} part of a report
 * @param {readonly string[]} path
 * @returns {Coverage[]}
 */
function coveragesIn(part, path) {
  if (part === null || typeof part !== 'object') return [];
  const { coverage, covered, rows } = /** @type {Record<string, unknown>} */ (part);
  const own =
    typeof coverage === 'number' && typeof covered === 'number' && typeof rows === 'number'
      ? [{ where: path.join(' '), stated: coverage, held: covered, ...boundsOf(covered, rows), rows }]
      : [];
  return [
    ...own,
    ...Object.entries(part).flatMap(([key, value]) => coveragesIn(value, [...path, nameOf(key, value)])),
  ];
}

/**
 * @param {number} share
 * @param {number} rows
 */
function boundsOf(share, rows) {
  const { lower, upper } = countedShare(Math.round(share * rows), rows);
  return { lower: lower ?? NaN, upper: upper ?? NaN };
}

/**
 * @param {unknown} part
 * @param {readonly string[]} path
 * @returns {Record<string, unknown>}
 */
function reliabilitiesIn(part, path) {
  if (part === null || typeof part !== 'object') return {};
  const members = /** @type {[string, unknown][]} */ (Object.entries(part));
  const found = members.map(([key, value]) => {
    const to = [...path, nameOf(key, value)];
    return key === 'reliability' ? { [to.join(' ')]: value } : reliabilitiesIn(value, to);
  });
  return Object.fromEntries(found.flatMap((one) => Object.entries(one)));
}

/**
 * A member of a list goes by its horizon or name, not by its place.
 * @param {string} key
 * @param {unknown} value
 */
function nameOf(key, value) {
  const { horizon, name } = /** @type {{ horizon?: string, name?: string }} */ (value ?? {});
  return horizon ?? name ?? key;
}

/** @param {Trust & Stamp} found */
function keep(found) {
  const { results = [] } = /** @type {{ results?: (Trust & Stamp)[] }} */ (readResult('trust') ?? {});
  const all = [...results.filter(({ scenario }) => scenario !== found.scenario), found];
  all.sort((a, b) => (a.scenario < b.scenario ? -1 : 1));
  writeResult('trust', { command: 'npm run bench:trust', results: all });
}
