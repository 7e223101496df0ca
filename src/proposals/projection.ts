import { violations, type FeasibleSet } from './problem.js';

const mostCycles = 2000;
/** Of the range of a setting: a cycle that moves nothing further has arrived. */
const arrived = 1e-12;

/** A slab `lower <= normal x <= upper` in units of the settings' ranges, its normal of length 1. */
interface Slab {
  normal: Float64Array;
  lower: number;
  upper: number;
}

/**
 * The nearest settings that keep bounds and limits, where near is in shares of each setting's range: Dykstra's alternating projections (1983)
 * onto the box and the slabs.
 * @returns undefined where none were found.
 */
export function projector(set: FeasibleSet): (values: readonly number[]) => number[] | undefined {
  const { settings } = set;
  const ranges = settings.map(({ low, high }) => high - low);
  const slabs = set.limits.flatMap((limit) => slabOf(limit, set));
  return (values) => {
    const place = Float64Array.from(settings, ({ low }, i) => (values[i] - low) / ranges[i]);
    alternate(place, slabs);
    const found = settings.map(({ low, high }, i) =>
      Math.min(Math.max(low + ranges[i] * place[i], low), high),
    );
    return violations(set, found).length === 0 ? found : undefined;
  };
}

function slabOf(
  { coefficients, lower, upper }: FeasibleSet['limits'][number],
  { settings }: FeasibleSet,
): Slab[] {
  const normal = Float64Array.from(coefficients, (one, i) => one * (settings[i].high - settings[i].low));
  const length = Math.hypot(...normal);
  if (length === 0) return [];
  const base = coefficients.reduce((sum, one, i) => sum + one * settings[i].low, 0);
  return [
    {
      normal: normal.map((one) => one / length),
      lower: (lower - base) / length,
      upper: (upper - base) / length,
    },
  ];
}

/** Moves `place` to its projection onto the intersection. */
function alternate(place: Float64Array, slabs: readonly Slab[]): void {
  // What each set has moved: Dykstra takes it back before the set moves anew. Of a slab it lies along its normal.
  const boxMoves = new Float64Array(place.length);
  const slabMoves = new Float64Array(slabs.length);
  for (let cycle = 0; cycle < mostCycles; cycle++) {
    let moved = ontoBox(place, boxMoves);
    slabs.forEach((slab, s) => (moved = Math.max(moved, ontoSlab(place, slab, slabMoves, s))));
    if (moved < arrived) return;
  }
}

/** @returns by how much what the box moves has changed. */
function ontoBox(place: Float64Array, moves: Float64Array): number {
  let changed = 0;
  for (let i = 0; i < place.length; i++) {
    const back = place[i] - moves[i];
    const kept = Math.min(Math.max(back, 0), 1);
    changed = Math.max(changed, Math.abs(kept - place[i]));
    moves[i] = kept - back;
    place[i] = kept;
  }
  return changed;
}

function ontoSlab(
  place: Float64Array,
  { normal, lower, upper }: Slab,
  moves: Float64Array,
  s: number,
): number {
  let at = 0;
  for (let i = 0; i < place.length; i++) at += normal[i] * place[i];
  const back = at - moves[s];
  const kept = Math.min(Math.max(back, lower), upper);
  const change = kept - at;
  for (let i = 0; i < place.length; i++) place[i] += change * normal[i];
  moves[s] = kept - back;
  return Math.abs(change);
}
