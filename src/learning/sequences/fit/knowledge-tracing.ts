import { z } from 'zod';
import type { SkillRecord } from '../load/vocabulary.js';
import type { StepModel } from './tracer.js';

const probability = z.number().min(0).max(1);

/** Of a skill: known before any answer, learnt with an answer, right without knowing it, wrong though it is known. */
export const skillParametersSchema = z.strictObject({
  known: probability,
  learnt: probability,
  guess: probability,
  slip: probability,
});

export type SkillParameters = z.infer<typeof skillParametersSchema>;

const start: SkillParameters = { known: 0.4, learnt: 0.1, guess: 0.25, slip: 0.1 };
/** With a guess or a slip of a half an answer would tell nothing, and beyond it the opposite. */
const most = 0.45;
const least = 0.01;
const rounds = 25;
/** A skill is learnt as if it had so many answers more, of the mean skill. */
const strength = 8;

/**
 * Bayesian knowledge tracing (Corbett & Anderson, 1995): a learner knows a skill or does not, may learn it with every answer, and forgets nothing.
 * Fitted by expectation-maximisation (Baum et al., 1970), each skill drawn towards all skills together, which also stand for an unknown one.
 * @param skills how many indexes there are, the unknown one among them.
 */
export function fitKnowledge(records: readonly SkillRecord[], skills: number): SkillParameters[] {
  const sequences: Uint8Array[][] = Array.from({ length: skills }, () => []);
  for (const { skills: asked, right } of records) {
    const own = new Map<number, number[]>();
    asked.forEach((skill, at) => {
      const answers = own.get(skill);
      if (answers) answers.push(right[at]);
      else own.set(skill, [right[at]]);
    });
    for (const [skill, answers] of own) sequences[skill].push(Uint8Array.from(answers));
  }
  const mean = maximised(sequences.flat(), start);
  return sequences.map((own, skill) => (skill === 0 ? mean : maximised(own, mean, mean)));
}

/** Expected counts of what four probabilities are shares of: `[hits, chances]` of each. */
type Counts = Record<keyof SkillParameters, [number, number]>;

function maximised(sequences: readonly Uint8Array[], first: SkillParameters, prior?: SkillParameters) {
  let parameters = first;
  for (let round = 0; round < rounds; round++) {
    const counts = noCounts();
    for (const answers of sequences) countInto(counts, answers, parameters);
    parameters = sharesOf(counts, prior);
  }
  return parameters;
}

function noCounts(): Counts {
  return { known: [0, 0], learnt: [0, 0], guess: [0, 0], slip: [0, 0] };
}

function sharesOf(counts: Counts, prior: SkillParameters | undefined): SkillParameters {
  const share = (name: keyof SkillParameters, highest = 1 - least) => {
    const [hits, chances] = counts[name];
    const weight = prior ? strength : 0;
    const value = (hits + weight * (prior?.[name] ?? 0)) / Math.max(chances + weight, 1e-9);
    return Math.min(highest, Math.max(least, value));
  };
  return {
    known: share('known'),
    learnt: share('learnt'),
    guess: share('guess', most),
    slip: share('slip', most),
  };
}

/** The forward and backward pass over one learner's answers to one skill. */
function countInto(counts: Counts, answers: Uint8Array, parameters: SkillParameters): void {
  const { length } = answers;
  const { known, learnt, guess, slip } = parameters;
  const seen = (knows: boolean, right: number) => {
    const rightly = knows ? 1 - slip : guess;
    return right === 1 ? rightly : 1 - rightly;
  };
  // Scaled, so that long records do not vanish: chances of not knowing and of knowing before each answer, with what follows.
  const forward = new Float64Array(2 * length);
  let [not, does] = [1 - known, known];
  for (let at = 0; at < length; at++) {
    const [a, b] = [not * seen(false, answers[at]), does * seen(true, answers[at])];
    forward[2 * at] = a / (a + b);
    forward[2 * at + 1] = b / (a + b);
    not = (1 - learnt) * forward[2 * at];
    does = forward[2 * at + 1] + learnt * forward[2 * at];
  }
  let [aheadNot, aheadDoes] = [1, 1];
  for (let at = length - 1; at >= 0; at--) {
    const a = forward[2 * at] * aheadNot;
    const knows = (forward[2 * at + 1] * aheadDoes) / (a + forward[2 * at + 1] * aheadDoes);
    counts[answers[at] === 1 ? 'guess' : 'slip'][0] += answers[at] === 1 ? 1 - knows : knows;
    counts.guess[1] += 1 - knows;
    counts.slip[1] += knows;
    if (at === 0) {
      counts.known[0] += knows;
      counts.known[1] += 1;
      break;
    }
    const here = seen(true, answers[at]) * aheadDoes;
    const other = seen(false, answers[at]) * aheadNot;
    const stays = forward[2 * at - 2] * (1 - learnt) * other;
    const moves = forward[2 * at - 2] * learnt * here;
    const had = forward[2 * at - 1] * here;
    counts.learnt[0] += moves / (stays + moves + had);
    counts.learnt[1] += (stays + moves) / (stays + moves + had);
    const scale = 1 / (here + other);
    [aheadNot, aheadDoes] = [((1 - learnt) * other + learnt * here) * scale, here * scale];
  }
}

/** The chance of a right answer of who knows the skill with the probability `known`. */
export function chanceOf({ guess, slip }: SkillParameters, known: number): number {
  return known * (1 - slip) + (1 - known) * guess;
}

/** The probability that a skill is known which stands behind a chance of a right answer, from 0 to 1. */
export function knownFrom({ guess, slip }: SkillParameters, chance: number): number {
  return Math.min(1, Math.max(0, (chance - guess) / (1 - slip - guess)));
}

/** The probability that each skill is known, by its index. */
export function knowledgeModel(parameters: readonly SkillParameters[]): StepModel<Map<number, number>> {
  const knownOf = (state: Map<number, number>, skill: number) => state.get(skill) ?? parameters[skill].known;
  return {
    name: 'bayesian-knowledge-tracing',
    start: () => new Map(),
    chance: (state, skill) => chanceOf(parameters[skill], knownOf(state, skill)),
    learn(state, skill, right) {
      const own = parameters[skill];
      const known = knownOf(state, skill);
      const chance = chanceOf(own, known);
      const after = right === 1 ? (known * (1 - own.slip)) / chance : (known * own.slip) / (1 - chance);
      return state.set(skill, after + (1 - after) * own.learnt);
    },
  };
}
