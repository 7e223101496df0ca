import { RowLayers, type StoredLayer, type StoredOutput } from '../../engine/wasm/rows/row-layers.js';
import type { FusedNetwork } from './fused-network.js';

interface StoredNetwork {
  bends?: StoredLayer;
  members: StoredMember[];
  wide?: StoredLayer;
}

/** A perceptron, or a linear model: then the output reads the inputs. */
type StoredMember = { hidden: StoredLayer[]; output: StoredOutput } | { linear: StoredLayer };

/** How many rows go through the layers together: as many as the processor's cache likes. */
const blockRows = 128;

/**
 * Runs fused networks that read the same features, without an engine. What is 0 is skipped (all but one flag of each category, half of
 * the rectified units), and every row is worked out by itself: its outputs have the same bits in any batch, under every engine and on
 * every machine.
 */
export class FusedPredictor {
  private readonly layers: RowLayers;
  private readonly networks: readonly StoredNetwork[];
  private readonly answers: number;

  /** @param networks at least one; all of the same inputs and outputs. */
  constructor(networks: readonly FusedNetwork[]) {
    const [{ inputs, outputs }] = networks;
    this.answers = networks.reduce((sum, { members }) => sum + members.length, 0);
    const widths = networks.flatMap(({ members }) =>
      members.flatMap(({ hidden }) => hidden.map(({ bias }) => bias.length)),
    );
    this.layers = new RowLayers({
      rows: blockRows,
      inputs,
      added: Math.max(0, ...networks.map(({ bends }) => bends?.bias.length ?? 0)),
      widest: Math.max(outputs, ...widths),
      outputs,
      // The linear path of one network at a time has its place behind them.
      answers: this.answers + 1,
    });
    this.networks = networks.map((network) => this.store(network));
  }

  /**
   * Raw outputs of some rows, block by block, `[members * rows, outputs]` as `Network.forward` gives them, one network's after the
   * other's; to be read before the next block is asked for.
   * @param features `[rows, inputs]`, row-major.
   */
  *blocks(features: Float32Array, rows: number): Generator<{ start: number; raw: Float32Array }, void> {
    for (let start = 0; start < rows; start += blockRows) {
      const end = Math.min(start + blockRows, rows);
      this.layers.read(features, start, end);
      let first = 0;
      for (const network of this.networks) {
        this.run(network, end - start, first);
        first += network.members.length;
      }
      yield { start, raw: this.layers.answers(0, this.answers, end - start) };
    }
  }

  private run({ bends, members, wide }: StoredNetwork, rows: number, first: number): void {
    const { layers } = this;
    if (bends) layers.addInputs(bends, rows);
    members.forEach((stored, member) => {
      if ('linear' in stored) layers.answerLinearly(stored.linear, rows, first + member);
      else layers.answer(layers.through(stored.hidden, rows), stored.output, rows, first + member);
    });
    if (!wide) return;
    layers.answerLinearly(wide, rows, this.answers);
    const linear = layers.answers(this.answers, 1, rows);
    const own = layers.answers(first, members.length, rows);
    for (let i = 0; i < own.length; i++) own[i] += linear[i % linear.length];
  }

  private store({ bends, members, wide, outputs }: FusedNetwork): StoredNetwork {
    const { layers } = this;
    return {
      bends: bends && layers.storeLayer(bends.kernel, bends.bias),
      members: members.map(({ hidden, output: { kernel, bias } }) =>
        hidden.length === 0
          ? { linear: layers.storeLayer(kernel, bias) }
          : {
              hidden: hidden.map((layer) => layers.storeLayer(layer.kernel, layer.bias)),
              output: layers.storeOutput(kernel, bias),
            },
      ),
      wide: wide && layers.storeLayer(wide, new Float32Array(outputs)),
    };
  }
}
