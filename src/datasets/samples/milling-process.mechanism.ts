import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import { limits } from './milling-limits.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

/** Options of the mechanism `milling-process`. */
export const millingProcessOptions = z.strictObject({
  mechanism: z.literal('milling-process'),
  seed: z.number().int().min(0).max(0xffffffff),
  rows: z.number().int().min(1).max(1_000_000),
  /** Probability of a failure that no mode explains. */
  unexplained: z.number().min(0).lt(1).default(0.001),
});

export type MillingProcessOptions = z.infer<typeof millingProcessOptions>;

const header = [
  'UDI',
  'Product ID',
  'Type',
  'Air temperature [K]',
  'Process temperature [K]',
  'Rotational speed [rpm]',
  'Torque [Nm]',
  'Tool wear [min]',
  'Machine failure',
  'TWF',
  'HDF',
  'PWF',
  'OSF',
  'RNF',
];

/** Of each product quality: share of the products, and minutes of wear that one costs. */
const qualities = {
  L: { share: 0.6, wear: 2 },
  M: { share: 0.3, wear: 3 },
  H: { share: 0.1, wear: 5 },
};

type Quality = keyof typeof qualities;

/** A random failure of every thousandth product, which does not stop the machine (RNF). */
const randomFailure = 0.001;

/** Of 120 tools that reached their end, 51 failed and 69 were replaced in time. */
const failingTools = 51 / 120;

/**
 * A milling machine and how it fails, after Matzka (2020), "Explainable Artificial Intelligence for Predictive Maintenance
 * Applications", the mechanism by which the AI4I 2020 data were made:
 *
 * - air temperature (K): a random walk with mean 300 and standard deviation 2; the process is 10 K warmer, with a walk of its own
 *   of deviation 1;
 * - torque (Nm): normal, mean 40, deviation 10; the speed (rpm) falls with it. The paper gives no formula that matches its
 *   data, so 1500 (40 / torque)^0.4 with a noise of 100 stands for it;
 * - tool wear (min): each product adds its quality's minutes, until the tool ends at a random time between the limits of wear;
 * - HDF: too little difference between process and air and too little speed; PWF: a power outside its limits; OSF: torque x wear above
 *   the quality's limit (all in `milling-limits.ts`); TWF: the tool fails at its end; RNF: at random.
 */
export const millingProcessMechanism: SampleMechanism<MillingProcessOptions> = {
  name: 'milling-process',
  columns: () => [...header],
  problems: () => [],
  generate({ seed, rows, unexplained }): SampleTable {
    const root = createRandom(seed);
    const air = walk(root.fork('air'), rows, { mean: 300, deviation: 2 });
    const warmth = walk(root.fork('process'), rows, { mean: 10, deviation: 1 });
    const draw = { quality: root.fork('quality'), load: root.fork('load'), chance: root.fork('chance') };
    const tools = toolOf(root.fork('tool'));
    const records = Array.from(air, (airTemperature, row) => {
      const type = qualityOf(draw.quality);
      const airCell = airTemperature.toFixed(1);
      const processCell = (airTemperature + warmth[row]).toFixed(1);
      const torque = torqueOf(draw.load);
      const speed = Math.max(1168, Math.round(1500 * (40 / torque) ** 0.4 + 100 * draw.load.normal()));
      const { wear, failed } = tools.use(qualities[type].wear);
      const difference = Number(processCell) - Number(airCell);
      const power = (torque * speed * 2 * Math.PI) / 60;
      const modes = [
        failed,
        difference < limits.cooling.difference && speed < limits.cooling.speed,
        power < limits.power.lowest || power > limits.power.highest,
        torque * wear > limits.strain[type],
      ];
      const random = draw.chance.next() < randomFailure;
      const fails = draw.chance.next() < unexplained || modes.includes(true);
      const product = `${type}${10_000 + row}`;
      const inputs = [row + 1, product, type, airCell, processCell, speed, torque, wear].map(String);
      return [...inputs, ...[fails, ...modes, random].map((is) => (is ? '1' : '0'))];
    });
    return { header: [...header], records };
  },
};

/** A random walk, moved and stretched to the stated mean and standard deviation. */
function walk(
  random: Random,
  length: number,
  { mean, deviation }: { mean: number; deviation: number },
): Float64Array {
  const path = new Float64Array(length);
  for (let i = 1; i < length; i++) path[i] = path[i - 1] + random.normal();
  const centre = path.reduce((sum, value) => sum + value, 0) / length;
  const variance = path.reduce((sum, value) => sum + (value - centre) ** 2, 0) / length;
  const scale = variance > 0 ? deviation / Math.sqrt(variance) : 0;
  return path.map((value) => mean + scale * (value - centre));
}

function qualityOf(random: Random): Quality {
  const drawn = random.next();
  if (drawn < qualities.L.share) return 'L';
  return drawn < qualities.L.share + qualities.M.share ? 'M' : 'H';
}

/** In tenths of Nm, never below 3.8 (the least of the published data). */
function torqueOf(random: Random): number {
  for (;;) {
    const torque = Math.round((40 + 10 * random.normal()) * 10) / 10;
    if (torque >= 3.8) return torque;
  }
}

/** One tool after the other. */
function toolOf(random: Random) {
  const { first, last } = limits.wear;
  const nextEnd = () => first + random.integer(last - first + 1);
  let end = nextEnd();
  let wear = 0;
  return {
    /** The wear (min) with which a product is made, and whether the tool fails at it; the product adds `minutes`. */
    use(minutes: number): { wear: number; failed: boolean } {
      const used = { wear, failed: wear >= end && random.next() < failingTools };
      if (wear >= end) {
        wear = 0;
        end = nextEnd();
      } else wear += minutes;
      return used;
    },
  };
}
