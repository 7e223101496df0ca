import { z } from 'zod';
import { betaQuantile } from '../../../evaluation/statistics/beta-quantile.js';
import type { SkillRecord } from '../load/vocabulary.js';

/**
 * How far the chances of learners of whom the same is known lie apart: their variance as a share of p (1 - p), by how many answers of the
 * learner to the skill were seen before.
 */
export const spreadSchema = z.array(
  z.strictObject({ answers: z.int().min(0), share: z.number().gt(0).lt(1) }),
);

export type Spread = z.infer<typeof spreadSchema>;

/** Numbers of earlier answers at which a band begins. */
const bands = [0, 1, 3, 6] as const;
/** A band with fewer pairs is as the one before it. */
const leastPairs = 50;
const bounds = [0.002, 0.6] as const;
const usual = 0.15;
const tail = 0.05;

interface Sums {
  pairs: number;
  residual: number;
  next: number;
  product: number;
  room: number;
}

/**
 * Measured on learners that nothing was learnt from. Two answers of a learner to a skill, the one after the other, are alike beyond what the chance
 * before both tells by the variance of the learner's own chance: the covariance of their residuals is that variance.
 * @param chances of each answer, given those before it.
 */
export function measureSpread(records: readonly SkillRecord[], chances: readonly Float64Array[]): Spread {
  const sums = bands.map((): Sums => ({ pairs: 0, residual: 0, next: 0, product: 0, room: 0 }));
  records.forEach(({ skills, right }, i) => {
    const last = new Map<number, { at: number; seen: number }>();
    skills.forEach((skill, at) => {
      const before = last.get(skill);
      if (before) addPair(sums[bandOf(before.seen)], chances[i][before.at], right[before.at], right[at]);
      last.set(skill, { at, seen: (before?.seen ?? -1) + 1 });
    });
  });
  let share: number = usual;
  return sums.map((band, i) => {
    if (band.pairs >= leastPairs) share = Math.min(bounds[1], Math.max(bounds[0], shareOf(band)));
    return { answers: bands[i], share };
  });
}

function bandOf(seen: number): number {
  return bands.findLastIndex((from) => seen >= from);
}

function addPair(sums: Sums, chance: number, right: number, next: number): void {
  sums.pairs++;
  sums.residual += right - chance;
  // What is learnt between the two is the mean of this.
  sums.next += next - chance;
  sums.product += (right - chance) * (next - chance);
  sums.room += chance * (1 - chance);
}

function shareOf({ pairs, residual, next, product, room }: Sums): number {
  const covariance = product / pairs - (residual / pairs) * (next / pairs);
  return covariance / (room / pairs);
}

/**
 * An interval that holds 90 % of the chances of learners of whom the same is known: a beta distribution of this mean and variance.
 * @param seen how many answers of the learner to the skill were seen.
 */
export function chanceInterval(spread: Spread, chance: number, seen: number): [number, number] {
  const { share } = spread[bandOf(seen)];
  const kept = Math.min(0.999, Math.max(0.001, chance));
  const weight = 1 / share - 1;
  const ends = [tail, 1 - tail].map((level) => betaQuantile(level, kept * weight, (1 - kept) * weight));
  // Of a skewed distribution both ends may lie to one side of its mean.
  return [Math.min(ends[0], chance), Math.max(ends[1], chance)];
}
