import { z } from 'zod';

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
  const near = adjacency.map(neighbours);
  return values.flatMap((step, at) => {
    const time = new Date(start + at * stepMinutes * 60_000).toISOString().replace('.000Z', 'Z');
    const around = near.map((weights) => meanOf(step, weights));
    const everywhere = text(meanOf(step, allOf(step)));
    return sensors.map((sensor, i) => {
      const further = meanOf(around, near[i]);
      return [time, sensor, text(step[i]), text(around[i]), text(further), everywhere];
    });
  });
}

function neighbours(line: Float64Array): Neighbour[] {
  return Array.from(line, (weight, sensor) => ({ sensor, weight })).filter(({ weight }) => weight > 0);
}

function allOf(step: Float64Array): Neighbour[] {
  return Array.from(step, (_, sensor) => ({ sensor, weight: 1 }));
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

function text(value: number): string {
  return Number.isNaN(value) ? '' : String(Number(value.toFixed(decimals)));
}
