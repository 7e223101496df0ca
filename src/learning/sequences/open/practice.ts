import type { SkillParameters } from '../fit/knowledge-tracing.js';
import type { SkillRecord } from '../load/vocabulary.js';
import type { TracingOptions } from '../options.js';
import type { SkillStanding } from './mastery.js';

/** A skill to practise, and why. */
export interface Proposal {
  skill: number;
  mastery: number;
  /** By how much one more answer raises the mastery of the skill, on average. */
  gain: number;
  /** `learn`: not mastered yet; `review`: mastered, and long ago. */
  kind: 'learn' | 'review';
  /** Its prerequisites, all of which are ready. */
  after: readonly number[];
}

export interface PracticeParts {
  knowledge: readonly SkillParameters[];
  /** Of each skill, by its index. */
  prerequisites: readonly (readonly number[])[];
  options: Pick<TracingOptions, 'mastered' | 'ready' | 'spacing' | 'review' | 'proposals'>;
}

/**
 * What to practise next. The gain of a skill is what one answer adds to its mastery m on average: (1 - m) times the rate at which learners learn it
 * (the transition of knowledge tracing). A skill waits while a prerequisite is not ready, and while its last answer is among the latest ones,
 * as long as there is another. A mastered skill comes back for review, each time after twice as many answers.
 * @param standings of every known skill.
 */
export function proposalsOf(
  record: SkillRecord,
  standings: readonly SkillStanding[],
  { knowledge, prerequisites, options }: PracticeParts,
): Proposal[] {
  const { mastered, ready, spacing, proposals } = options;
  const masteryOf = new Map(standings.map(({ skill, mastery }) => [skill, mastery]));
  const isReady = (skill: number) => prerequisites[skill].every((one) => (masteryOf.get(one) ?? 1) >= ready);
  const open = standings
    .filter(({ skill, mastery }) => mastery < mastered && isReady(skill))
    .map((one): Proposal & Pick<SkillStanding, 'since'> => ({
      skill: one.skill,
      mastery: one.mastery,
      gain: (1 - one.mastery) * knowledge[one.skill].learnt,
      kind: 'learn',
      after: prerequisites[one.skill],
      since: one.since,
    }))
    .sort((a, b) => b.gain - a.gain || a.skill - b.skill);
  const waits = ({ since = Infinity }: Pick<SkillStanding, 'since'>) => since < spacing;
  const spaced = [...open.filter((one) => !waits(one)), ...open.filter(waits)];
  const reviews = dueReviews(record, standings, options);
  const learnt = spaced.slice(0, Math.max(0, proposals - Math.min(1, reviews.length)));
  const due = reviews.slice(0, proposals - learnt.length).map(({ skill, mastery }): Proposal => ({
    skill,
    mastery,
    gain: 0,
    kind: 'review',
    after: prerequisites[skill],
  }));
  return [...learnt.map(({ since: _since, ...one }) => one), ...due];
}

/** Mastered skills whose last answer lies further back than their last pause allows, the most overdue first. */
function dueReviews(
  record: SkillRecord,
  standings: readonly SkillStanding[],
  { mastered, review }: PracticeParts['options'],
): SkillStanding[] {
  const overdue = ({ skill, since = 0 }: SkillStanding) => since / pauseOf(record, skill, review);
  return standings
    .filter((one) => one.mastery >= mastered && one.since !== undefined && overdue(one) >= 1)
    .sort((a, b) => overdue(b) - overdue(a) || a.skill - b.skill);
}

/** `review` answers, doubled for each time that the skill came back after such a pause. */
function pauseOf(record: SkillRecord, skill: number, review: number): number {
  let [pause, last] = [review, -1];
  record.skills.forEach((one, at) => {
    if (one !== skill) return;
    if (last >= 0 && at - last >= pause) pause *= 2;
    last = at;
  });
  return pause;
}

/** The skill that a learner answers next where nobody says which: the first that is proposed, else the least mastered. */
export function nextSkill(
  proposals: readonly Proposal[],
  standings: readonly SkillStanding[],
): SkillStanding | undefined {
  const [first] = proposals;
  if (first) return standings.find(({ skill }) => skill === first.skill);
  return [...standings].sort((a, b) => a.mastery - b.mastery)[0];
}
