import { z } from 'zod';
import { InvalidSpecificationError } from '../../core/errors.js';
import type { Random } from '../../core/random.js';

const weights = z.record(z.string(), z.number().positive());
const bounds = { minimum: z.number(), maximum: z.number() };
const rounding = z.number().positive().default(1);

/** How the values of one column are distributed. Numbers outside the bounds are drawn again (truncation). */
export const marginalSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('categorical'), weights }),
  /** `mean` and `deviation` are those of the untruncated normal. */
  z.strictObject({
    kind: z.literal('normal'),
    mean: z.number(),
    deviation: z.number().positive(),
    ...bounds,
    step: rounding,
  }),
  /** `mean` and `deviation` are those of the natural logarithm. */
  z.strictObject({
    kind: z.literal('log-normal'),
    mean: z.number(),
    deviation: z.number().positive(),
    ...bounds,
    step: rounding,
  }),
  z.strictObject({ kind: z.literal('uniform-integer'), ...bounds }),
  /** Counts from `minimum`: the minimum plus a Poisson number with the given mean. */
  z.strictObject({ kind: z.literal('poisson'), mean: z.number().positive(), ...bounds }),
]);

export type Marginal = z.infer<typeof marginalSchema>;
export type NumericMarginal = Exclude<Marginal, { kind: 'categorical' }>;

const mostTries = 10_000;

/** One of the keys of `weights`, with a probability in proportion to its weight. */
export function drawCategory(table: Readonly<Record<string, number>>, random: Random): string {
  const entries = Object.entries(table);
  const total = entries.reduce((sum, [, weight]) => sum + weight, 0);
  let left = random.next() * total;
  for (const [code, weight] of entries) {
    left -= weight;
    if (left < 0) return code;
  }
  return entries[entries.length - 1][0];
}

/**
 * One number within the bounds, rounded to the marginal's step.
 * @param shift is added to the mean of a normal or log-normal marginal (there on the scale of the logarithm).
 * @throws InvalidSpecificationError when the bounds are so far from the mean that nothing falls between them.
 */
export function drawNumber(marginal: NumericMarginal, shift: number, random: Random): number {
  const { minimum, maximum } = marginal;
  for (let i = 0; i < mostTries; i++) {
    const value = drawOnce(marginal, shift, random);
    if (value >= minimum && value <= maximum) return value;
  }
  throw new InvalidSpecificationError(
    `A ${marginal.kind} marginal gave no value between ${minimum} and ${maximum} in ${mostTries} tries.`,
  );
}

function drawOnce(marginal: NumericMarginal, shift: number, random: Random): number {
  switch (marginal.kind) {
    case 'normal':
      return roundTo(marginal.mean + shift + marginal.deviation * random.normal(), marginal.step);
    case 'log-normal':
      return roundTo(Math.exp(marginal.mean + shift + marginal.deviation * random.normal()), marginal.step);
    case 'uniform-integer':
      return marginal.minimum + random.integer(marginal.maximum - marginal.minimum + 1);
    case 'poisson':
      return marginal.minimum + poisson(marginal.mean, random);
  }
}

/** Poisson number by multiplying uniforms (Knuth, 1969); meant for small means. */
function poisson(mean: number, random: Random): number {
  const limit = Math.exp(-mean);
  let count = 0;
  for (let product = random.next(); product > limit; product *= random.next()) count++;
  return count;
}

/** The multiple of `step` that is nearest. */
export function roundTo(value: number, step: number): number {
  return Number((Math.round(value / step) * step).toFixed(9));
}
