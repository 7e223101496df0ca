import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

/** Options of the mechanism `treated-children`. */
export const treatedChildrenOptions = z.strictObject({
  mechanism: z.literal('treated-children'),
  seed: z.number().int().min(0).max(0xffffffff),
  rows: z.number().int().min(1).max(1_000_000),
  /** Mean of the effect over all children, in the unit of the outcome. */
  effect: z.number().default(4),
  /** Standard deviation of the outcome that nothing explains. */
  noise: z.number().min(0).default(1),
});

export type TreatedChildrenOptions = z.infer<typeof treatedChildrenOptions>;

const numbers = ['birth_weight', 'head_circumference', 'weeks_preterm', 'birth_order', 'neonatal_health', 'mother_age'] as const; // prettier-ignore
const sites = ['site_arkansas', 'site_einstein', 'site_harvard', 'site_miami', 'site_pennsylvania', 'site_texas', 'site_washington'] as const; // prettier-ignore

/** Share of children of whom each is true. */
const shares = {
  male: 0.5,
  twin: 0.1,
  married: 0.5,
  // Of these at most one; the other mothers have a degree.
  less_than_high_school: 0.35,
  high_school: 0.27,
  some_college: 0.22,
  smoked: 0.35,
  first_born: 0.45,
  alcohol: 0.14,
  drugs: 0.96,
  worked: 0.6,
  prenatal_care: 0.96,
} as const;

const schools = ['less_than_high_school', 'high_school', 'some_college'] as const;
const flags = Object.keys(shares) as (keyof typeof shares)[];
const header = ['treatment', 'y_factual', 'y_cfactual', 'mu0', 'mu1', ...numbers, ...flags, ...sites];

type Child = Readonly<Record<string, number>>;

/**
 * Children born too early and too light, some of whom were visited at home and cared for:
 *
 * - size at birth: weight, head and weeks before the due date go together (one cause of all); all numbers are standardised;
 * - treated are the likelier those whose mothers are not married, with less school, and the lighter: about a quarter, none with certainty;
 * - untreated, the expected outcome rises exponentially with a score of health and school; treated, it is linear in the same score, so
 *   that the effect falls the faster the better the start was; a constant makes the mean effect `effect`;
 * - what is observed is the expected outcome of the child's own arm and noise; the other arm's outcome is told, too, which no real
 *   study could.
 */
export const treatedChildrenMechanism: SampleMechanism<TreatedChildrenOptions> = {
  name: 'treated-children',
  columns: () => [...header],
  problems: () => [],
  generate({ seed, rows, effect, noise }): SampleTable {
    const root = createRandom(seed);
    const children = Array.from({ length: rows }, (_, row) => drawChild(root.fork(`child ${row}`)));
    const differences = children.map((child) => linear(child) - exponential(child));
    const shift = effect - differences.reduce((sum, value) => sum + value, 0) / rows;
    const records = children.map((child, row) => {
      const random = root.fork(`outcome ${row}`);
      const means = [exponential(child), linear(child) + shift];
      const treated = random.next() < chanceOf(child) ? 1 : 0;
      const drawn = means.map((mean) => mean + noise * random.normal());
      const figures = [drawn[treated], drawn[1 - treated], ...means].map((value) => value.toFixed(4));
      const known = [...numbers, ...flags, ...sites].map((name) => String(child[name]));
      return [String(treated), ...figures, ...known];
    });
    return { header: [...header], records };
  },
};

function drawChild(random: Random): Child {
  const size = random.normal();
  const site = random.integer(sites.length + 1);
  const shared = (weight: number) => weight * size + Math.sqrt(1 - weight ** 2) * random.normal();
  const drawn = [shared(0.8), shared(0.7), -shared(0.75), random.normal(), shared(0.3), random.normal()];
  return Object.fromEntries([
    ...numbers.map((name, i) => [name, Number(drawn[i].toFixed(4))] as const),
    ...flags.map((name) => [name, random.next() < shares[name] ? 1 : 0] as const),
    ...schoolOf(random),
    ...sites.map((name, i) => [name, site === i ? 1 : 0] as const),
  ]);
}

/** One of the schools, or none of them. */
function schoolOf(random: Random): (readonly [string, number])[] {
  let left = random.next();
  return schools.map((name) => {
    const is = left >= 0 && left < shares[name];
    left = is ? -1 : left - shares[name];
    return [name, is ? 1 : 0] as const;
  });
}

/** Health and school on one scale, which both arms follow. */
function score(child: Child): number {
  const { birth_weight, neonatal_health, weeks_preterm, married, less_than_high_school, smoked } = child;
  return (
    0.2 * birth_weight +
    0.2 * neonatal_health -
    0.1 * weeks_preterm +
    0.4 * married -
    0.3 * less_than_high_school -
    0.2 * smoked
  );
}

const exponential = (child: Child) => Math.exp(0.8 + 1.5 * score(child));
const linear = (child: Child) => 3 + score(child);

/** Probability of being treated, by a logistic model. */
function chanceOf({ married, less_than_high_school, birth_weight }: Child): number {
  const logit = -1 - 0.6 * married + 0.4 * less_than_high_school - 0.3 * birth_weight;
  return 1 / (1 + Math.exp(-logit));
}
