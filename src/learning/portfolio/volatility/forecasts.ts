import { studentTOutputs } from '../../../models/training/losses/student-t.js';
import type { Model } from '../../../models/prediction/model.js';
import type { PriceHistory } from '../../prices/price-history.js';
import { examplesOf, pastsOf, type Dynamics } from './examples.js';
import { inputNames, standardise, type Standardisation } from './inputs.js';

/** By what volatilities are forecast: the network, a GARCH(1,1) of each asset, RiskMetrics. */
export const driverNames = ['network', 'garch', 'ewma'] as const;

export type DriverName = (typeof driverNames)[number];

/** What forecasts volatilities: learnt once, the same for every day. */
export interface VolatilityModel {
  model: Model;
  scaling: Standardisation;
  dynamics: Dynamics;
}

/** Forecasts of the standard deviation of each asset's return on each day, from what was before it. */
export interface Volatilities {
  /** Row-major `[days + 1, assets]`: the last row is the day after the last one. NaN where an asset has too little past. */
  values: Float64Array;
  /** Degrees of freedom of its tail by the network, as `values`. */
  degrees: Float64Array;
}

const blockRows = 20_000;

/** Volatilities by each driver. */
export function forecastVolatilities(
  { model, scaling, dynamics }: VolatilityModel,
  history: PriceHistory,
): Record<DriverName, Volatilities> {
  const pasts = pastsOf(history, dynamics);
  const [count, width] = [history.days.length + 1, history.assets.length];
  const empty = () => new Float64Array(count * width).fill(NaN);
  const degrees = empty();
  const values = { network: empty(), garch: empty(), ewma: empty() };
  const { inputs, day, asset, reference } = examplesOf(history, pasts, { first: 0, end: count });
  const outputs = predictAll(model, standardise(inputs, scaling));
  for (let row = 0; row < day.length; row++) {
    const at = day[row] * width + asset[row];
    const tail = studentTOutputs(outputs[2 * row], outputs[2 * row + 1]);
    values.ewma[at] = reference[row];
    values.garch[at] = Math.sqrt(pasts.assets[asset[row]].garch[day[row]]);
    values.network[at] = reference[row] * tail.deviation;
    degrees[at] = tail.degrees;
  }
  return {
    network: { values: values.network, degrees },
    garch: { values: values.garch, degrees },
    ewma: { values: values.ewma, degrees },
  };
}

/** The outputs of the network for all rows, a block at a time. */
function predictAll(model: Model, inputs: Float32Array): Float32Array {
  const width = inputNames.length;
  const rows = inputs.length / width;
  const outputs = new Float32Array(rows * 2);
  for (let start = 0; start < rows; start += blockRows) {
    const end = Math.min(rows, start + blockRows);
    const features = { data: inputs.subarray(start * width, end * width), shape: [width] };
    outputs.set(model.predict({ features }, end - start), start * 2);
  }
  return outputs;
}
