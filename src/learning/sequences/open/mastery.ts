import { chanceInterval, type Spread } from '../fit/spread.js';
import { knownFrom, type SkillParameters } from '../fit/knowledge-tracing.js';
import { unknownSkill, type SkillRecord } from '../load/vocabulary.js';

/** What is said of a learner and a skill. */
export interface SkillStanding {
  skill: number;
  /** Of a right next answer. */
  chance: number;
  /** The probability that the skill is known which stands behind the chance. */
  mastery: number;
  /** Answers of the learner to the skill. */
  answers: number;
  /** How many answers of the learner came after the last of them; undefined where there is none. */
  since?: number;
}

/** Answers to each skill in a record: how many, and how many answers came after the last. */
export function practisedIn({ skills }: SkillRecord): Map<number, { answers: number; since: number }> {
  const practised = new Map<number, { answers: number; since: number }>();
  skills.forEach((skill, at) => {
    const answers = (practised.get(skill)?.answers ?? 0) + 1;
    practised.set(skill, { answers, since: skills.length - 1 - at });
  });
  return practised;
}

/** The interval of a mastery: what stands behind the ends of that of the chance. */
export function masteryInterval(
  { skill, chance, answers }: Pick<SkillStanding, 'skill' | 'chance' | 'answers'>,
  { knowledge, spread }: { knowledge: readonly SkillParameters[]; spread: Spread },
): [number, number] {
  const [low, high] = chanceInterval(spread, chance, answers);
  return [knownFrom(knowledge[skill], low), knownFrom(knowledge[skill], high)];
}

/**
 * Of some skills what a chance of a right answer says: of whoever knows a skill, 1 - slip of the answers are right, of the others the share that
 * guesses. Of a skill that is not known nothing was seen.
 */
export function standingsOf(
  record: SkillRecord,
  { skills, chances }: { skills: readonly number[]; chances: Float64Array },
  knowledge: readonly SkillParameters[],
): SkillStanding[] {
  const practised = practisedIn(record);
  return skills.map((skill, i) => {
    const { answers = 0, since } = (skill === unknownSkill ? undefined : practised.get(skill)) ?? {};
    const chance = chances[i];
    return { skill, chance, mastery: knownFrom(knowledge[skill], chance), answers, since };
  });
}
