import { blockRows, fullBlock } from '../../engine/blocks.js';
import { numbersOf } from '../../engine/numbers-of.js';
import { sliceInputs, type InputColumns } from './examples.js';
import type { RowValues } from './row-values.js';
import { FusedPredictor } from '../fused/fused-predictor.js';
import { links, type LinkName } from './links.js';
import type { Network } from '../network/network.js';

/** From inputs of so many rows to linked outputs, `[rows, outputs]` row-major. */
export type Predictor = (inputs: InputColumns<RowValues>, rows: number) => Float32Array;

/**
 * A predictor of networks as they are now: with several of them, or members inside one, the mean of their linked outputs. The sum over
 * them is made in their order in double precision and rounded once, so a row's result does not depend on the rows around it.
 */
export function createPredictor(networks: readonly Network[], link: LinkName): Predictor {
  const { outputs } = networks[0].shapes;
  const sources = sourcesOf(networks);
  const answers = networks.reduce((sum, { members }) => sum + members, 0);
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
    const means = new Float32Array(sums.length);
    for (let i = 0; i < sums.length; i++) means[i] = sums[i] / answers;
    return means;
  };
}

/** Where raw outputs of so many members come from, block by block, `[members * rows, outputs]` each. */
interface Source {
  members: number;
  blocks: (inputs: InputColumns<RowValues>, rows: number) => Iterable<{ start: number; raw: Float32Array }>;
}

/** All networks together where all have their fastest form, else each on the engine. */
function sourcesOf(networks: readonly Network[]): Source[] {
  const fused = networks.flatMap(({ fuse }) => (fuse ? [fuse()] : []));
  if (fused.length < networks.length) return networks.map(onEngine);
  const predictor = new FusedPredictor(fused);
  const members = fused.reduce((sum, network) => sum + network.members.length, 0);
  return [{ members, blocks: ({ features }, rows) => predictor.blocks(features.data as Float32Array, rows) }];
}

/** @throws EngineError when no engine runs. */
function onEngine(network: Network): Source {
  return {
    members: network.members,
    *blocks(inputs, rows) {
      const length = blockRows();
      for (let start = 0; start < rows; start += length) {
        const end = Math.min(start + length, rows);
        yield { start, raw: forwardOnEngine(network, inputs, start, end) };
      }
    },
  };
}

function forwardOnEngine(
  network: Network,
  inputs: InputColumns<RowValues>,
  start: number,
  end: number,
): Float32Array {
  const raw = numbersOf(() => {
    const block = fullBlock(sliceInputs(inputs, start, end));
    return network.forward(block, { training: false, seed: 0 });
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
