import { z } from 'zod';
import type { CellValue } from '../tables/columns/column-kind.js';
import { Table } from '../tables/table.js';

const name = z.string().min(1);

/** Names of the columns of a network's long table, in their order. */
export const networkColumns = z.strictObject({
  time: name,
  sensor: name,
  value: name,
  /** Weighted mean of the sensor and those near it, of those one step further, and of all sensors; at the same time. */
  near: name,
  far: name,
  everywhere: name,
});

export interface SensorNetwork {
  sensors: readonly string[];
  /** Of the first step, milliseconds since 1970 UTC. */
  start: number;
  stepMinutes: number;
  /** For each step one value per sensor; NaN where a sensor was silent. */
  values: readonly Float64Array[];
  /** For each sensor how near it is to each; itself 1. */
  adjacency: readonly Float64Array[];
}

interface Neighbour {
  sensor: number;
  weight: number;
}

const decimals = 4;

/**
 * A record `[time, sensor, value, near, far, everywhere]` for every step and sensor. `near` weighs the sensors by the line of the
 * adjacency divided by its sum, `far` by that matrix times itself; silent sensors do not count. What stands in a record is of
 * its own moment: no later step enters.
 */
export function networkRecords({
  sensors,
  start,
  stepMinutes,
  values,
  adjacency,
}: SensorNetwork): string[][] {
  const times = values.map((_, at) => timeText(start + at * stepMinutes * 60_000));
  const near = adjacency.map(neighbours);
  const around = values.map((step) => near.map((weights) => meanOf(step, weights)));
  const further = around.map((step) => near.map((weights) => meanOf(step, weights)));
  const bySensor = sensors.map((sensor, i) =>
    Table.fromColumns([
      { name: 'time', type: 'text', values: times },
      { name: 'sensor', type: 'text', values: times.map(() => sensor) },
      { name: 'value', type: 'number', values: values.map((step) => step[i]) },
      { name: 'near', type: 'number', values: around.map((step) => step[i]) },
      { name: 'far', type: 'number', values: further.map((step) => step[i]) },
    ]),
  );
  const long = Table.concat(bySensor);
  const means = long.groupBy(['time']).aggregate({ value: 'mean' });
  const whole = long.join(means, ['time']).take(inOrderOfTime(times.length, sensors.length));
  return recordsOf(whole);
}

/** From one sensor below the other to one step below the other. */
function inOrderOfTime(steps: number, sensors: number): Int32Array {
  const place = (row: number) => (row % sensors) * steps + Math.floor(row / sensors);
  return Int32Array.from({ length: steps * sensors }, (_, row) => place(row));
}

function recordsOf(table: Table): string[][] {
  const [times, sensors] = ['time', 'sensor'].map((name) => table.column(name));
  const numbers = ['value', 'near', 'far', 'value_mean'].map((name) => table.column(name));
  return Array.from({ length: table.rows }, (_, row) => [
    String(times[row]),
    String(sensors[row]),
    ...numbers.map((values) => text(values[row])),
  ]);
}

function timeText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('.000Z', 'Z');
}

function neighbours(line: Float64Array): Neighbour[] {
  return Array.from(line, (weight, sensor) => ({ sensor, weight })).filter(({ weight }) => weight > 0);
}

function meanOf(step: ArrayLike<number>, weights: readonly Neighbour[]): number {
  let sum = 0;
  let total = 0;
  for (const { sensor, weight } of weights) {
    if (Number.isNaN(step[sensor])) continue;
    sum += weight * step[sensor];
    total += weight;
  }
  return sum / total;
}

function text(value: CellValue): string {
  return typeof value === 'number' ? String(Number(value.toFixed(decimals))) : '';
}
