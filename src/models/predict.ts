import { blockRows, fullBlock } from '../engine/blocks.js';
import { tf } from '../engine/tf.js';
import { sliceInputs, type InputColumns } from './examples.js';
import { FoldedPredictor } from './folded-predictor.js';
import { links, type LinkName } from './links.js';
import type { Network } from './network.js';

/** From inputs of so many rows to linked outputs, `[rows, outputs]` row-major. */
export type Predictor = (inputs: InputColumns, rows: number) => Float32Array;

/**
 * A predictor of networks as they are now: with several of them, or members inside one, the mean of their linked outputs. The sum over
 * them is made in their order in double precision and rounded once, so a row's result does not depend on the rows around it.
 */
export function createPredictor(networks: readonly Network[], link: LinkName): Predictor {
  const { outputs } = networks[0].shapes;
  const answers = networks.reduce((sum, { members }) => sum + members, 0);
  const sources = networks.map((network) => {
    return { members: network.members, blocks: network.fold ? folded(network.fold()) : onEngine(network) };
  });
  return (inputs, rows) => {
    const sums = new Float64Array(rows * outputs);
    for (const { members, blocks } of sources) {
      for (const { start, raw } of blocks(inputs, rows)) {
        const each = raw.length / members;
        const own = sums.subarray(start * outputs, start * outputs + each);
        for (let from = 0; from < raw.length; from += each)
          links[link](raw.subarray(from, from + each), outputs, own);
      }
    }
    return Float32Array.from(sums, (sum) => sum / answers);
  };
}

/** Raw outputs block by block, `[members * rows, outputs]` each. */
type RawBlocks = (inputs: InputColumns, rows: number) => Iterable<{ start: number; raw: Float32Array }>;

function folded(network: ReturnType<NonNullable<Network['fold']>>): RawBlocks {
  const predictor = new FoldedPredictor(network);
  return ({ features }, rows) => predictor.blocks(features.data as Float32Array, rows);
}

/** @throws EngineError when no engine runs. */
function onEngine(network: Network): RawBlocks {
  return function* (inputs, rows) {
    const length = blockRows();
    for (let start = 0; start < rows; start += length) {
      const end = Math.min(start + length, rows);
      yield { start, raw: forwardOnEngine(network, inputs, start, end) };
    }
  };
}

function forwardOnEngine(network: Network, inputs: InputColumns, start: number, end: number): Float32Array {
  const raw = tf.tidy(() => {
    const block = fullBlock(sliceInputs(inputs, start, end));
    return network.forward(block, { training: false, seed: 0 }).dataSync<'float32'>();
  });
  const given = raw.length / network.members;
  const wanted = (end - start) * network.shapes.outputs;
  if (given === wanted) return raw;
  // A block that was filled up to the engine's liking.
  const own = new Float32Array(wanted * network.members);
  for (let member = 0; member < network.members; member++)
    own.set(raw.subarray(member * given, member * given + wanted), member * wanted);
  return own;
}
