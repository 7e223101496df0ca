import { wholeLanes } from '../../engine/wasm/rows/row-steps.js';
import type { FusedLayer, FusedNetwork } from './fused-network.js';

/** A layer of the inputs and the place of its units among those of all networks. */
interface PlacedLayer {
  layer: FusedLayer;
  first: number;
}

/** What answers: rectified units, units that are added as they are, or both. */
export interface PlacedAnswerer {
  first: number;
  /** Whole lanes; 0: a linear model. */
  units: number;
  /** `[outputs, units]` */
  kernel: Float32Array;
  bias: Float32Array;
  beside?: number;
}

/** The bends of one network, and the units that read them. */
export interface PlacedBends {
  layer: FusedLayer;
  first: number;
  /** Of each bend what it adds to these units. */
  rows: Float32Array[];
}

/** Networks of at most one hidden layer as one layer of units over the features. */
export interface StepLayout {
  /** Of each feature what 1 of it adds to all units. */
  features: Float32Array[];
  /** Units of a row of zeros, without what bends give. */
  bias: Float32Array;
  bends: PlacedBends[];
  answerers: PlacedAnswerer[];
}

export function stepLayout(networks: readonly FusedNetwork[]): StepLayout {
  const [{ inputs }] = networks;
  const placed: PlacedLayer[] = [];
  const answerers: PlacedAnswerer[] = [];
  const withBends: { bends: FusedLayer; from: number; to: number }[] = [];
  let units = 0;
  const place = (layer: FusedLayer) => {
    placed.push({ layer, first: units });
    units += wholeLanes(layer.bias.length);
    return units - wholeLanes(layer.bias.length);
  };
  for (const network of networks) {
    const from = placed.length;
    placeNetwork(network, place, answerers);
    if (network.bends) withBends.push({ bends: network.bends, from, to: placed.length });
  }
  const bias = new Float32Array(units);
  for (const { layer, first } of placed) bias.set(layer.bias, first);
  const bends = withBends.map(({ bends: layer, from, to }): PlacedBends => {
    const own = placed.slice(from, to);
    const [{ first }] = own;
    const end = to < placed.length ? placed[to].first : units;
    const rows = Array.from(layer.bias, (_, bend) => rowOf(own, inputs + bend, { first, end }));
    return { layer, first, rows };
  });
  const features = Array.from({ length: inputs }, (_, i) => rowOf(placed, i, { first: 0, end: units }));
  return { features, bias, bends, answerers };
}

function placeNetwork(
  { outputs, members, wide }: FusedNetwork,
  place: (layer: FusedLayer) => number,
  answerers: PlacedAnswerer[],
): void {
  const nothing = new Float32Array(outputs);
  const beside = wide && place({ kernel: wide, bias: nothing });
  for (const { hidden, output } of members) {
    if (hidden.length === 0) {
      const own = place(output);
      answerers.push({ first: own, units: 0, kernel: new Float32Array(), bias: nothing, beside: own });
      continue;
    }
    const first = place(hidden[0]);
    const units = wholeLanes(hidden[0].bias.length);
    const kernel = new Float32Array(outputs * units);
    output.kernel.forEach((weight, i) => {
      kernel[(i % outputs) * units + Math.floor(i / outputs)] = weight;
    });
    answerers.push({ first, units, kernel, bias: output.bias, beside });
  }
}

/** What one input adds to the units from `first` to `end`. */
function rowOf(
  placed: readonly PlacedLayer[],
  input: number,
  { first, end }: { first: number; end: number },
): Float32Array {
  const row = new Float32Array(end - first);
  for (const { layer, first: own } of placed) {
    const width = layer.bias.length;
    row.set(layer.kernel.subarray(input * width, (input + 1) * width), own - first);
  }
  return row;
}
