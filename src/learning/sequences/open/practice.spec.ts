import { describe, expect, it } from '@jest/globals';
import type { SkillRecord } from '../load/vocabulary.js';
import type { SkillStanding } from './mastery.js';
import { nextSkill, proposalsOf, type PracticeParts } from './practice.js';

const standing = (skill: number, mastery: number, since?: number): SkillStanding => ({
  skill,
  mastery,
  since,
  chance: mastery,
  answers: since === undefined ? 0 : 1,
});

const learnt = (rate: number) => ({ known: 0.5, learnt: rate, guess: 0.2, slip: 0.1 });

const parts: PracticeParts = {
  knowledge: [0.1, 0.1, 0.2, 0.3, 0.1].map(learnt),
  prerequisites: [[], [], [1], [2], []],
  options: { mastered: 0.95, ready: 0.6, spacing: 2, review: 10, proposals: 3 },
};

const none: SkillRecord = { skills: new Int32Array(), right: new Uint8Array() };
const skillsOf = (record: SkillRecord, standings: SkillStanding[], more: Partial<PracticeParts> = {}) =>
  proposalsOf(record, standings, { ...parts, ...more }).map(({ skill }) => skill);

describe('what to practise next', () => {
  it('is the skill with the largest gain, (1 - mastery) times its learning rate', () => {
    const standings = [standing(1, 0.7), standing(2, 0.7), standing(3, 0.7), standing(4, 0)];
    const proposals = proposalsOf(none, standings, parts);
    expect(proposals.map(({ skill }) => skill)).toEqual([4, 3, 2]);
    expect(proposals[0].gain).toBeCloseTo(0.1, 12);
    expect(proposals[1]).toMatchObject({ kind: 'learn', after: [2], mastery: 0.7 });
  });

  it('skips no prerequisite, and nothing that is mastered', () => {
    const standings = [standing(1, 0.5), standing(2, 0.1), standing(3, 0), standing(4, 0.96)];
    expect(skillsOf(none, standings)).toEqual([1]);
    expect(skillsOf(none, [standing(1, 0.6), ...standings.slice(1)])).toEqual([2, 1]);
  });

  it('lets a skill wait that was just answered, unless there is no other', () => {
    const standings = [standing(1, 0.7, 3), standing(4, 0, 1)];
    expect(skillsOf(none, standings)).toEqual([1, 4]);
    expect(skillsOf(none, [standing(4, 0, 1)])).toEqual([4]);
  });

  it('brings a mastered skill back after a pause, which doubles each time', () => {
    const mastered = (since: number) => [standing(1, 0.97, since), standing(4, 0.2)];
    const at = (places: number[], length: number): SkillRecord => ({
      skills: Int32Array.from({ length }, (_, i) => (places.includes(i) ? 1 : 4)),
      right: new Uint8Array(length),
    });
    expect(skillsOf(at([0], 10), mastered(9))).toEqual([4]);
    expect(skillsOf(at([0], 11), mastered(10))).toEqual([4, 1]);
    expect(skillsOf(at([0, 12], 27), mastered(14))).toEqual([4]);
    expect(skillsOf(at([0, 12], 33), mastered(20))).toEqual([4, 1]);
  });

  it('is the first proposal, else the least mastered skill', () => {
    const standings = [standing(1, 0.97), standing(4, 0.96)];
    expect(nextSkill(proposalsOf(none, standings, parts), standings)?.skill).toBe(4);
    expect(nextSkill([{ skill: 1, mastery: 0, gain: 1, kind: 'learn', after: [] }], standings)?.skill).toBe(
      1,
    );
  });
});
