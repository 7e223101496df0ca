import { wholeTiles } from '../../engine/wasm/rows/row-steps.js';
import type { FusedLayer, FusedNetwork } from './fused-network.js';

/** A layer of the inputs and the place of its units among those of the network. */
interface PlacedLayer {
  layer: FusedLayer;
  first: number;
}

/** What answers: rectified units, units that are added as they are, or both. */
export interface PlacedAnswerer {
  first: number;
  /** Whole tiles; 0: a linear model. */
  units: number;
  /** `[outputs, units]` */
  kernel: Float32Array;
  bias: Float32Array;
  beside?: number;
}

/** A network of at most one hidden layer as one layer of units over the features. */
export interface StepLayout {
  /** Of each feature what 1 of it adds to all units. */
  features: Float32Array[];
  /** Units of a row of zeros, without what bends give. */
  bias: Float32Array;
  /** The same of each bend. */
  bends?: { layer: FusedLayer; rows: Float32Array[] };
  answerers: PlacedAnswerer[];
}

export function stepLayout(network: FusedNetwork): StepLayout {
  const placed: PlacedLayer[] = [];
  let units = 0;
  const place = (layer: FusedLayer) => {
    const first = units;
    placed.push({ layer, first });
    units += wholeTiles(layer.bias.length);
    return first;
  };
  const answerers = placeNetwork(network, place);
  const bias = new Float32Array(units);
  for (const { layer, first } of placed) bias.set(layer.bias, first);
  const { inputs, bends: layer } = network;
  const rowsFrom = (first: number, count: number) =>
    Array.from({ length: count }, (_, i) => rowOf(placed, first + i, units));
  return {
    features: rowsFrom(0, inputs),
    bias,
    bends: layer && { layer, rows: rowsFrom(inputs, layer.bias.length) },
    answerers,
  };
}

function placeNetwork(
  { outputs, members, wide }: FusedNetwork,
  place: (layer: FusedLayer) => number,
): PlacedAnswerer[] {
  const nothing = new Float32Array(outputs);
  const beside = wide && place({ kernel: wide, bias: nothing });
  return members.map(({ hidden, output }) => {
    if (hidden.length === 0) {
      const own = place(
        wide ? { kernel: output.kernel.map((weight, i) => weight + wide[i]), bias: output.bias } : output,
      );
      return { first: own, units: 0, kernel: new Float32Array(), bias: nothing, beside: own };
    }
    const first = place(hidden[0]);
    const units = wholeTiles(hidden[0].bias.length);
    const kernel = new Float32Array(outputs * units);
    output.kernel.forEach((weight, i) => {
      kernel[(i % outputs) * units + Math.floor(i / outputs)] = weight;
    });
    return { first, units, kernel, bias: output.bias, beside };
  });
}

/** What one input adds to all units. */
function rowOf(placed: readonly PlacedLayer[], input: number, units: number): Float32Array {
  const row = new Float32Array(units);
  for (const { layer, first } of placed) {
    const width = layer.bias.length;
    row.set(layer.kernel.subarray(input * width, (input + 1) * width), first);
  }
  return row;
}
