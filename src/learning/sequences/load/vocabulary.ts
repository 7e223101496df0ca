import type { LearnerRecord } from './records.js';

/** Index of a skill that nobody answered while learning. */
export const unknownSkill = 0;

/** A record by numbers: the skill of each answer ({@link unknownSkill} for one that is not known), and 1 where it was right. */
export interface SkillRecord {
  skills: Int32Array;
  right: Uint8Array;
}

/** The skills that learners were seen to answer, numbered from 1. */
export class Vocabulary {
  private readonly indexes: ReadonlyMap<string, number>;

  constructor(readonly names: readonly string[]) {
    this.indexes = new Map(names.map((name, i) => [name, i + 1]));
  }

  static of(records: readonly LearnerRecord[]): Vocabulary {
    return new Vocabulary([...new Set(records.flatMap(({ skills }) => skills))].sort());
  }

  /** How many indexes there are, the unknown one among them. */
  get size(): number {
    return this.names.length + 1;
  }

  /** Every known index. */
  get known(): number[] {
    return this.names.map((_, i) => i + 1);
  }

  indexOf(skill: string | null): number {
    return skill === null ? unknownSkill : (this.indexes.get(skill) ?? unknownSkill);
  }

  nameOf(index: number): string {
    return this.names[index - 1];
  }

  encode({ skills, right }: Pick<LearnerRecord, 'skills' | 'right'>): SkillRecord {
    return { skills: Int32Array.from(skills, (skill) => this.indexOf(skill)), right };
  }
}

/** Some answers of a record, one after the other. */
export function partOf({ skills, right }: SkillRecord, start: number, end: number): SkillRecord {
  return { skills: skills.subarray(start, end), right: right.subarray(start, end) };
}
