import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../../core/random.js';
import type { SkillRecord } from '../load/vocabulary.js';
import { learnPrerequisites } from './prerequisites.js';

/** Skill 2 is right after a right answer to 1; skill 3 hangs on nothing. All come in this order. */
function taught(count: number, needs: number): SkillRecord[] {
  const random = createRandom(6);
  return Array.from({ length: count }, (): SkillRecord => {
    const first = random.next() < 0.5 ? 1 : 0;
    const second = random.next() < 0.5 + (first === 1 ? needs : -needs) ? 1 : 0;
    const third = random.next() < 0.5 ? 1 : 0;
    return { skills: Int32Array.of(1, 2, 3), right: Uint8Array.of(first, second, third) };
  });
}

describe('prerequisites', () => {
  it('are skills that come first and without which the next one fails', () => {
    expect(learnPrerequisites(taught(300, 0.35), 4)).toEqual([[], [], [1], []]);
  });

  it('are none where success hangs on nothing, or few learners tell', () => {
    expect(learnPrerequisites(taught(300, 0), 4)).toEqual([[], [], [], []]);
    expect(learnPrerequisites(taught(20, 0.45), 4)).toEqual([[], [], [], []]);
  });

  it('are none where the order is open', () => {
    const both = taught(400, 0.35).map(({ skills, right }, i) =>
      i % 2 === 0
        ? { skills, right }
        : { skills: Int32Array.of(2, 1, 3), right: Uint8Array.of(right[1], right[0], right[2]) },
    );
    expect(learnPrerequisites(both, 4)).toEqual([[], [], [], []]);
  });
});
