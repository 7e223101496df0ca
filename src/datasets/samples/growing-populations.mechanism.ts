import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

const name = z.string().min(1);

/** Options of the mechanism `growing-populations`. */
export const growingPopulationsOptions = z.strictObject({
  mechanism: z.literal('growing-populations'),
  seed: z.number().int().min(0).max(0xffffffff),
  /** Places times years. */
  rows: z.number().int().min(4).max(1_000_000),
  places: z.number().int().min(2).max(10_000),
  /** Of the first row of each place. */
  firstYear: z.number().int().min(1).max(9000),
  /** Names of the columns, in their order in the table. */
  columns: z.strictObject({ name, code: name, year: name, value: name }),
  /** Natural logarithm of the people in the first year, normally distributed over places. */
  size: z.strictObject({ mean: z.number(), deviation: z.number().min(0) }),
  /** Growth in the first year as a share of the people, normally distributed over places; it ends near `end`. */
  growth: z.strictObject({ mean: z.number(), deviation: z.number().min(0), end: z.number() }),
  /** Share of the places in which a crisis begins in a year. */
  crises: z.number().min(0).max(0.5).default(0),
});

export type GrowingPopulationsOptions = z.infer<typeof growingPopulationsOptions>;

/** Share of the distance to its end that a rate of growth goes in a year, and the deviation of its change. */
const fade = 0.02;
const unrest = 0.0008;

/**
 * The people of places year by year. The growth of each fades from a rate of its own to a common end and changes a little every year. A
 * crisis makes 1 to 4 % of the people leave in each of 2 to 5 years; a third of these comes back in as many years after.
 */
export const growingPopulationsMechanism: SampleMechanism<GrowingPopulationsOptions> = {
  name: 'growing-populations',
  columns: ({ columns }) => Object.values(columns),
  problems: ({ rows, places }) =>
    rows % places === 0 ? [] : [{ path: ['rows'], message: 'a multiple of places: the years of each' }],
  generate(options): SampleTable {
    const root = createRandom(options.seed);
    const records = Array.from({ length: options.places }, (_, place) =>
      placeOf(options, place, root.fork(`place ${place}`)),
    ).flat();
    return { header: growingPopulationsMechanism.columns(options), records };
  },
};

interface Crisis {
  /** Share that leaves in a year. */
  leaves: number;
  /** Years that it lasts, and years gone since it began. */
  lasts: number;
  gone: number;
}

function placeOf(options: GrowingPopulationsOptions, place: number, random: Random): string[][] {
  const { size, growth, firstYear, rows, places } = options;
  let people = Math.exp(size.mean + size.deviation * random.normal());
  let rate = growth.mean + growth.deviation * random.normal();
  let crisis: Crisis | undefined;
  const number = String(place + 1).padStart(String(places).length, '0');
  return Array.from({ length: rows / places }, (_, year) => {
    const record = [`Place ${number}`, `P${number}`, String(firstYear + year), String(Math.round(people))];
    const begins = random.next() < options.crises;
    const drawn = { leaves: 0.01 + 0.03 * random.next(), lasts: 2 + random.integer(4), gone: 0 };
    rate += fade * (growth.end - rate) + unrest * random.normal();
    if (crisis && crisis.gone >= 2 * crisis.lasts) crisis = undefined;
    if (!crisis && begins) crisis = drawn;
    people = Math.max(100, people * Math.exp(rate + movesOf(crisis)));
    if (crisis) crisis.gone++;
    return record;
  });
}

function movesOf(crisis?: Crisis): number {
  if (!crisis) return 0;
  return crisis.gone < crisis.lasts ? -crisis.leaves : crisis.leaves / 3;
}
