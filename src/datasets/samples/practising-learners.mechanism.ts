import { z } from 'zod';
import { createRandom, type Random } from '../../core/random.js';
import type { SampleMechanism, SampleTable } from './sample-mechanism.js';

const share = z.number().gt(0).lt(1);
const name = z.string().min(1);

/** A skill, and how learners come to know it. */
const skillOptions = z.strictObject({
  name,
  /** Share of learners who know it before their first answer, where they know what it rests on. */
  known: share,
  /** Chance to learn it with an answer. */
  learnt: share,
  guess: share,
  slip: share,
  /** Skills that it rests on: whoever does not know one of them is slower by the factor `hindered`. */
  after: z.array(name).default([]),
});

/** Options of the mechanism `practising-learners`. */
export const practisingLearnersOptions = z.strictObject({
  mechanism: z.literal('practising-learners'),
  seed: z.number().int().min(0),
  /** Answers in all. */
  rows: z.number().int().min(1),
  learners: z.number().int().min(5),
  /** By how much learners differ, in logits of what they know before and of how fast they learn. */
  diversity: z.number().min(0).max(3).default(0.8),
  /** What the chances to know and to learn are multiplied by where something is missing that the skill rests on. */
  hindered: z.number().gt(0).max(1).default(0.3),
  skills: z.array(skillOptions).min(2),
  /** What the columns are called, in this order. */
  columns: z.strictObject({ learner: name, step: name, skill: name, correct: name, part: name }),
});

export type PractisingLearnersOptions = z.infer<typeof practisingLearnersOptions>;

/** An answer, and whether the learner knew the skill when it was given. */
export interface KnownAnswer {
  skill: number;
  right: number;
  known: boolean;
}

const leastAnswers = 6;
/** A teacher goes on after so many right answers in a row, or so many answers. */
const enough = { row: 3, answers: 8 };
/** Chance that a block of practice goes back to an earlier skill. */
const backwards = 0.3;
/** Shares of the learners who are held out, and who stop a training. */
const [testShare, validationShare] = [0.25, 0.15];

/**
 * Learners practise skills in blocks, from the first to the last and at times backwards. Each either knows a skill or not; a right answer comes from
 * knowing it without a slip or from a guess, and each answer may teach it: the mechanism that Bayesian knowledge tracing assumes (Corbett &
 * Anderson, 1995), besides that learners differ and that skills rest on others. No real row enters.
 */
export const practisingLearnersMechanism: SampleMechanism<PractisingLearnersOptions> = {
  name: 'practising-learners',
  columns: ({ columns }) => headerOf(columns),
  problems({ rows, learners, skills }) {
    const names = skills.map((one) => one.name);
    const unknown = skills.flatMap(({ after }, i) =>
      after.flatMap((one, j) =>
        names.indexOf(one) < i && names.includes(one)
          ? []
          : [{ path: ['skills', i, 'after', j], message: 'a skill that stands before this one' }],
      ),
    );
    if (rows >= learners * leastAnswers) return unknown;
    return [...unknown, { path: ['rows'], message: `at least ${leastAnswers} answers for each learner` }];
  },
  generate(options): SampleTable {
    const parts = createRandom(options.seed).fork('parts');
    const records = practise(options).flatMap((answers, learner) => {
      const drawn = parts.next();
      const part = drawn < testShare ? 'test' : drawn < testShare + validationShare ? 'validation' : 'train';
      return answers.map(({ skill: at, right }, step) => [
        `learner-${learner + 1}`,
        String(step + 1),
        options.skills[at].name,
        String(right),
        part,
      ]);
    });
    return { header: headerOf(options.columns), records };
  },
};

function headerOf({ learner, step, skill, correct, part }: PractisingLearnersOptions['columns']): string[] {
  return [learner, step, skill, correct, part];
}

/** The answers of each learner with what was known at each of them. */
export function practise(options: Omit<PractisingLearnersOptions, 'columns'>): KnownAnswer[][] {
  const random = createRandom(options.seed);
  return lengthsOf(options, random.fork('lengths')).map((length, learner) =>
    answersOf(options, length, random.fork(`learner ${learner}`)),
  );
}

/** How many answers each learner gives: some are keen, most are not; `rows` in all. */
function lengthsOf(
  { rows, learners }: Pick<PractisingLearnersOptions, 'rows' | 'learners'>,
  random: Random,
): number[] {
  const keenness = Array.from({ length: learners }, () => Math.exp(0.6 * random.normal()));
  const total = keenness.reduce((sum, value) => sum + value, 0);
  const spare = rows - learners * leastAnswers;
  const lengths = keenness.map((value) => leastAnswers + Math.floor((spare * value) / total));
  const missing = rows - lengths.reduce((sum, value) => sum + value, 0);
  return lengths.map((length, i) => length + (i < missing ? 1 : 0));
}

function answersOf(
  { skills, diversity, hindered }: Omit<PractisingLearnersOptions, 'columns'>,
  length: number,
  random: Random,
): KnownAnswer[] {
  const trait = diversity * random.normal();
  const places = new Map(skills.map((one, i) => [one.name, i]));
  const shifted = (chance: number) => 1 / (1 + Math.exp(-(Math.log(chance / (1 - chance)) + trait)));
  const known: boolean[] = [];
  const chanceFor = (at: number, chance: number) =>
    shifted(chance) * (skills[at].after.every((one) => known[places.get(one) ?? 0]) ? 1 : hindered);
  skills.forEach((one, at) => (known[at] = random.next() < chanceFor(at, one.known)));
  const answers: KnownAnswer[] = [];
  let [furthest, skill, inRow, inBlock] = [0, 0, 0, 0];
  while (answers.length < length) {
    const { guess, slip, learnt } = skills[skill];
    const right = random.next() < (known[skill] ? 1 - slip : guess) ? 1 : 0;
    answers.push({ skill, right, known: known[skill] });
    if (!known[skill]) known[skill] = random.next() < chanceFor(skill, learnt);
    [inRow, inBlock] = [right === 1 ? inRow + 1 : 0, inBlock + 1];
    if (inRow < enough.row && inBlock < enough.answers) continue;
    [inRow, inBlock] = [0, 0];
    if (skill === furthest && furthest < skills.length - 1) furthest++;
    skill = random.next() < backwards ? random.integer(furthest + 1) : furthest;
  }
  return answers;
}
