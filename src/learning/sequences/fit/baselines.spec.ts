import { sigmoid } from '../../../evaluation/calibration/calibrator.js';
import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../core/random.js';
import type { SkillRecord } from '../load/vocabulary.js';
import { fitResponses, responseModel } from './item-response.js';
import { fitLogistic } from './logistic.js';
import { factorModel, fitFactors } from './performance-factors.js';

function answered(count: number, chance: (skill: number, seen: [number, number], trait: number) => number) {
  const random = createRandom(8);
  return Array.from({ length: count }, (): SkillRecord => {
    const trait = random.normal();
    const seen = new Map<number, [number, number]>();
    const skills = Int32Array.from({ length: 30 }, () => 1 + random.integer(3));
    const right = Uint8Array.from(skills, (skill) => {
      const counts = seen.get(skill) ?? [0, 0];
      const one = random.next() < chance(skill, counts, trait) ? 1 : 0;
      seen.set(skill, [counts[0] + one, counts[1] + 1 - one]);
      return one;
    });
    return { skills, right };
  });
}

describe('the model of Rasch', () => {
  const difficulty = [0, -1, 0, 1.5];
  const state = fitResponses(
    answered(600, (skill, _seen, trait) => sigmoid(trait - difficulty[skill])),
    4,
  );

  it('recovers how hard skills are, within 0.15 of their distances', () => {
    expect(state.difficulty[2] - state.difficulty[1]).toBeCloseTo(1, 0.5);
    expect(Math.abs(state.difficulty[3] - state.difficulty[1] - 2.5)).toBeLessThan(0.3);
    expect(Math.abs(state.difficulty[2] - state.difficulty[1] - 1)).toBeLessThan(0.15);
    expect(state.variance).toBeGreaterThanOrEqual(0.5);
  });

  it('becomes surer with every answer, and more sanguine with right ones', () => {
    const model = responseModel({ difficulty, variance: 1, drift: 0 });
    const after = [1, 1, 1].reduce((ability, right) => model.learn(ability, 1, right), model.start());
    expect(after.variance).toBeLessThan(1);
    expect(model.chance(after, 3)).toBeGreaterThan(model.chance(model.start(), 3));
  });
});

describe('performance factors', () => {
  const truth = [-0.5, 0.9, -0.4];
  const factors = fitFactors(
    answered(800, (_skill, [right, wrong]) =>
      sigmoid(truth[0] + truth[1] * Math.log1p(right) + truth[2] * Math.log1p(wrong)),
    ),
    4,
  );

  it('recovers what right and wrong answers add, within 0.15', () => {
    for (const own of factors)
      own.forEach((value, i) => expect(Math.abs(value - truth[i])).toBeLessThan(0.15));
  });

  it('counts the answers to a skill alone', () => {
    const model = factorModel(factors);
    const state = model.learn(model.start(), 1, 1);
    expect(model.chance(state, 2)).toBe(model.chance(model.start(), 2));
    expect(model.chance(state, 1)).toBeGreaterThan(model.chance(model.start(), 1));
  });
});

it('a logistic regression without rows is its prior, and with one number the share', () => {
  expect(fitLogistic(new Float64Array(), [], { prior: [0.3, 1], strength: 1 })).toEqual([0.3, 1]);
  const [level] = fitLogistic(Float64Array.of(1, 1, 1, 1), [1, 1, 1, 0], { prior: [0], strength: 1e-9 });
  expect(level).toBeCloseTo(Math.log(3), 6);
});
