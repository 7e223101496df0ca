// Speed of the engine itself. Needs `npm run build` first; `node bench/speed/engine.mjs` prints the rows alone.
/** @import { Scalar, Tensor, Tensor2D, Variable } from '@tensorflow/tfjs' */
import { pathToFileURL } from 'node:url';
import { createRandom } from '#dist/core/random.js';
import { startEngine } from '#dist/engine/engine.js';
import { tf } from '#dist/engine/tf.js';

const setting = { rows: 20_000, features: 30, batch: 256, seconds: 1, runs: 3 };

/**
 * Training the network 128-64-1 on 20,000 x 30 rows in batches of 256 with Adam (forward, backward, update). On wasm with the
 * backend as it comes and with the project's kernels; on any other engine once.
 * @returns {Promise<{ name: string, engine: string, rowsPerSecond: number }[]>} the best of three runs each
 */
export async function engineRows() {
  const engine = await startEngine();
  if (engine.name !== 'wasm') return [measured('train 128-64-1, batch 256', engine.name)];
  const { setFastKernels } = await import('#dist/engine/wasm/complete.js');
  setFastKernels(false);
  const before = measured('train 128-64-1, batch 256, backend as it comes', 'wasm');
  setFastKernels(true);
  return [before, measured('train 128-64-1, batch 256, with the fast kernels', 'wasm')];
}

/**
 * @param {string} name
 * @param {string} engine
 */
function measured(name, engine) {
  const rates = Array.from({ length: setting.runs }, () => trainingRate());
  return { name, engine, rowsPerSecond: Math.round(Math.max(...rates)) };
}

function trainingRate() {
  const random = createRandom(1);
  /** @type {Fill} */
  const fill = (rows, columns) =>
    tf.tensor2d(
      Float32Array.from({ length: rows * columns }, () => random.normal() * 0.1),
      [rows, columns],
    );
  const x = fill(setting.rows, setting.features);
  const y = tf.tidy(() => x.sum(1, true).greater(0).toFloat());
  const weights = tf.tidy(() => network(fill));
  const optimiser = tf.train.adam(1e-3);
  let next = 0;
  const step = () => {
    const first = (next++ * setting.batch) % (setting.rows - setting.batch);
    tf.tidy(() => {
      const rows = x.slice([first, 0], [setting.batch, -1]);
      const labels = y.slice([first, 0], [setting.batch, -1]);
      const loss = () => tf.losses.sigmoidCrossEntropy(labels, forward(rows, weights));
      optimiser.minimize(/** @type {() => Scalar} */ (loss), false, weights);
    });
  };
  for (let warm = 0; warm < 20; warm++) step();
  const started = performance.now();
  let steps = 0;
  for (; performance.now() - started < setting.seconds * 1000; steps++) step();
  const rate = (steps * setting.batch * 1000) / (performance.now() - started);
  tf.dispose([x, y, ...weights]);
  optimiser.dispose();
  return rate;
}

/**
 * A matrix of small random numbers.
 * @typedef {(rows: number, columns: number) => Tensor2D} Fill
 */

/**
 * Weights and biases by turns.
 * @param {Fill} fill
 * @returns {Variable[]}
 */
function network(fill) {
  const widths = [setting.features, 128, 64, 1];
  return widths
    .slice(1)
    .flatMap((width, layer) => [tf.variable(fill(widths[layer], width)), tf.variable(tf.zeros([width]))]);
}

/**
 * @param {Tensor} rows
 * @param {readonly Tensor[]} weights
 */
function forward(rows, weights) {
  let values = rows;
  for (let layer = 0; layer < weights.length; layer += 2) {
    values = values.matMul(weights[layer]).add(weights[layer + 1]);
    if (layer < weights.length - 2) values = values.relu();
  }
  return values;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  for (const { name, engine, rowsPerSecond } of await engineRows()) {
    console.log(`${engine.padEnd(7)} ${String(rowsPerSecond).padStart(9)} rows/s  ${name}`);
  }
}
