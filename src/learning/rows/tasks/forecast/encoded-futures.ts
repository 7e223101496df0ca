import type { EncodedTargets } from '../../../targets.js';
import type { TargetValue } from '../../examples/examples.js';
import { standardised, type NumberState } from '../regression/number-target.js';
import { encodedChanges, type Changes, type Futures } from './changes.js';

/** What of a forecast's state its targets are encoded by. */
type FuturesState = NumberState & { horizons: readonly string[]; changes?: Changes };

/** Row-major `[rows, horizons]`, NaN for a future that is not known, beside the last value of each row. */
export function futuresOf(futures: readonly TargetValue[], horizons: number): Futures {
  const ahead = new Float64Array(futures.length * horizons).fill(NaN);
  const present = new Float64Array(futures.length).fill(NaN);
  futures.forEach((future, row) => {
    if (!Array.isArray(future)) return;
    const values = future as (number | null)[];
    for (let i = 0; i < horizons; i++) ahead[row * horizons + i] = values[i] ?? NaN;
    present[row] = values[horizons] ?? NaN;
  });
  return { ahead, present, horizons };
}

/** How much each future counts, `[rows, horizons]`; undefined where all count alike. */
function importanceOf(futures: readonly TargetValue[], horizons: number): Float64Array | undefined {
  // Behind the row's own value.
  const from = horizons + 1;
  if (!futures.some((future) => Array.isArray(future) && future.length > from)) return undefined;
  const counts = new Float64Array(futures.length * horizons);
  futures.forEach((future, row) => {
    if (Array.isArray(future)) counts.set((future as number[]).slice(from, from + horizons), row * horizons);
  });
  return counts;
}

/** How much each row counts in training; undefined where all count alike. */
function weightsOf(futures: readonly TargetValue[], horizons: number): Float32Array | undefined {
  // Behind what each horizon counts.
  const place = 2 * horizons + 1;
  if (!futures.some((future) => Array.isArray(future) && future.length > place)) return undefined;
  return Float32Array.from(futures, (future) =>
    Array.isArray(future) ? ((future as number[])[place] ?? 1) : 0,
  );
}

/** What the network learns from what rows teach, and the values themselves. */
export function encodeFutures(taught: readonly TargetValue[], state: FuturesState): EncodedTargets {
  const width = state.horizons.length;
  const futures = futuresOf(taught, width);
  const { changes } = state;
  const data = changes ? encodedChanges(futures, { ...state, changes }) : standardised(futures.ahead, state);
  const importance = importanceOf(taught, width);
  const weights = weightsOf(taught, width);
  return {
    ...{ data, width, values: futures.ahead },
    ...(importance && { importance }),
    ...(weights && { weights }),
  };
}

/** Where the values lie on the scale of the target, as outputs about them do. */
export function positionsOf({ data, values }: EncodedTargets, state: FuturesState): Float32Array {
  return state.changes && values ? standardised(values, state) : data;
}

/** The mean of each horizon, whatever the scale on which it is learnt. */
export function meanByHorizon({ data, values, width }: EncodedTargets, state: FuturesState): Float32Array {
  if (values === undefined || (state.transform === undefined && !state.changes))
    return Float32Array.from(means(data, width));
  return standardised(means(values, width), state);
}

/** Of what is known of each column; 0 where nothing is. */
function means(values: Float32Array | Float64Array, width: number): Float64Array {
  const sums = new Float64Array(width);
  const counts = new Float64Array(width);
  values.forEach((value, i) => {
    if (Number.isNaN(value)) return;
    sums[i % width] += value;
    counts[i % width]++;
  });
  return sums.map((sum, i) => (counts[i] === 0 ? 0 : sum / counts[i]));
}
