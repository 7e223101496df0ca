/** So many rows are kept to tell how errors go together. */
const mostRows = 500;

/**
 * The ranks of errors at each horizon, of rows that know every horizon: evenly over all where there are too many. Of equal errors the
 * earlier row has the lower rank.
 * @param errors row-major `[rows, horizons]`; NaN for what is unknown.
 */
export function fitRanks(errors: Float64Array, horizons: number): number[][] {
  const whole = Array.from({ length: errors.length / horizons }, (_, row) => row).filter((row) =>
    errors.subarray(row * horizons, (row + 1) * horizons).every((error) => !Number.isNaN(error)),
  );
  const count = Math.min(mostRows, whole.length);
  const rows = Array.from({ length: count }, (_, i) => whole[Math.floor((i * whole.length) / count)]);
  const ranks = rows.map(() => new Array<number>(horizons).fill(0));
  for (let horizon = 0; horizon < horizons; horizon++) {
    const error = (i: number) => errors[rows[i] * horizons + horizon];
    const order = [...rows.keys()].sort((a, b) => error(a) - error(b) || a - b);
    order.forEach((i, place) => (ranks[i][horizon] = place + 1));
  }
  return ranks;
}

/**
 * Possible futures of one row: of each kept row one, with its ranks put through the quantile function of each horizon (the Schaake shuffle: Clark et al.,
 * 2004). Every horizon has the distribution that is forecast of it, and horizons go together as errors did.
 * @param quantileAt the quantile of a horizon at a level.
 * @returns `[paths, horizons]`
 */
export function pathsFrom(
  ranks: readonly (readonly number[])[],
  quantileAt: (horizon: number, level: number) => number,
): number[][] {
  return ranks.map((own) => own.map((rank, horizon) => quantileAt(horizon, (rank - 0.5) / ranks.length)));
}
