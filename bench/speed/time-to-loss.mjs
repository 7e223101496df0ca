// Seconds until a network of 128 and 64 units has the same loss on validation rows, beside Keras and PyTorch: real sessions of a shop.
/** @import { NetworkShapes } from '#dist/models/network/network.js' */
/** @import { Examples } from '#dist/models/prediction/examples.js' */
/** @import { SpeedSetting } from '../shapes.js' */
import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createRandom } from '#dist/core/random.js';
import { startEngine } from '#dist/engine/engine.js';
import { createLoss } from '#dist/models/training/losses/index.js';
import { ModelFactory } from '#dist/models/model-factory.js';
import { fitNetwork } from '#dist/models/training/training-loop.js';
import { checkTrainingOptions } from '#dist/models/training/training-options.js';
import { parseJson, root, shared } from '../report.mjs';
import { medianOf } from './setting.mjs';

const data = join(shared, 'datasets', 'retail', 'online-shoppers', 'online_shoppers_intention.csv');
const script = join(root, 'bench', 'peers', 'time_to_loss.py');
const hidden = [128, 64];
const epochs = 30;
const batchSize = 256;
const categories = [
  'Month',
  'OperatingSystems',
  'Browser',
  'Region',
  'TrafficType',
  'VisitorType',
  'Weekend',
];

/**
 * After each epoch the seconds since training began, and the mean loss of the validation rows.
 * @typedef {[seconds: number, loss: number][]} Curve
 */

/**
 * @typedef {object} TimeToLoss
 * @property {string} name
 * @property {number | null} secondsToLoss median; null where it was reached in less than half of the runs
 * @property {number | null} epochsToLoss
 * @property {number} bestLoss median of the runs' best
 * @property {number} reached runs that came there
 */

/**
 * The loss is the highest among the best ones of the tools, so that all come there in half of their runs at least.
 * @param {Pick<SpeedSetting, 'python' | 'runs'> & { work: string }} setting
 * @returns {Promise<{ loss: number, epochs: number, batchSize: number, rows: TimeToLoss[] }>}
 */
export async function timeToLoss({ python, runs, work }) {
  if (!existsSync(data)) throw new Error(`The real data is not there: ${data}`);
  const parts = prepared();
  for (const [name, values] of Object.entries({
    'train-x': parts.training.inputs.features.data,
    'train-y': parts.training.targets,
    'validation-x': parts.validation.inputs.features.data,
    'validation-y': parts.validation.targets,
  }))
    writeFileSync(join(work, name), new Uint8Array(values.buffer));
  /** @type {Map<string, Curve[]>} */
  const curves = new Map();
  /** @type {(name: string, curve: Curve) => void} */
  const add = (name, curve) => void curves.set(name, [...(curves.get(name) ?? []), curve]);
  await startEngine();
  await ownCurve(parts, 0);
  for (let seed = 1; seed <= runs; seed++) {
    for (const { peer, curve } of peerCurves(python, { work, width: parts.width, seed })) add(peer, curve);
    add('sextant', await ownCurve(parts, seed));
  }
  const best = new Map([...curves].map(([name, own]) => [name, medianOf(own.map(lowest), 6).median]));
  const loss = Math.max(...best.values());
  const rows = [...curves].map(([name, own]) => told(name, own, { loss, bestLoss: best.get(name) ?? NaN }));
  return { loss, epochs, batchSize, rows };
}

/** @param {Curve} curve */
const lowest = (curve) => Math.min(...curve.map(([, loss]) => loss));

/**
 * @param {string} name
 * @param {Curve[]} curves
 * @param {{ loss: number, bestLoss: number }} found
 * @returns {TimeToLoss}
 */
function told(name, curves, { loss, bestLoss }) {
  // The loss is rounded to six digits.
  const arrivals = curves.map((curve) => curve.findIndex(([, own]) => own <= loss + 5e-7));
  const reached = arrivals.filter((epoch) => epoch >= 0).length;
  const enough = reached * 2 >= curves.length;
  // Runs that do not come there count as the longest.
  const seconds = arrivals.map((epoch, i) => (epoch < 0 ? Infinity : curves[i][epoch][0]));
  const counts = arrivals.map((epoch) => (epoch < 0 ? Infinity : epoch + 1));
  return {
    name,
    secondsToLoss: enough ? lowerMedian(seconds) : null,
    epochsToLoss: enough ? lowerMedian(counts) : null,
    bestLoss,
    reached,
  };
}

/** @param {readonly number[]} values */
function lowerMedian(values) {
  const sorted = [...values].sort((a, b) => a - b);
  return Number(sorted[Math.floor((sorted.length - 1) / 2)].toFixed(2));
}

/**
 * @param {string} python
 * @param {{ work: string, width: number, seed: number }} order
 * @returns {{ peer: string, curve: Curve }[]}
 */
function peerCurves(python, { work, width, seed }) {
  const args = [script, work, width, hidden.join(), epochs, batchSize, seed].map(String);
  const lines = execFileSync(python, args, { encoding: 'utf8' }).trim().split('\n');
  return lines.map((line) => /** @type {{ peer: string, curve: Curve }} */ (parseJson(line)));
}

/**
 * @param {Prepared} parts
 * @param {number} seed
 * @returns {Promise<Curve>}
 */
async function ownCurve({ training, validation, width }, seed) {
  /** @type {NetworkShapes} */
  const shapes = { inputs: { features: { shape: [width], dtype: 'float32' } }, outputs: 1 };
  const network = ModelFactory.create('mlp', { hidden, dropout: 0 }, shapes, seed);
  const { epochs: told } = await fitNetwork({
    network,
    loss: createLoss({ name: 'binary-cross-entropy' }),
    examples: training,
    validation,
    options: checkTrainingOptions({
      epochs,
      batchSize,
      optimiser: { name: 'adam', learningRate: 0.001 },
      earlyStopping: null,
      clipNorm: null,
    }),
    random: createRandom(seed),
  });
  network.dispose();
  return told.map(({ seconds, validationLoss }) => [seconds, validationLoss ?? NaN]);
}

/**
 * @typedef {Examples & { inputs: { features: { data: Float32Array, shape: number[] } }, targets: Float32Array }} Part
 * @typedef {{ training: Part, validation: Part, width: number }} Prepared
 */

/**
 * Every fifth session validates. Categories as flags, numbers less their mean by their standard deviation among the others.
 * @returns {Prepared}
 */
function prepared() {
  const [header, ...lines] = readFileSync(data, 'utf8').trim().split(/\r?\n/);
  const names = header.split(',');
  const rows = lines.map((line) => line.split(','));
  const target = names.indexOf('Revenue');
  const isValidation = rows.map((_, row) => row % 5 === 0);
  const columns = names.flatMap((name, column) => {
    if (column === target) return [];
    const cells = rows.map((row) => row[column]);
    return categories.includes(name) ? flags(cells) : [standardised(cells.map(Number), isValidation)];
  });
  /** @type {(wanted: boolean) => Part} */
  const part = (wanted) => {
    const own = [...rows.keys()].filter((row) => isValidation[row] === wanted);
    const features = Float32Array.from(own.flatMap((row) => columns.map((column) => column[row])));
    return {
      rows: own.length,
      inputs: { features: { data: features, shape: [columns.length] } },
      targets: Float32Array.from(own, (row) => Number(rows[row][target] === 'TRUE')),
      targetWidth: 1,
    };
  };
  return { training: part(false), validation: part(true), width: columns.length };
}

/** @param {readonly string[]} cells */
function flags(cells) {
  return [...new Set(cells)].sort().map((label) => cells.map((cell) => Number(cell === label)));
}

/**
 * @param {readonly number[]} values
 * @param {readonly boolean[]} isLeftOut
 */
function standardised(values, isLeftOut) {
  const own = values.filter((_, row) => !isLeftOut[row]);
  const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
  const spread = Math.sqrt(own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length) || 1;
  return values.map((value) => (value - mean) / spread);
}
