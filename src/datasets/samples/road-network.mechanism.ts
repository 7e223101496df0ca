import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import { networkColumns, networkRecords } from '../sensor-network.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

/** Options of the mechanism `road-network`. */
export const roadNetworkOptions = z.strictObject({
  mechanism: z.literal('road-network'),
  seed: z.number().int().min(0).max(0xffffffff),
  /** Sensors times steps. */
  rows: z.number().int().min(1).max(1_000_000),
  sensors: z.number().int().min(2).max(1000),
  start: z.iso.datetime(),
  stepMinutes: z.number().positive(),
  columns: networkColumns,
  /** Speed of a free road, and its standard deviation between the sensors. */
  free: z.strictObject({ mean: z.number().positive(), deviation: z.number().min(0) }),
  /** Hours of the day at which it is densest; how wide each rush is (hours), and what it takes from the speed at most. */
  rushes: z.array(
    z.strictObject({ hour: z.number().min(0).max(24), width: z.number().positive(), slows: z.number() }),
  ),
  /** Minutes by which a jam reaches the next sensor later. */
  spreads: z.number().min(0),
  noise: z.number().min(0),
});

export type RoadNetworkOptions = z.infer<typeof roadNetworkOptions>;

/** How much of a disturbance is still there a step later. */
const memory = 0.9;

/**
 * Sensors along one road. A sensor shows its free speed less the rush hours, which are bells over the time of day that reach each
 * further sensor later, weaker at weekends and of another strength every day, less a disturbance that fades step by step and is
 * shared with the sensors beside it, plus noise. Neighbours are the two sensors beside.
 */
export const roadNetworkMechanism: SampleMechanism<RoadNetworkOptions> = {
  name: 'road-network',
  columns: ({ columns }) => Object.values(columns),
  problems: ({ rows, sensors }) =>
    rows % sensors === 0 ? [] : [{ path: ['rows'], message: 'a multiple of the sensors' }],
  generate(options): SampleTable {
    const { sensors, start, stepMinutes, rows, seed } = options;
    const root = createRandom(seed);
    const values = roadSpeeds(options, rows / sensors, root);
    const adjacency = Array.from({ length: sensors }, (_, i) =>
      Float64Array.from({ length: sensors }, (_unused, j) => (i === j ? 1 : Math.abs(i - j) === 1 ? 0.5 : 0)),
    );
    const names = Array.from({ length: sensors }, (_, i) => `S${String(i + 1).padStart(3, '0')}`);
    const network = { sensors: names, start: Date.parse(start), stepMinutes, values, adjacency };
    return { header: roadNetworkMechanism.columns(options), records: networkRecords(network) };
  },
};

function roadSpeeds(options: RoadNetworkOptions, steps: number, root: Random): Float64Array[] {
  const { sensors, free, noise, stepMinutes, start } = options;
  const own = root.fork('sensors');
  const freeSpeeds = Array.from({ length: sensors }, () => free.mean + free.deviation * own.normal());
  const random = root.fork('steps');
  const days = root.fork('days');
  const strengths = new Map<number, number>();
  let disturbance = new Float64Array(sensors);
  return Array.from({ length: steps }, (_, step) => {
    const minutes = Date.parse(start) / 60_000 + step * stepMinutes;
    const day = Math.floor(minutes / 1440);
    if (!strengths.has(day)) strengths.set(day, strengthOf(day, days));
    const fresh = Float64Array.from({ length: sensors }, () => Math.max(0, random.normal() - 1.5) * 6);
    disturbance = disturbance.map((value, i) => {
      const beside = (disturbance[Math.max(0, i - 1)] + disturbance[Math.min(sensors - 1, i + 1)]) / 2;
      return memory * (0.8 * value + 0.2 * beside) + fresh[i];
    });
    return Float64Array.from(freeSpeeds, (speed, i) => {
      const jam = (strengths.get(day) ?? 1) * rushAt(options, minutes - i * options.spreads);
      return Number(Math.max(3, speed - jam - disturbance[i] + noise * random.normal()).toFixed(2));
    });
  });
}

/** Weekdays (1970-01-01 was a Thursday) around 1, weekends a quarter of it. */
function strengthOf(day: number, random: Random): number {
  const isWeekend = (day + 3) % 7 >= 5;
  return (isWeekend ? 0.25 : 1) * (1 + 0.15 * random.normal());
}

function rushAt({ rushes }: RoadNetworkOptions, minutes: number): number {
  const hour = (((minutes / 60) % 24) + 24) % 24;
  return rushes.reduce((sum, { hour: densest, width, slows }) => {
    const away = Math.min(Math.abs(hour - densest), 24 - Math.abs(hour - densest));
    return sum + slows * Math.exp(-0.5 * (away / width) ** 2);
  }, 0);
}
