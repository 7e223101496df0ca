import { RowLayers, type StoredLayer, type StoredOutput } from '../engine/wasm/rows/row-layers.js';
import type { FoldedNetwork } from './folded-network.js';

interface StoredMember {
  hidden: readonly StoredLayer[];
  output: StoredOutput;
}

/** How many rows go through the layers together: as many as the processor's cache likes. */
const blockRows = 128;

/**
 * Runs a folded network without an engine. What is 0 is skipped (all but one flag of each category, half of the rectified units), and
 * every row is worked out by itself: its outputs have the same bits in any batch, under every engine and on every machine.
 */
export class FoldedPredictor {
  private readonly layers: RowLayers;
  private readonly bends?: StoredLayer;
  private readonly members: readonly StoredMember[];
  private readonly wide?: StoredOutput;

  constructor(network: FoldedNetwork) {
    const { inputs, outputs, bends, members, wide } = network;
    const widths = members.flatMap(({ hidden }) => hidden.map(({ bias }) => bias.length));
    this.layers = new RowLayers({
      rows: blockRows,
      inputs,
      added: bends?.bias.length ?? 0,
      widest: Math.max(1, ...widths),
      outputs,
      answers: members.length + (wide ? 1 : 0),
    });
    this.bends = bends && this.layers.storeLayer(bends.kernel, bends.bias);
    this.members = members.map(({ hidden, output }) => ({
      hidden: hidden.map(({ kernel, bias }) => this.layers.storeLayer(kernel, bias)),
      output: this.layers.storeOutput(output.kernel, output.bias),
    }));
    this.wide = wide && this.layers.storeOutput(wide, new Float32Array(outputs));
  }

  /**
   * Raw outputs of some rows, block by block, `[members * rows, outputs]` as `Network.forward` gives them; to be read before the next
   * block is asked for.
   * @param features `[rows, inputs]`, row-major.
   */
  *blocks(features: Float32Array, rows: number): Generator<{ start: number; raw: Float32Array }, void> {
    for (let start = 0; start < rows; start += blockRows) {
      const end = Math.min(start + blockRows, rows);
      this.layers.read(features, start, end);
      yield { start, raw: this.run(end - start) };
    }
  }

  private run(rows: number): Float32Array {
    const { layers, members, wide } = this;
    if (this.bends) layers.addInputs(this.bends, rows);
    members.forEach(({ hidden, output }, member) => {
      layers.answer(layers.through(hidden, rows), output, rows, member);
    });
    const raw = layers.answers(members.length, rows);
    if (wide) {
      layers.answer(layers.through([], rows), wide, rows, members.length);
      const linear = layers.answers(members.length + 1, rows).subarray(raw.length);
      for (let i = 0; i < raw.length; i++) raw[i] += linear[i % linear.length];
    }
    return raw;
  }
}
