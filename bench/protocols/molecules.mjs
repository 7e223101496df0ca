// Solubility, side effects and toxicity of molecules, each twice: whole molecules held out at random, and whole scaffolds. The published figures
// are means over their own divisions of the same rows (80 % to learn from, as here); those by scaffold have no counterpart, for theirs is one fixed division.
/** @import { MetricName } from '#dist/evaluation/metrics/names.js' */
/** @import { PeerFigure, Protocol, Sextant, Surroundings } from '../shapes.js' */
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { commandLine } from '../command-line.mjs';
import { present, root } from '../report.mjs';
import { evaluate, figureOf } from './tabular.mjs';

/**
 * @typedef {object} Molecules
 * @property {string} scenario
 * @property {string} folder of the data
 * @property {string} name
 * @property {number} folds
 * @property {MetricName[]} metrics the primary one first
 * @property {PeerFigure[]} peers of the primary metric
 * @property {boolean} [byScaffold] whether whole scaffolds are held out
 */

/**
 * @param {Molecules} plan
 * @returns {Protocol}
 */
function overMolecules({ scenario, folder, name, folds, metrics, peers, byScaffold = false }) {
  return {
    scenario,
    data: `medical/${folder}`,
    group: 'molecules',
    name,
    run(surroundings) {
      const [sextant, id] = byScaffold
        ? heldOutByScaffold(scenario, surroundings)
        : [surroundings.sextant, scenario];
      const evaluation = evaluate(sextant, id, { folds: String(folds) });
      return metrics.map((metric, i) => {
        const values = evaluation.folds.map((fold) =>
          present(fold.metrics[metric], `${metric} of every fold`),
        );
        return figureOf(metric, values, { evaluation, peers: i === 0 ? peers : [] });
      });
    },
  };
}

/**
 * The scenario with whole scaffolds on one side of every division: its copy in a folder of its own, and the command line that knows it.
 * @param {string} scenario
 * @param {Pick<Surroundings, 'work' | 'home'>} surroundings
 * @returns {[Sextant, string]}
 */
function heldOutByScaffold(scenario, { work, home }) {
  const text = readFileSync(join(root, 'scenarios', scenario, 'scenario.yaml'), 'utf8');
  const id = `${scenario}-by-scaffold`;
  const scenarios = join(work, 'scenarios');
  mkdirSync(join(scenarios, id), { recursive: true });
  writeFileSync(
    join(scenarios, id, 'scenario.yaml'),
    text.replace(`id: ${scenario}`, `id: ${id}`).replace('by: part', 'by: scaffold'),
  );
  return [commandLine(home, { SEXTANT_SCENARIOS: scenarios }), id];
}

/** @type {Omit<Molecules, 'name' | 'peers'>} */
const solubility = {
  scenario: 'medical/drug-properties',
  folder: 'esol-delaney',
  folds: 5,
  metrics: ['rmse', 'r2'],
};
/** @type {Omit<Molecules, 'name' | 'peers'>} */
const sideEffects = {
  scenario: 'medical/drug-side-effects',
  folder: 'sider',
  folds: 5,
  metrics: ['auc', 'average_precision'],
};
/** @type {Omit<Molecules, 'name' | 'peers'>} */
const toxicity = {
  scenario: 'medical/drug-toxicity',
  folder: 'tox21',
  folds: 3,
  metrics: ['auc', 'average_precision'],
};

/** @type {Protocol[]} */
export const molecules = [
  overMolecules({
    ...solubility,
    name: 'esol',
    peers: [
      { model: "ESOL's own linear model", value: 0.91 },
      { model: 'graph convolution (MoleculeNet)', value: 0.885 },
      { model: 'message passing (MoleculeNet)', value: 0.58 },
    ],
  }),
  overMolecules({ ...solubility, name: 'esol-scaffold', peers: [], byScaffold: true }),
  overMolecules({
    ...sideEffects,
    name: 'sider',
    peers: [
      { model: 'random forest, ECFP4 (MoleculeNet)', value: 0.684 },
      { model: 'FP-GNN', value: 0.661 },
      { model: 'graph convolution (MoleculeNet)', value: 0.638 },
    ],
  }),
  overMolecules({ ...sideEffects, name: 'sider-scaffold', peers: [], byScaffold: true }),
  overMolecules({
    ...toxicity,
    name: 'tox21',
    peers: [
      { model: 'FP-GNN', value: 0.833 },
      { model: 'graph convolution (MoleculeNet)', value: 0.829 },
      { model: 'random forest, ECFP4 (MoleculeNet)', value: 0.769 },
    ],
  }),
  overMolecules({ ...toxicity, name: 'tox21-scaffold', peers: [], byScaffold: true }),
];
