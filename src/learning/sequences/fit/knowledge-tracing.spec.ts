import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../core/random.js';
import type { SkillRecord } from '../load/vocabulary.js';
import {
  chanceOf,
  fitKnowledge,
  knowledgeModel,
  knownFrom,
  type SkillParameters,
} from './knowledge-tracing.js';
import { tracerOf } from './tracer.js';

const truth: SkillParameters[] = [
  { known: 0.4, learnt: 0.1, guess: 0.2, slip: 0.1 },
  { known: 0.2, learnt: 0.15, guess: 0.15, slip: 0.1 },
  { known: 0.6, learnt: 0.05, guess: 0.25, slip: 0.05 },
];

/** Learners whose mastery is known: 12 answers to each of two skills, in turns. */
function learners(count: number, seed: number): { records: SkillRecord[]; known: boolean[][] } {
  const random = createRandom(seed);
  const known: boolean[][] = [];
  const records = Array.from({ length: count }, (): SkillRecord => {
    const knows = truth.map((one) => random.next() < one.known);
    const skills = Int32Array.from({ length: 24 }, (_, at) => 1 + (at % 2));
    const right = Uint8Array.from(skills, (skill) => {
      const { guess, slip, learnt } = truth[skill];
      const answer = random.next() < (knows[skill] ? 1 - slip : guess) ? 1 : 0;
      knows[skill] ||= random.next() < learnt;
      return answer;
    });
    known.push([...knows]);
    return { skills, right };
  });
  return { records, known };
}

describe('Bayesian knowledge tracing', () => {
  const fitted = fitKnowledge(learners(1500, 3).records, 3);

  it.each([1, 2])('recovers the parameters of skill %d within 0.05', (skill) => {
    for (const name of ['known', 'learnt', 'guess', 'slip'] as const)
      expect({ name, error: Math.abs(fitted[skill][name] - truth[skill][name]) < 0.05 }).toEqual({
        name,
        error: true,
      });
  });

  it('recovers the mastery of learners that it did not see: of those at each level so many know the skill', () => {
    const { records, known } = learners(1500, 4);
    const tracer = tracerOf(knowledgeModel(fitted));
    const bands = Array.from({ length: 5 }, () => ({ said: 0, knows: 0, count: 0 }));
    let sure = 0;
    tracer.ask(records.map((record) => ({ record, skills: [1, 2] }))).forEach((chances, learner) => {
      chances.forEach((chance, i) => {
        const mastery = knownFrom(fitted[i + 1], chance);
        const knows = known[learner][i + 1] ? 1 : 0;
        const band = bands[Math.min(4, Math.floor(mastery * 5))];
        [band.said, band.knows, band.count] = [band.said + mastery, band.knows + knows, band.count + 1];
        if (mastery > 0.5 === (knows === 1)) sure++;
      });
    });
    for (const { said, knows, count } of bands.filter((one) => one.count >= 100))
      expect(Math.abs(said - knows) / count).toBeLessThan(0.08);
    expect(sure / (2 * records.length)).toBeGreaterThan(0.85);
  });

  it('updates as Corbett & Anderson (1995) do, by hand', () => {
    const model = knowledgeModel(truth);
    const state = model.learn(model.start(), 1, 1);
    // (0.2 * 0.9) / (0.2 * 0.9 + 0.8 * 0.15) = 0.6, and 0.6 + 0.4 * 0.15 = 0.66
    expect(model.chance(state, 1)).toBeCloseTo(0.66 * 0.9 + 0.34 * 0.15, 12);
    expect(model.chance(state, 2)).toBeCloseTo(chanceOf(truth[2], 0.6), 12);
  });

  it('stands for an unknown skill with all skills together, and for a rare one nearly so', () => {
    const rare: SkillRecord = { skills: Int32Array.of(3), right: Uint8Array.of(0) };
    const all = fitKnowledge([...learners(200, 5).records, rare], 4);
    expect(all[0].guess).toBeGreaterThan(0.05);
    expect(Math.abs(all[3].slip - all[0].slip)).toBeLessThan(0.02);
  });

  it('turns chances into mastery and back', () => {
    expect(knownFrom(truth[1], chanceOf(truth[1], 0.3))).toBeCloseTo(0.3, 12);
    expect([knownFrom(truth[1], 0.01), knownFrom(truth[1], 0.99)]).toEqual([0, 1]);
  });
});
