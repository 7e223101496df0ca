import { sigmoid } from '../../../evaluation/calibration/calibrator.js';
import { z } from 'zod';
import type { SkillRecord } from '../load/vocabulary.js';
import { logLoss } from './logistic.js';
import type { StepModel } from './tracer.js';

export const responseSchema = z.strictObject({
  /** Of each skill, by its index: how hard it is, in logits. */
  difficulty: z.array(z.number()),
  /** Of abilities before any answer. */
  variance: z.number().positive(),
  /** By how much the variance grows from answer to answer: abilities change. */
  drift: z.number().min(0),
});

export type ResponseState = z.infer<typeof responseSchema>;

const variances = [0.25, 0.5, 1, 2];
const drifts = [0, 0.01, 0.03, 0.1];
/** Variance of difficulties around their mean. */
const spread = 1;
const rounds = 4;

interface Ability {
  mean: number;
  variance: number;
}

/**
 * The model of Rasch (1960), with the ability followed from answer to answer by Gaussian approximation (as Glickman, 1999). Difficulties by
 * Newton's method given the abilities that were followed; variances by the mean log loss.
 */
export function fitResponses(records: readonly SkillRecord[], skills: number): ResponseState {
  let best: ResponseState = { difficulty: new Array<number>(skills).fill(0), variance: 1, drift: 0.01 };
  for (let round = 0; round < rounds; round++) best = { ...best, difficulty: newtonStep(records, best) };
  let least = lossOf(records, best);
  for (const variance of variances) {
    for (const drift of drifts) {
      const tried = { ...best, variance, drift };
      const loss = lossOf(records, tried);
      if (loss < least) [best, least] = [tried, loss];
    }
  }
  return { ...best, difficulty: newtonStep(records, best) };
}

function lossOf(records: readonly SkillRecord[], state: ResponseState): number {
  let [total, count] = [0, 0];
  eachAnswer(records, state, (chance, _skill, right) => {
    total += logLoss(chance, right);
    count++;
  });
  return total / count;
}

function newtonStep(records: readonly SkillRecord[], state: ResponseState): number[] {
  const slopes = state.difficulty.map((value) => -value / spread);
  const curves = state.difficulty.map(() => 1 / spread);
  eachAnswer(records, state, (chance, skill, right) => {
    for (const index of skill === 0 ? [0] : [0, skill]) {
      slopes[index] += chance - right;
      curves[index] += chance * (1 - chance);
    }
  });
  return state.difficulty.map((value, i) => value + Math.max(-1, Math.min(1, slopes[i] / curves[i])));
}

function eachAnswer(
  records: readonly SkillRecord[],
  state: ResponseState,
  onAnswer: (chance: number, skill: number, right: number) => void,
): void {
  const model = responseModel(state);
  for (const { skills, right } of records) {
    let ability = model.start();
    skills.forEach((skill, at) => {
      onAnswer(model.chance(ability, skill), skill, right[at]);
      ability = model.learn(ability, skill, right[at]);
    });
  }
}

export function responseModel({ difficulty, variance, drift }: ResponseState): StepModel<Ability> {
  // The mean over an uncertain ability: MacKay's approximation (1992).
  const chanceOf = ({ mean, variance: own }: Ability, skill: number) =>
    sigmoid((mean - difficulty[skill]) / Math.sqrt(1 + (Math.PI * own) / 8));
  return {
    name: 'item-response',
    start: () => ({ mean: 0, variance }),
    chance: chanceOf,
    learn(ability, skill, right) {
      const chance = chanceOf(ability, skill);
      const own = 1 / (1 / (ability.variance + drift) + chance * (1 - chance));
      return { mean: ability.mean + own * (right - chance), variance: own };
    },
  };
}
