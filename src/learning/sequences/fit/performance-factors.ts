import { sigmoid } from '../../../evaluation/calibration/calibrator.js';
import { z } from 'zod';
import type { SkillRecord } from '../load/vocabulary.js';
import { fitLogistic } from './logistic.js';
import type { StepModel } from './tracer.js';

/** Of each skill, by its index: how easy it is, and what an earlier right and an earlier wrong answer to it add, in logits. */
export const factorsSchema = z.array(z.tuple([z.number(), z.number(), z.number()]));

export type Factors = z.infer<typeof factorsSchema>;

/** The skill itself is drawn towards all skills together as if by so many answers. */
const strength = 4;

interface Answered {
  rows: number[];
  right: number[];
}

/**
 * Performance factors analysis (Pavlik, Cen & Koedinger, 2009): a logistic regression of each skill on how often it was answered right and
 * wrong before, here as logarithms, since the tenth answer tells less than the first. All skills together stand for an unknown one.
 */
export function fitFactors(records: readonly SkillRecord[], skills: number): Factors {
  const bySkill = Array.from({ length: skills }, (): Answered => ({ rows: [], right: [] }));
  const model = factorModel(Array.from({ length: skills }, () => [0, 0, 0]));
  for (const { skills: asked, right } of records) {
    let counts = model.start();
    asked.forEach((skill, at) => {
      const own = bySkill[skill];
      own.rows.push(...numbersOf(counts.get(skill)));
      own.right.push(right[at]);
      counts = model.learn(counts, skill, right[at]);
    });
  }
  const all = bySkill.map(({ rows }) => rows).flat();
  const happened = bySkill.map(({ right }) => right).flat();
  const mean = fitLogistic(Float64Array.from(all), happened, { prior: [0, 0, 0], strength: 1 });
  return bySkill.map(({ rows, right }, skill) => {
    const own = skill === 0 ? mean : fitLogistic(Float64Array.from(rows), right, { prior: mean, strength });
    return [own[0], own[1], own[2]];
  });
}

/** Right and wrong answers to a skill. */
type Counts = readonly [right: number, wrong: number];

function numbersOf([right, wrong]: Counts = [0, 0]): [number, number, number] {
  return [1, Math.log1p(right), Math.log1p(wrong)];
}

export function factorModel(factors: Factors): StepModel<Map<number, Counts>> {
  return {
    name: 'performance-factors',
    start: () => new Map(),
    chance(counts, skill) {
      const numbers = numbersOf(counts.get(skill));
      return sigmoid(numbers.reduce((sum, value, i) => sum + value * factors[skill][i], 0));
    },
    learn(counts, skill, right) {
      const [rights, wrongs] = counts.get(skill) ?? [0, 0];
      return counts.set(skill, [rights + right, wrongs + 1 - right]);
    },
  };
}
