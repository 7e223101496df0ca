// Effects of a treatment on the ten replications of IHDP, beside the truth that was simulated with them. The truth is read here alone:
// the program neither learns from it nor chooses by it.
/** @import { Scenario } from '#dist/scenarios/scenario-catalogue.js' */
/** @import { Figure, PeerFigure, Protocol } from '../shapes.js' */
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shippedScenarios } from '#dist/core/paths.js';
import { DatasetCatalogue } from '#dist/datasets/dataset-catalogue.js';
import { startEngine } from '#dist/engine/engine.js';
import { fitEffects } from '#dist/learning/treatments/fit/fit-effects.js';
import { halfWidthInSpreads } from '#dist/learning/treatments/effect-spread.js';
import { isSupported } from '#dist/evaluation/effects/index.js';
import { holdOutEffects } from '#dist/learning/treatments/judge/held-out-effects.js';
import { loadTreatedRows } from '#dist/learning/treatments/load/treated-rows.js';
import { effectOptions } from '#dist/learning/treatments/options.js';
import { loadOneScenario } from '#dist/scenarios/load-scenarios.js';
import { root, shared } from '../report.mjs';

const scenario = 'medical/personalised-treatment';
const folder = join(shared, 'datasets', 'medical', 'ihdp');
const replications = 10;

/**
 * Linear models and LightGBM on the same rows (`bench/peers/treatment.py`), then what was published over 1,000 replications (Shalit et
 * al., 2017), which ten are not.
 * @type {Record<'within' | 'outside' | 'average', PeerFigure[]>}
 */
const peers = {
  within: [
    peer('OLS-1', [0.8645, 0.8403, 0.9209, 1.931, 2.5975, 0.7714, 0.3366, 1.5805, 28.3037, 8.9769]),
    peer('OLS-2', [0.5753, 0.6783, 0.6943, 0.7006, 1.0911, 0.8538, 0.6431, 1.0682, 11.8445, 2.8782]),
    peer(
      'T-learner LightGBM',
      [0.868, 0.8947, 0.8654, 0.942, 0.9563, 0.8526, 0.9486, 0.9895, 5.6216, 1.4537],
    ),
    { model: 'BART (1000 replications)', value: 2.1 },
    { model: 'TARNet (1000 replications)', value: 0.88 },
  ],
  outside: [
    peer('OLS-1', [0.9015, 0.813, 1.0292, 2.2375, 2.7988, 0.9431, 0.2945, 1.1995, 25.2266, 8.2625]),
    peer('OLS-2', [0.5702, 0.7035, 0.7554, 0.8467, 0.9879, 0.8654, 0.7045, 1.1119, 8.9408, 2.5151]),
    peer(
      'T-learner LightGBM',
      [0.7516, 0.7254, 0.7527, 1.0214, 1.1472, 0.8425, 0.8893, 0.8727, 8.3266, 1.7226],
    ),
    { model: 'BART (1000 replications)', value: 2.3 },
    { model: 'TARNet (1000 replications)', value: 0.95 },
  ],
  average: [
    peer('OLS-1', [0.1309, 0.1636, 0.1904, 0.3844, 0.1003, 0.0827, 0.1539, 0.1635, 5.6917, 0.5494]),
    peer('OLS-2', [0.1143, 0.0389, 0.0344, 0.2123, 0.1042, 0.0178, 0.173, 0.2281, 0.2446, 0.1676]),
    peer(
      'T-learner LightGBM',
      [0.0726, 0.0367, 0.0082, 0.0656, 0.0552, 0.057, 0.2644, 0.0887, 0.0778, 0.2238],
    ),
  ],
};

/**
 * @param {string} model
 * @param {number[]} each by replication
 * @returns {PeerFigure}
 */
function peer(model, each) {
  return { model, value: each.reduce((sum, value) => sum + value, 0) / each.length, each };
}

/**
 * What came of one replication.
 * @typedef {object} Measured
 * @property {number} within root mean squared error of effects, of the rows that were learnt from
 * @property {number} outside the same of the others
 * @property {number} average error of the average effect over the rows that were learnt from
 * @property {number} covered share of all rows whose interval holds the true effect
 * @property {number} answered share of all rows that are answered
 * @property {number} answeredError root mean squared error of these
 * @property {string} served
 * @property {number} seconds
 */

/** @type {Protocol} */
const ihdp = {
  scenario,
  data: 'medical/ihdp',
  name: 'ihdp',
  async run({ work }) {
    await startEngine('wasm');
    const known = await loadOneScenario([shippedScenarios], scenario);
    const measured = [];
    for (let i = 1; i <= replications; i++)
      measured.push(await replication({ ...known, plugin: {} }, i, work));
    return figuresOf(measured);
  },
};

/**
 * @param {Scenario} known
 * @param {number} i from 1
 * @param {string} work
 * @returns {Promise<Measured>}
 */
async function replication(known, i, work) {
  const started = performance.now();
  const { file, truth } = tableOf(i, work);
  const data = await loadTreatedRows(known, new DatasetCatalogue([], work), { file });
  const all = Int32Array.from(truth.keys());
  const rows = all.filter((row) => !isHeldOut(i, row));
  const fitted = await fitEffects({ scenario: known, data, rows, seed: i });
  const { said } = holdOutEffects(known.spec, fitted, data, all);
  const errors = Float64Array.from(truth, (effect, row) => said.effect[row] - effect);
  const { support } = effectOptions(known.spec);
  /** @param {(row: number) => boolean} of */
  const rootMeanSquare = (of) => {
    const own = errors.filter((_, row) => of(row));
    return Math.sqrt(own.reduce((sum, error) => sum + error ** 2, 0) / own.length);
  };
  const average = rows.reduce((sum, row) => sum + truth[row], 0) / rows.length;
  const covered = all.filter((row) => Math.abs(errors[row]) <= halfWidthInSpreads * said.spread[row]);
  const answered = all.filter((row) => isSupported(said.propensity[row], support));
  fitted.dispose();
  const result = {
    within: rootMeanSquare((row) => !isHeldOut(i, row)),
    outside: rootMeanSquare((row) => isHeldOut(i, row)),
    average: Math.abs(fitted.average.value - average),
    covered: covered.length / all.length,
    answered: answered.length / all.length,
    answeredError: rootMeanSquare((row) => isSupported(said.propensity[row], support)),
    served: fitted.served.name,
    seconds: (performance.now() - started) / 1000,
  };
  console.error(`replication ${i}: ${JSON.stringify(result)}`);
  return result;
}

/**
 * A replication with the header of the sample, and of each row the true effect, which the file for the program does not hold.
 * @param {number} i
 * @param {string} work
 */
function tableOf(i, work) {
  const [header] = readFileSync(join(root, 'datasets', 'ihdp', 'sample.csv'), 'utf8').split('\n');
  const names = header.split(',');
  const lines = readFileSync(join(folder, `ihdp_npci_${i}.csv`), 'utf8')
    .trim()
    .split('\n');
  const cells = lines.map((line) => line.trim().split(','));
  const [untreated, treated] = ['mu0', 'mu1'].map((name) => names.indexOf(name));
  const seen = [...names.keys()].filter((place) => !['y_cfactual', 'mu0', 'mu1'].includes(names[place]));
  const file = join(work, `ihdp-${i}.csv`);
  const rows = [names, ...cells].map((row) => seen.map((place) => row[place]).join());
  writeFileSync(file, `${rows.join('\n')}\n`);
  return { file, truth: cells.map((row) => Number(row[treated]) - Number(row[untreated])) };
}

/**
 * A tenth of the rows, others in each replication, as the peers have it: the first 32 bits of sha256('REPLICATION ROW'), modulo 10.
 * @param {number} i
 * @param {number} row from 0
 */
function isHeldOut(i, row) {
  const digest = createHash('sha256').update(`${i} ${row}`).digest('hex');
  return Number.parseInt(digest.slice(0, 8), 16) % 10 === 0;
}

/**
 * @param {Measured[]} measured
 * @returns {Figure[]}
 */
function figuresOf(measured) {
  /** @param {'within' | 'outside' | 'average' | 'covered' | 'answered' | 'answeredError'} key */
  const of = (key) => {
    const each = measured.map((one) => one[key]);
    return { each, value: each.reduce((sum, value) => sum + value, 0) / each.length };
  };
  const fit = measured.reduce((sum, { seconds }) => sum + seconds, 0) / measured.length;
  const served = measured.map((one) => one.served);
  return [
    {
      metric: 'rmse of effects (sqrt PEHE), within sample',
      ...of('within'),
      peers: peers.within,
      fit,
      served,
    },
    { metric: 'rmse of effects (sqrt PEHE), out of sample', ...of('outside'), peers: peers.outside },
    { metric: 'mae of the average effect', ...of('average'), peers: peers.average },
    { metric: 'coverage of 90 % intervals of effects', ...of('covered'), peers: [] },
    { metric: 'share of rows with an answer', ...of('answered'), peers: [] },
    { metric: 'rmse of effects that are answered', ...of('answeredError'), peers: [] },
  ];
}

/** @type {Protocol[]} */
export const treatment = [ihdp];
