// Rows per second of training 128-64-1 on 20,000 rows of 30 numbers, batch 256: Keras, PyTorch, the product's own loop, and what members cost.
import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { createRandom } from '../../dist/core/random.js';
import { startEngine } from '../../dist/engine/engine.js';
import { createLoss } from '../../dist/models/training/losses/index.js';
import { ModelFactory } from '../../dist/models/model-factory.js';
import { fitNetwork } from '../../dist/models/training/training-loop.js';
import { checkTrainingOptions } from '../../dist/models/training/training-options.js';
import { engineRows } from './engine.mjs';
import { medianOf, peersFolder } from './setting.mjs';

const rows = 20_000;
const width = 30;
const hidden = [128, 64];

/** @returns {Promise<{ name: string, rowsPerSecond: number }[]>} */
export async function trainingSpeed({ python, runs }) {
  const own = [
    ['sextant, mlp, batch 256', 'mlp', {}, 256],
    ['sextant, mlp, batch 2048', 'mlp', {}, 2048],
    ['sextant, tab-m of 8, batch 256', 'tab-m', { members: 8 }, 256],
    ['sextant, tab-m of 32, batch 256', 'tab-m', { members: 32 }, 256],
  ];
  const engine = await engineRows();
  const peers = Array.from({ length: runs }, () => peerRun(python));
  const names = Object.keys(peers[0]);
  const measuredOwn = [];
  for (const [name, architecture, options, batchSize] of own) {
    const each = [];
    for (let run = 0; run < runs; run++) each.push(await ownRate({ architecture, options, batchSize }));
    measuredOwn.push({ name, rowsPerSecond: medianOf(each).median });
  }
  return [
    ...names.map((name) => ({ name, rowsPerSecond: medianOf(peers.map((peer) => peer[name])).median })),
    ...engine.map(({ name, rowsPerSecond }) => ({ name: `TensorFlow.js alone, ${name}`, rowsPerSecond })),
    ...measuredOwn,
  ];
}

/** Rows per second of three epochs after one. */
async function ownRate({ architecture, options, batchSize }) {
  await startEngine();
  const random = createRandom(1);
  const data = Float32Array.from({ length: rows * width }, () => random.normal());
  const targets = Float32Array.from({ length: rows }, (_, row) => Number(data[row * width] > 0));
  const examples = { rows, inputs: { features: { data, shape: [width] } }, targets, targetWidth: 1 };
  const shapes = { inputs: { features: { shape: [width], dtype: 'float32' } }, outputs: 1 };
  const network = ModelFactory.create(architecture, { ...options, hidden, dropout: 0 }, shapes, 1);
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

function peerRun(python) {
  const text = execFileSync(python, [join(peersFolder, 'training.py')], { encoding: 'utf8' });
  const lines = text
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line));
  return Object.fromEntries(lines.map(({ peer, train_rows_per_second: rate }) => [peer, rate]));
}
