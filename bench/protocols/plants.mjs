// A power plant and concrete on the 20 published splits by index numbers, and concrete with mixes kept together, beside histogram
// boosting on the same splits (`bench/peers/plants.py`).
/** @import { PeerFigure, Protocol } from '../shapes.js' */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { dividedByRows } from '../divided-by-rows.mjs';
import { shared } from '../report.mjs';
import { evaluate, figureOf } from './tabular.mjs';

/** How many splits were published. */
const published = 20;

/** So many of them where all take too long. */
const fewSplits = 4;

/** Repeats and folds of whole mixes. */
const mixes = { repeats: 2, folds: 5 };

/**
 * @typedef {object} Splits
 * @property {string} scenario
 * @property {string} folder of the data
 * @property {string} name
 * @property {(lines: string[][], folder: string) => (number | string)[][]} folds of every line, by repeat
 * @property {PeerFigure[]} peers
 * @property {boolean} [dividesMixes] whether a mix stands on both sides of a split: the scenario is told so, and divides what it learns from alike
 */

/**
 * @param {Splits} plan
 * @returns {Protocol}
 */
function overSplits({ scenario, folder, name, folds, peers, dividesMixes = false }) {
  return {
    scenario,
    data: `manufacturing/${folder}`,
    group: 'tabular',
    name,
    run({ sextant, work, home }) {
      const path = join(shared, 'datasets', 'manufacturing', folder);
      const file = foldsFile({ path, folds, name, work });
      const evaluation = dividesMixes
        ? evaluate(...dividedByRows(scenario, 'random', { work, home }), { folds: file })
        : evaluate(sextant, scenario, { folds: file });
      const values = evaluation.folds.map(({ value }) => value);
      return [figureOf(evaluation.metric, values, { evaluation, peers })];
    },
  };
}

/**
 * A file of folds, a column for each repeat.
 * @param {{ path: string, folds: Splits['folds'], name: string, work: string }} options
 */
function foldsFile({ path, folds, name, work }) {
  const text = readFileSync(join(path, 'data.txt'), 'utf8');
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const cells = lines.map((line) => line.trim().split(/\s+/));
  const columns = folds(cells, path);
  const rows = cells.map((_, row) => [row, ...columns.map((column) => column[row])].join());
  const file = join(work, `${name}.folds.csv`);
  writeFileSync(file, `row,${columns.map((_, i) => `split${i}`).join()}\n${rows.join('\n')}\n`);
  return file;
}

/**
 * In each published split what it tests is fold 0; the rest only trains.
 * @param {number} count of splits, the first ones
 * @returns {Splits['folds']}
 */
function publishedSplits(count) {
  return (lines, folder) =>
    Array.from({ length: count }, (_, split) => {
      const text = readFileSync(join(folder, `index_test_${split}.txt`), 'utf8');
      const tested = new Set(text.trim().split(/\s+/).map(Number));
      return lines.map((_line, row) => (tested.has(row) ? 0 : 'train'));
    });
}

/**
 * Folds of whole mixes, as the peer has them: the first 32 bits of sha256('REPEAT CELLS OF THE MIX'), modulo the number of folds.
 * @type {Splits['folds']}
 */
function wholeMixes(lines) {
  return Array.from({ length: mixes.repeats }, (_, repeat) =>
    lines.map((cells) => {
      const digest = createHash('sha256').update([repeat, ...cells.slice(0, 7)].join(' '));
      return Number.parseInt(digest.digest('hex').slice(0, 8), 16) % mixes.folds;
    }),
  );
}

/** By split, of scikit-learn 1.9.1 with 300 rounds; with its default of 100 it comes to 4.42 and 3.35. */
const boosting = {
  concrete: [
    5.2418, 3.849, 2.8888, 4.7826, 4.7682, 3.4608, 4.7537, 4.6304, 4.5829, 4.5795, 3.2551, 4.2254, 4.3395,
    3.1837, 4.8122, 4.6734, 3.5568, 3.8979, 4.649, 4.7436,
  ],
  mixes: [6.5877, 4.421, 5.9611, 5.9128, 5.791, 6.002, 5.464, 6.3418, 4.405, 6.5978],
  powerPlant: [
    3.2473, 2.8212, 3.1676, 3.4054, 3.2179, 2.9613, 3.0155, 2.8671, 3.3682, 2.9026, 2.9047, 3.3402, 2.9306,
    3.1012, 2.9575, 2.8345, 2.9651, 2.9007, 3.2852, 3.5254,
  ],
};

/**
 * @param {readonly number[]} each
 * @returns {PeerFigure}
 */
function peer(each) {
  return {
    model: 'sklearn-hgb',
    value: each.reduce((sum, value) => sum + value, 0) / each.length,
    each: [...each],
  };
}

const powerPlant = {
  scenario: 'manufacturing/production-optimisation',
  folder: 'combined-cycle-power-plant',
};
const concrete = { scenario: 'manufacturing/concrete-mix', folder: 'concrete-strength' };

/** @type {Protocol[]} */
export const plants = [
  overSplits({
    ...concrete,
    name: 'concrete-strength',
    folds: publishedSplits(published),
    dividesMixes: true,
    peers: [peer(boosting.concrete), { model: 'MC dropout', value: 4.83 }],
  }),
  overSplits({ ...concrete, name: 'concrete-mixes', folds: wholeMixes, peers: [peer(boosting.mixes)] }),
  overSplits({
    ...powerPlant,
    name: 'combined-cycle-power-plant',
    folds: publishedSplits(published),
    peers: [peer(boosting.powerPlant), { model: 'MC dropout', value: 4.01 }],
  }),
  // A part of it that is done within minutes.
  overSplits({
    ...powerPlant,
    name: 'power-plant-first-splits',
    folds: publishedSplits(fewSplits),
    peers: [peer(boosting.powerPlant.slice(0, fewSplits))],
  }),
];
