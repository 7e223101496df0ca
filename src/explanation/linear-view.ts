import type { CalibrationState } from '../evaluation/calibration/index.js';
import type { Ensemble } from '../models/prediction/ensemble.js';
import type { Network } from '../models/network/network.js';
import type { LinearView } from '../scenarios/scenario-plugin.js';
import type { Feature } from '../tables/columns/column-kind.js';

/**
 * A linear network as one equation: the mean of its members' weights, which for members of one convex problem is close to the model of
 * all rows, as it answers after its calibration. Undefined when it has several outputs or reads no features.
 */
export function linearView(
  { parts, calibration }: Pick<Ensemble, 'parts' | 'calibration'>,
  features: readonly Feature[],
): LinearView | undefined {
  const { model } = parts[0];
  if (model.shapes.outputs !== 1 || !('features' in model.shapes.inputs)) return undefined;
  const kernel = meanWeight(model.members, 'output/kernel');
  const bias = meanWeight(model.members, 'output/bias');
  const { slope, intercept } = straight(calibration);
  const weights = features.map((feature, i) => ({ feature, weight: slope * kernel[i] }));
  return { intercept: slope * bias[0] + intercept, weights };
}

/** A calibration as a line over logits; isotonic regression is none, and only near to the logits themselves. */
function straight(calibration: CalibrationState | undefined): { slope: number; intercept: number } {
  if (calibration?.method === 'platt') return calibration;
  if (calibration?.method === 'temperature') return { slope: 1 / calibration.temperature, intercept: 0 };
  return { slope: 1, intercept: 0 };
}

function meanWeight(members: readonly Network[], name: string): Float64Array {
  const arrays = members.map((member) => weightOf(member, name));
  return Float64Array.from(
    arrays[0],
    (_, i) => arrays.reduce((sum, array) => sum + array[i], 0) / arrays.length,
  );
}

function weightOf(member: Network, name: string): Float32Array {
  const weight = member.weights.get(name);
  if (!weight) throw new Error(`The linear architecture has no weight ${name}.`);
  return weight.variable.dataSync<'float32'>();
}
