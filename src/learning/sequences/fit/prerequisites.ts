import type { SkillRecord } from '../load/vocabulary.js';

/** Learners who answered both skills, fewer of whom tell nothing. */
const leastLearners = 30;
/** Share of them who met the prerequisite first. */
const leastOrder = 0.8;
/** By how much the first answer is more often right after a right last answer to the prerequisite than after a wrong one. */
const leastLift = 0.1;
/** Standard errors of that difference: many pairs are looked at. */
const leastErrors = 3.5;
/** The strongest prerequisites of a skill that are kept. */
const most = 3;

/** First answers to a skill after answers to another: how many, and how many of them right, by how the last of these was answered. */
interface Pair {
  both: number;
  after: [wrong: number, right: number];
  right: [wrong: number, right: number];
}

/**
 * Which skills come before which, as answers show: most learners meet the one first, and who was right there last is more often right at once in
 * the other. That is an order of teaching and a kinship of skills, no proof that the one is needed for the other.
 * @param skills how many indexes there are, the unknown one among them.
 * @returns of each skill, by its index, its prerequisites, the strongest first. There is no circle.
 */
export function learnPrerequisites(records: readonly SkillRecord[], skills: number): number[][] {
  const pairs = new Map<number, Pair>();
  const places = Array.from({ length: skills }, () => [0, 0]);
  for (const record of records) countPairs(record, skills, { pairs, places });
  const place = places.map(([sum, count]) => (count > 0 ? sum / count : Infinity));
  const found: { skill: number; lift: number }[][] = Array.from({ length: skills }, () => []);
  for (const [key, pair] of pairs) {
    const [before, skill] = [Math.floor(key / skills), key % skills];
    // Both ways together are all who answered both; by mean place there is no circle.
    const both = pair.both + (pairs.get(skill * skills + before)?.both ?? 0);
    const lift = liftOf(pair);
    if (both < leastLearners || pair.both < leastOrder * both || lift === undefined) continue;
    if (place[before] < place[skill]) found[skill].push({ skill: before, lift });
  }
  return found.map((own) =>
    own
      .sort((a, b) => b.lift - a.lift || a.skill - b.skill)
      .slice(0, most)
      .map(({ skill }) => skill),
  );
}

function countPairs(
  { skills: asked, right }: SkillRecord,
  skills: number,
  { pairs, places }: { pairs: Map<number, Pair>; places: number[][] },
): void {
  const last = new Map<number, number>();
  asked.forEach((skill, at) => {
    if (skill > 0 && !last.has(skill)) {
      places[skill][0] += at / asked.length;
      places[skill][1] += 1;
      for (const [before, outcome] of last) {
        const key = before * skills + skill;
        const pair = pairs.get(key) ?? { both: 0, after: [0, 0], right: [0, 0] };
        pair.both++;
        pair.after[outcome]++;
        pair.right[outcome] += right[at];
        pairs.set(key, pair);
      }
    }
    if (skill > 0) last.set(skill, right[at]);
  });
}

/** The difference of the two shares of right first answers; undefined where it may be chance. */
function liftOf({ after, right }: Pair): number | undefined {
  const [wrongs, rights] = after;
  if (wrongs < 5 || rights < 5) return undefined;
  const lift = right[1] / rights - right[0] / wrongs;
  const pooled = (right[0] + right[1]) / (wrongs + rights);
  const error = Math.sqrt(pooled * (1 - pooled) * (1 / wrongs + 1 / rights));
  return lift >= leastLift && lift >= leastErrors * error ? lift : undefined;
}
