import { z } from 'zod';
import { numberScale } from '../regression/number-scale.js';
import type { NumberState } from '../regression/number-target.js';

/** How far the future lies from the last value, on the scale of the target: mean and standard deviation of each horizon's change. */
export const changesSchema = z.strictObject({
  means: z.array(z.number()),
  deviations: z.array(z.number().positive()),
});

export type Changes = z.infer<typeof changesSchema>;

/** Values row-major `[rows, horizons]`, NaN for what is unknown, beside the last value of each row. */
export interface Futures {
  ahead: Float64Array;
  present: Float64Array;
  horizons: number;
}

type State = NumberState & { changes?: Changes };

/** Of the rows to learn from. A change that never varies has the deviation 1. */
export function fitChanges({ ahead, present, horizons }: Futures, state: NumberState): Changes {
  const { position } = numberScale(state);
  const all = Array.from({ length: horizons }, (_, horizon) =>
    Array.from(present, (last, row) => position(ahead[row * horizons + horizon]) - position(last)).filter(
      (change) => !Number.isNaN(change),
    ),
  );
  const means = all.map(meanOf);
  const deviations = all.map((changes, i) => {
    const deviation = Math.sqrt(meanOf(changes.map((change) => (change - means[i]) ** 2)));
    return deviation > 0 ? deviation : 1;
  });
  return { means, deviations };
}

function meanOf(values: readonly number[]): number {
  return values.length === 0 ? 0 : values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** Standardised changes, as a network learns them; row-major, NaN for what is unknown. */
export function encodedChanges(
  { ahead, present, horizons }: Futures,
  { changes, ...state }: State & { changes: Changes },
): Float32Array {
  const { position } = numberScale(state);
  return Float32Array.from(ahead, (value, i) => {
    const horizon = i % horizons;
    const change = position(value) - position(present[Math.floor(i / horizons)]);
    return (change - changes.means[horizon]) / changes.deviations[horizon];
  });
}

/** From changes as a network gives them to outputs about the value itself. @param last value of each row. */
export function fromLastValue(outputs: Float32Array, last: Float64Array, state: State): Float32Array {
  const { changes, mean, standardDeviation } = state;
  if (!changes) return outputs;
  const { position } = numberScale(state);
  const horizons = changes.means.length;
  return outputs.map((output, i) => {
    const horizon = i % horizons;
    const change = changes.means[horizon] + changes.deviations[horizon] * output;
    return (position(last[Math.floor(i / horizons)]) + change - mean) / standardDeviation;
  });
}
