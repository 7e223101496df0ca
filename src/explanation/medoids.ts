/** Of each stratum at most so many rows are compared with each other. */
const mostCompared = 48;

/**
 * Rows that stand for all: these are ordered by what is predicted of them and cut into strata of equal size, of each of which the medoid is
 * taken, the row with the least sum of distances to the others (Kaufman & Rousseeuw, 1987).
 * @param features `[rows, width]`, row-major, on comparable scales.
 * @param predicted one figure a row.
 * @returns at most `count` positions, ascending by what is predicted.
 */
export function stratifiedMedoids(
  { data, width }: { data: Float32Array; width: number },
  predicted: ArrayLike<number>,
  count: number,
): Int32Array {
  const rows = predicted.length;
  const order = Int32Array.from({ length: rows }, (_, row) => row).sort(
    (a, b) => predicted[a] - predicted[b] || a - b,
  );
  const strata = Math.min(count, rows);
  return Int32Array.from({ length: strata }, (_, stratum) => {
    const from = Math.floor((stratum * rows) / strata);
    const to = Math.floor(((stratum + 1) * rows) / strata);
    return medoid(thinned(order.subarray(from, to)), (a, b) => distance(data, width, a, b));
  });
}

/** Evenly spaced rows of many. */
function thinned(rows: Int32Array): Int32Array {
  if (rows.length <= mostCompared) return rows;
  return Int32Array.from(
    { length: mostCompared },
    (_, i) => rows[Math.floor((i * rows.length) / mostCompared)],
  );
}

function medoid(rows: Int32Array, between: (a: number, b: number) => number): number {
  const sums = new Float64Array(rows.length);
  rows.forEach((a, i) => {
    for (let j = 0; j < i; j++) {
      const apart = between(a, rows[j]);
      sums[i] += apart;
      sums[j] += apart;
    }
  });
  let least = 0;
  sums.forEach((sum, i) => {
    if (sum < sums[least]) least = i;
  });
  return rows[least];
}

/** Sum of absolute differences. */
function distance(data: Float32Array, width: number, a: number, b: number): number {
  let sum = 0;
  for (let i = 0; i < width; i++) sum += Math.abs(data[a * width + i] - data[b * width + i]);
  return sum;
}
