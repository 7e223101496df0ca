// Rows per second of training 128-64-1 on 20,000 rows of 30 numbers, batch 256: Keras, PyTorch, the product's own loop, and what members cost.
/** @import { NetworkShapes } from '#dist/models/network/network.js' */
/** @import { SpeedSetting } from '../shapes.js' */
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createRandom } from '#dist/core/random.js';
import { startEngine } from '#dist/engine/engine.js';
import { createLoss } from '#dist/models/training/losses/index.js';
import { ModelFactory } from '#dist/models/model-factory.js';
import { fitNetwork } from '#dist/models/training/training-loop.js';
import { checkTrainingOptions } from '#dist/models/training/training-options.js';
import { parseJson } from '../report.mjs';
import { engineRows } from './engine.mjs';
import { medianOf, peersFolder } from './setting.mjs';

const rows = 20_000;
const width = 30;
const hidden = [128, 64];

/**
 * A network of the product, and the batch that it is trained with.
 * @typedef {{ architecture: string, options: object, batchSize: number }} OwnNetwork
 */

/**
 * @param {Pick<SpeedSetting, 'python' | 'runs'>} setting
 * @returns {Promise<{ name: string, rowsPerSecond: number }[]>}
 */
export async function trainingSpeed({ python, runs }) {
  const own = [
    { name: 'sextant, mlp, batch 256', architecture: 'mlp', options: {}, batchSize: 256 },
    { name: 'sextant, mlp, batch 2048', architecture: 'mlp', options: {}, batchSize: 2048 },
    {
      name: 'sextant, tab-m of 8, batch 256',
      architecture: 'tab-m',
      options: { members: 8 },
      batchSize: 256,
    },
    {
      name: 'sextant, tab-m of 32, batch 256',
      architecture: 'tab-m',
      options: { members: 32 },
      batchSize: 256,
    },
  ];
  const engine = await engineRows();
  const peers = Array.from({ length: runs }, () => peerRun(python));
  const names = Object.keys(peers[0]);
  const measuredOwn = [];
  for (const { name, ...network } of own) {
    const each = [];
    for (let run = 0; run < runs; run++) each.push(await ownRate(network));
    measuredOwn.push({ name, rowsPerSecond: medianOf(each).median });
  }
  return [
    ...names.map((name) => ({ name, rowsPerSecond: medianOf(peers.map((peer) => peer[name])).median })),
    ...engine.map(({ name, rowsPerSecond }) => ({ name: `TensorFlow.js alone, ${name}`, rowsPerSecond })),
    ...measuredOwn,
  ];
}

/**
 * Rows per second of three epochs after one.
 * @param {OwnNetwork} network
 */
async function ownRate({ architecture, options, batchSize }) {
  await startEngine();
  const random = createRandom(1);
  const data = Float32Array.from({ length: rows * width }, () => random.normal());
  const targets = Float32Array.from({ length: rows }, (_, row) => Number(data[row * width] > 0));
  const examples = { rows, inputs: { features: { data, shape: [width] } }, targets, targetWidth: 1 };
  /** @type {NetworkShapes} */
  const shapes = { inputs: { features: { shape: [width], dtype: 'float32' } }, outputs: 1 };
  const network = ModelFactory.create(architecture, { ...options, hidden, dropout: 0 }, shapes, 1);
  /** @param {number} epochs */
  const fit = (epochs) =>
    fitNetwork({
      network,
      loss: createLoss({ name: 'binary-cross-entropy' }),
      examples,
      options: checkTrainingOptions({ epochs, batchSize, earlyStopping: null }),
      random: createRandom(1),
    });
  await fit(1);
  const { seconds } = await fit(3);
  network.dispose();
  return (3 * rows) / seconds;
}

/**
 * Rows per second by peer.
 * @param {string} python
 * @returns {Record<string, number>}
 */
function peerRun(python) {
  const text = execFileSync(python, [join(peersFolder, 'training.py')], { encoding: 'utf8' });
  const lines = text
    .trim()
    .split('\n')
    .map((line) => /** @type {{ peer: string, train_rows_per_second: number }} */ (parseJson(line)));
  return Object.fromEntries(lines.map(({ peer, train_rows_per_second: rate }) => [peer, rate]));
}
