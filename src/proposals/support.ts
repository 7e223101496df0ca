import { z } from 'zod';
import { createRandom } from '../core/random.js';
import type { ColumnSpec } from '../tables/columns/column-spec.js';
import type { Table } from '../tables/table.js';

/** Training rows that are kept with a version, at most; a proposal is compared with the nearest few of them. */
const mostKept = 300;
const nearest = 5;
/** Below this there is no telling where data are. */
const fewest = 50;

/** Distances of other training rows are told at every hundredth of them. */
const percentiles = 100;

export const supportSchema = z.strictObject({
  /** Names of the settings, in the order of `settings`. */
  columns: z.array(z.string()),
  /** What some training rows had set. No other raw value is kept, and not the target. */
  settings: z.array(z.array(z.number())),
  /** Their prepared features. */
  features: z.array(z.array(z.number())),
  /** Distance of other training rows to these, at each hundredth of them. */
  distances: z.array(z.number()).length(percentiles + 1),
});

/** Where training rows lie, as far as it is kept with a version. */
export type Support = z.infer<typeof supportSchema>;

interface Prepared {
  data: Float32Array;
  width: number;
}

/** Columns to which any number of a range can be given, whichever way from what they are. */
export function settableColumns(columns: readonly ColumnSpec[]): ColumnSpec[] {
  return columns.filter(
    ({ actionable }) => typeof actionable === 'object' && 'range' in actionable && actionable.range,
  );
}

/**
 * A sample of the training rows, and how far the others are from it.
 * @returns undefined where there are too few rows.
 */
export function fitSupport(
  training: Table,
  columns: readonly ColumnSpec[],
  prepare: (table: Table) => Prepared,
): Support | undefined {
  if (training.rows < fewest) return undefined;
  const order = createRandom(training.rows).permutation(training.rows);
  const kept = order.subarray(0, Math.min(mostKept, Math.floor(training.rows / 2)));
  const others = order.subarray(kept.length);
  const names = settableColumns(columns).map(({ name }) => name);
  const table = training.take(kept);
  const features = rowsOf(prepare(table)).map((row) => row.map((value) => Number(value.toFixed(4))));
  const away = rowsOf(prepare(training.take(others))).map((row) => distanceTo(features, row));
  const sorted = Float64Array.from(away).sort();
  return {
    columns: names,
    settings: Array.from(kept, (_, row) => names.map((name) => Number(table.column(name)[row]))),
    features,
    distances: Array.from({ length: percentiles + 1 }, (_, i) =>
      Number(sorted[Math.round((i / percentiles) * (sorted.length - 1))].toFixed(6)),
    ),
  };
}

/** Of each prepared row how far it is from the nearest kept ones. */
export function distancesFrom({ features }: Support, prepared: Prepared): number[] {
  return rowsOf(prepared).map((row) => distanceTo(features, row));
}

/** The distance within which the share of the training rows lies. */
export function distanceOf({ distances }: Support, share: number): number {
  return distances[Math.floor(share * percentiles)];
}

function rowsOf({ data, width }: Prepared): number[][] {
  return Array.from({ length: data.length / width }, (_, row) => [
    ...data.subarray(row * width, (row + 1) * width),
  ]);
}

/** Mean of the distances to the nearest rows, each the root of the mean squared difference of features. */
function distanceTo(features: readonly (readonly number[])[], row: readonly number[]): number {
  const least = new Float64Array(nearest).fill(Infinity);
  for (const one of features) {
    let sum = 0;
    for (let i = 0; i < row.length; i++) sum += (one[i] - row[i]) ** 2;
    for (let place = 0; place < nearest; place++) {
      if (sum >= least[place]) continue;
      least.copyWithin(place + 1, place);
      least[place] = sum;
      break;
    }
  }
  return least.reduce((sum, squared) => sum + Math.sqrt(squared / row.length), 0) / nearest;
}
