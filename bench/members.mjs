// What members inside one network cost: `npm run build && node bench/members.mjs`.
/** @import { NetworkShapes } from '#dist/models/network/network.js' */
import { printTable } from './report.mjs';
import { createRandom } from '#dist/core/random.js';
import { startEngine } from '#dist/engine/engine.js';
import { createLoss } from '#dist/models/training/losses/index.js';
import { ModelFactory } from '#dist/models/model-factory.js';
import { fitNetwork } from '#dist/models/training/training-loop.js';
import { checkTrainingOptions } from '#dist/models/training/training-options.js';

const rows = 4096;
const width = 60;
const epochs = 4;
const engine = await startEngine();
const random = createRandom(1);
const data = Float32Array.from({ length: rows * width }, () => random.normal());
const targets = Float32Array.from({ length: rows }, (_, row) => Number(data[row * width] > 0));
const examples = { rows, inputs: { features: { data, shape: [width] } }, targets, targetWidth: 1 };
/** @type {NetworkShapes} */
const shapes = { inputs: { features: { shape: [width], dtype: 'float32' } }, outputs: 1 };

/** @type {{ architecture: string, members?: number }[]} */
const cases = [
  { architecture: 'mlp' },
  ...[1, 8, 16, 32].map((members) => ({ architecture: 'tab-m', members })),
];
const seconds = /** @type {number[]} */ ([]);
for (const { architecture, ...options } of cases) {
  const hidden = [128, 64];
  const network = ModelFactory.create(architecture, { ...options, hidden }, shapes, 1);
  const training = checkTrainingOptions({ epochs, batchSize: 256, earlyStopping: null });
  const fit = () =>
    fitNetwork({
      network,
      loss: createLoss({ name: 'binary-cross-entropy' }),
      examples,
      options: training,
      random: createRandom(1),
    });
  await fit();
  const started = performance.now();
  await fit();
  seconds.push((performance.now() - started) / 1000);
  network.dispose();
}
printTable([
  [`training, ${rows} rows of ${width}, 128-64-1, ${engine.name}`, 'rows/s', 'times the cost of one member'],
  ...cases.map(({ architecture, members = '' }, i) => [
    `${architecture} ${members}`,
    Math.round((rows * epochs) / seconds[i]),
    (seconds[i] / seconds[1]).toFixed(1),
  ]),
]);
