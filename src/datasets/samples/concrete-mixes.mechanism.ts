import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

/** Options of the mechanism `concrete-mixes`. */
export const concreteMixesOptions = z.strictObject({
  mechanism: z.literal('concrete-mixes'),
  seed: z.number().int().min(0).max(0xffffffff),
  rows: z.number().int().min(1).max(1_000_000),
  /** Days after which specimens of a mix are crushed. */
  ages: z.array(z.number().int().positive()).min(2),
  /** Standard deviation of what a mix has and nothing explains, and of single specimens, MPa. */
  noise: z.strictObject({ mix: z.number().min(0), specimen: z.number().min(0) }),
});

export type ConcreteMixesOptions = z.infer<typeof concreteMixesOptions>;

const header = ['cement', 'slag', 'ash', 'water', 'superplasticiser', 'coarse', 'fine', 'age', 'strength'];

/** Kilograms in a cubic metre. */
interface Mix {
  cement: number;
  slag: number;
  ash: number;
  water: number;
  superplasticiser: number;
  coarse: number;
  fine: number;
}

/** What slag and fly ash count for as binder, beside cement (in the manner of the k values of EN 206). */
const worth = { slag: 0.9, ash: 0.5 };

/** Abrams (1918): strength = highest / base^(water / binder), MPa after 28 days. */
const abrams = { highest: 125, base: 11 };

/**
 * Mixes of concrete, each crushed at two or three ages:
 *
 * - binder (kg/m³): normal, mean 390, deviation 95; more than half of the mixes have slag, somewhat less than half fly ash;
 * - water: less where superplasticiser allows it; the aggregates fill up what is missing to a mass of about 2,345 kg/m³;
 * - strength after 28 days: Abrams' law over water / (cement + 0.9 slag + 0.5 ash);
 * - with age it grows as days / (a + (1 - a / 28) days) (the form of ACI 209), slower (larger a) with slag and fly ash.
 */
export const concreteMixesMechanism: SampleMechanism<ConcreteMixesOptions> = {
  name: 'concrete-mixes',
  columns: () => [...header],
  problems: () => [],
  generate({ seed, rows, ages, noise }): SampleTable {
    const root = createRandom(seed);
    const records: string[][] = [];
    for (let number = 0; records.length < rows; number++) {
      const random = root.fork(`mix ${number}`);
      const mix = drawMix(random);
      const own = noise.mix * random.normal();
      for (const age of agesOf(ages, random)) {
        if (records.length === rows) break;
        const strength = strengthAt(mix, age) + own + noise.specimen * random.normal();
        records.push(recordOf(mix, age, Math.max(2, strength)));
      }
    }
    return { header: [...header], records };
  },
};

function drawMix(random: Random): Mix {
  const binder = within(390 + 95 * random.normal(), 205, 620);
  const slag = random.next() < 0.55 ? binder * (0.15 + 0.4 * random.next()) : 0;
  const ash = random.next() < 0.45 ? binder * (0.1 + 0.25 * random.next()) : 0;
  const isPlasticised = random.next() < 0.2 + (0.7 * (binder - 205)) / 415;
  const superplasticiser = isPlasticised ? within(9 + 4 * random.normal(), 1.5, 25) : 0;
  const water = within(204 - 2.6 * superplasticiser + 13 * random.normal(), 122, 247);
  const aggregates = 2345 + 40 * random.normal() - binder - water - superplasticiser;
  const coarse = aggregates * (1 - within(0.443 + 0.03 * random.normal(), 0.35, 0.54));
  return {
    cement: written(Math.max(102, binder - slag - ash)),
    slag: written(slag),
    ash: written(ash),
    water: written(water),
    superplasticiser: written(superplasticiser),
    coarse: written(coarse),
    fine: written(aggregates - coarse),
  };
}

/** Two or three of the ages, rising. */
function agesOf(ages: readonly number[], random: Random): number[] {
  const count = 2 + random.integer(2);
  const places = [...random.permutation(ages.length)].slice(0, count);
  return places.map((place) => ages[place]).sort((a, b) => a - b);
}

function strengthAt({ cement, slag, ash, water }: Mix, age: number): number {
  const ratio = water / (cement + worth.slag * slag + worth.ash * ash);
  const binder = cement + slag + ash;
  const delay = 4 + (4 * slag) / binder + (8 * ash) / binder;
  return ((abrams.highest / abrams.base ** ratio) * age) / (delay + (1 - delay / 28) * age);
}

function recordOf(mix: Mix, age: number, strength: number): string[] {
  const { cement, slag, ash, water, superplasticiser, coarse, fine } = mix;
  const parts = [cement, slag, ash, water, superplasticiser, coarse, fine];
  return [...parts.map((value) => value.toFixed(1)), String(age), strength.toFixed(2)];
}

/** In the tenths of a kilogram in which it is written, so that the strength follows from what can be read. */
function written(kilograms: number): number {
  return Number(kilograms.toFixed(1));
}

function within(value: number, lowest: number, highest: number): number {
  return Math.min(Math.max(value, lowest), highest);
}
