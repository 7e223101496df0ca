import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

/** Options of the mechanism `gas-and-steam`. */
export const gasAndSteamOptions = z.strictObject({
  mechanism: z.literal('gas-and-steam'),
  seed: z.number().int().min(0).max(0xffffffff),
  rows: z.number().int().min(1).max(1_000_000),
  /** Hours for which the vacuum of the condenser stays as it is. */
  hours: z.number().int().positive().default(8),
  /** Standard deviation of the output that nothing explains, MW. */
  noise: z.number().min(0).default(3),
});

export type GasAndSteamOptions = z.infer<typeof gasAndSteamOptions>;

const header = ['temperature', 'vacuum', 'pressure', 'humidity', 'output'];

/** What the plant gives at 20 °C, 54 cm Hg, 1013 mbar and 73 %, MW. */
const usual = 453.5;

/**
 * Hours of a gas and steam plant at full load:
 *
 * - air (°C): by the season, mean 19.6, deviation 7.4; the pressure (mbar) falls with it and the relative humidity (%), too;
 * - the exhaust pressure of the steam turbine ("vacuum", cm Hg) rises with the temperature of the cooling water and stays for some hours;
 * - the gas turbine loses 1.7 MW with each degree (thinner air), less where it is hot; the steam turbine 0.3 MW with each cm Hg and more
 *   where the air is cold; dense air adds, moist air takes a little.
 */
export const gasAndSteamMechanism: SampleMechanism<GasAndSteamOptions> = {
  name: 'gas-and-steam',
  columns: () => [...header],
  problems: () => [],
  generate({ seed, rows, hours, noise }): SampleTable {
    const root = createRandom(seed);
    const records: string[][] = [];
    for (let spell = 0; records.length < rows; spell++) {
      const random = root.fork(`spell ${spell}`);
      const mean = within(19.6 + 7 * random.normal(), 2, 36);
      const vacuum = written(within(54.3 + 1.45 * (mean - 19.6) + 6.5 * random.normal(), 25, 82));
      for (let hour = 0; hour < hours && records.length < rows; hour++) {
        records.push(hourOf({ mean, vacuum, noise }, random));
      }
    }
    return { header: [...header], records };
  },
};

function hourOf(
  { mean, vacuum, noise }: { mean: number; vacuum: number; noise: number },
  random: Random,
): string[] {
  const temperature = written(within(mean + 2.6 * random.normal(), 1.8, 37.2));
  const warm = temperature - 20;
  const pressure = written(within(1013.2 - 0.4 * warm + 5 * random.normal(), 992, 1034));
  const humidity = written(within(73 - 1.06 * warm + 12 * random.normal(), 25, 100.2));
  const turbine = -1.7 * warm + 0.018 * warm * warm + 0.06 * (pressure - 1013) - 0.12 * (humidity - 73);
  const steam = -(0.3 - 0.006 * warm) * (vacuum - 54);
  const output = usual + turbine + steam + noise * random.normal();
  return [temperature, vacuum, pressure, humidity, output].map((value) => value.toFixed(2));
}

/** In the hundredths in which it is written, so that the output follows from what can be read. */
function written(value: number): number {
  return Number(value.toFixed(2));
}

function within(value: number, lowest: number, highest: number): number {
  return Math.min(Math.max(value, lowest), highest);
}
