// What the measurements of speed have in common.
/** @import { SpeedSetting } from '../shapes.js' */
import { execFileSync } from 'node:child_process';
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse, stringify } from 'yaml';
import { commandLine } from '../command-line.mjs';
import { median, root, shared } from '../report.mjs';

export const peersFolder = join(shared, 'benchmarks', 'peers');
export const germanData = join(shared, 'datasets', 'finance', 'german-credit', 'german.data');

/** The scenario as it ships, and the same columns with the network that the peers have. */
export const shipped = 'finance/credit-scoring';
export const sameNetwork = 'finance/credit-128-64';

/**
 * Commands with a home of their own below `work`, in which both scenarios have learnt from the real rows.
 * @param {string} work
 * @returns {Pick<SpeedSetting, 'home' | 'environment' | 'sextant'>}
 */
export function trainedHome(work) {
  const home = join(work, 'home');
  const scenarios = join(work, 'scenarios');
  writeSameNetwork(scenarios);
  const environment = { SEXTANT_SCENARIOS: scenarios };
  const sextant = commandLine(home, environment);
  sextant('datasets', 'import', germanData);
  for (const scenario of [shipped, sameNetwork]) sextant('train', scenario);
  return { home, environment, sextant };
}

/** @param {string} scenarios folder of scenarios */
function writeSameNetwork(scenarios) {
  const text = readFileSync(join(root, 'scenarios', shipped, 'scenario.yaml'), 'utf8');
  /** @type {unknown} */
  const read = parse(text);
  const asShipped = /** @type {{ split: object }} */ (read);
  const spec = {
    ...asShipped,
    id: sameNetwork,
    model: { architecture: 'mlp', options: { hidden: [128, 64] } },
    split: { ...asShipped.split, validation: { fraction: 0.2 } },
  };
  const folder = join(scenarios, ...sameNetwork.split('/'));
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'scenario.yaml'), stringify(spec));
}

/**
 * A file of so many rows, drawn from the real ones with a fixed seed.
 * @param {string} python
 * @param {number} rows
 * @param {string} work
 */
export function creditCsv(python, rows, work) {
  const path = join(work, `${rows}.csv`);
  execFileSync(python, [join(peersFolder, 'make_credit_csv.py'), germanData, String(rows), path]);
  return path;
}

/**
 * Median and each of some figures, rounded.
 * @param {readonly number[]} figures
 */
export function medianOf(figures, digits = 0) {
  /** @param {number} value */
  const round = (value) => Number(value.toFixed(digits));
  return { median: round(median(figures)), each: figures.map(round) };
}
