import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

const name = z.string().min(1);

const measured = z.strictObject({
  name,
  /** Value of a new unit. */
  base: z.number(),
  /** What full wear adds. */
  wear: z.number().default(0),
  /** Standard deviation of the noise, and decimals that are written. */
  noise: z.number().min(0).default(0),
  decimals: z.number().int().min(0).max(9).default(2),
});

/** Options of the mechanism `wear-out`. */
export const wearOutOptions = z.strictObject({
  mechanism: z.literal('wear-out'),
  seed: z.number().int().min(0).max(0xffffffff),
  /** About how many rows there will be; the lives of the units are what they come to. */
  rows: z.number().int().min(1).max(1_000_000),
  units: z.number().int().min(2).max(10_000),
  /** Of these so many are stopped before they fail. */
  testUnits: z.number().int().min(1),
  /** Cycles of a life: mean and standard deviation, and the least. */
  life: z.strictObject({
    mean: z.number().positive(),
    deviation: z.number().min(0),
    least: z.number().int().min(2),
  }),
  /** Wear after the share s of a life is s to this power: the higher, the later it shows. */
  power: z.number().positive().default(3),
  columns: z.strictObject({ unit: name, cycle: name, left: name, part: name }),
  measured: z.array(measured).min(1),
});

export type WearOutOptions = z.infer<typeof wearOutOptions>;

/**
 * Units that wear out. Each has a life drawn from a normal distribution; wear grows from 0 to 1 with a power of the share of the
 * life that is gone; every measured column is its value when new plus its effect times the wear plus noise. Test units end after
 * a share of their life drawn between 30 and 95 %.
 */
export const wearOutMechanism: SampleMechanism<WearOutOptions> = {
  name: 'wear-out',
  columns: ({ columns, measured: all }) => [
    columns.unit,
    columns.cycle,
    ...all.map((one) => one.name),
    columns.left,
    columns.part,
  ],
  problems: ({ units, testUnits }) =>
    testUnits < units ? [] : [{ path: ['testUnits'], message: 'fewer than the units' }],
  generate(options): SampleTable {
    const { units, testUnits, seed } = options;
    const root = createRandom(seed);
    const records = Array.from({ length: units }, (_, i) => {
      const random = root.fork(`unit ${i + 1}`);
      return historyOf(options, { unit: i + 1, isTest: i >= units - testUnits, random });
    }).flat();
    return { header: wearOutMechanism.columns(options), records };
  },
};

function historyOf(
  { life, power, measured: all }: WearOutOptions,
  { unit, isTest, random }: { unit: number; isTest: boolean; random: Random },
): string[][] {
  const cycles = Math.max(life.least, Math.round(life.mean + life.deviation * random.normal()));
  const seen = isTest ? Math.max(1, Math.round(cycles * (0.3 + 0.65 * random.next()))) : cycles;
  return Array.from({ length: seen }, (_, i) => {
    const wear = ((i + 1) / cycles) ** power;
    const values = all.map(({ base, wear: effect, noise, decimals }) =>
      (base + effect * wear + (noise > 0 ? noise * random.normal() : 0)).toFixed(decimals),
    );
    return [String(unit), String(i + 1), ...values, String(cycles - i - 1), isTest ? 'test' : 'train'];
  });
}
