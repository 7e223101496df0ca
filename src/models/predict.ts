import { blockRows, fullBlock } from '../engine/blocks.js';
import { tf } from '../engine/tf.js';
import { sliceInputs, type InputColumns } from './examples.js';
import { links, type LinkName } from './links.js';
import type { Network } from './network.js';

export interface PredictOptions {
  link: LinkName;
}

/**
 * Linked outputs of `rows` rows, `[rows, outputs]` row-major; with several networks, or members inside one, the mean of their linked outputs. The sum
 * over them is made in their order in double precision and rounded once, so a row's result does not depend on the
 * rows around it.
 * @throws EngineError when no engine runs.
 */
export function predict(
  networks: readonly Network[],
  inputs: InputColumns,
  rows: number,
  { link }: PredictOptions,
): Float32Array {
  const { outputs } = networks[0].shapes;
  const predictions = new Float32Array(rows * outputs);
  const length = blockRows();
  const answers = networks.reduce((sum, { members }) => sum + members, 0);
  for (let start = 0; start < rows; start += length) {
    const end = Math.min(start + length, rows);
    const sums = new Float64Array((end - start) * outputs);
    tf.tidy(() => {
      const block = fullBlock(sliceInputs(inputs, start, end));
      for (const network of networks) {
        const raw = network.forward(block, { training: false, seed: 0 }).dataSync<'float32'>();
        const each = raw.length / network.members;
        for (let from = 0; from < raw.length; from += each) {
          links[link](raw.subarray(from, from + sums.length), outputs, sums);
        }
      }
    });
    for (let i = 0; i < sums.length; i++) predictions[start * outputs + i] = sums[i] / answers;
  }
  return predictions;
}
