import { describe, expect, it } from '@jest/globals';
import {
  practise,
  practisingLearnersMechanism,
  type PractisingLearnersOptions,
} from './practising-learners.mechanism.js';

const options: PractisingLearnersOptions = {
  mechanism: 'practising-learners',
  seed: 3,
  rows: 12_000,
  learners: 400,
  diversity: 0,
  hindered: 0.2,
  skills: [
    { name: 'one', known: 0.6, learnt: 0.2, guess: 0.2, slip: 0.1, after: [] },
    { name: 'two', known: 0.5, learnt: 0.1, guess: 0.1, slip: 0.05, after: ['one'] },
  ],
  columns: { learner: 'who', step: 'at', skill: 'what', correct: 'right', part: 'part' },
};

describe('practising learners', () => {
  const answers = practise(options);
  const share = (chosen: { right: number }[]) =>
    chosen.reduce((sum, { right }) => sum + right, 0) / chosen.length;

  it('slip and guess as often as is stated', () => {
    const all = answers.flat();
    options.skills.forEach(({ guess, slip }, skill) => {
      const own = all.filter((one) => one.skill === skill);
      expect(Math.abs(share(own.filter(({ known }) => known)) - (1 - slip))).toBeLessThan(0.02);
      expect(Math.abs(share(own.filter(({ known }) => !known)) - guess)).toBeLessThan(0.03);
    });
  });

  it('never forget, and know at first what is stated', () => {
    const first = answers.map(([one]) => one.known);
    expect(Math.abs(first.filter(Boolean).length / first.length - 0.6)).toBeLessThan(0.07);
    for (const own of answers) {
      for (const skill of [0, 1]) {
        const known = own.filter((one) => one.skill === skill).map((one) => one.known);
        expect(known.indexOf(false, Math.max(0, known.indexOf(true)))).toBe(
          known.indexOf(true) < 0 ? known.indexOf(false) : -1,
        );
      }
    }
  });

  it('are in one part each, with the rows that are asked for', () => {
    const { header, records } = practisingLearnersMechanism.generate(options);
    expect(header).toEqual(['who', 'at', 'what', 'right', 'part']);
    expect(records).toHaveLength(options.rows);
    const parts = new Map<string, Set<string>>();
    for (const [who, , , , part] of records) parts.set(who, (parts.get(who) ?? new Set()).add(part));
    expect(parts.size).toBe(options.learners);
    expect([...parts.values()].every(({ size }) => size === 1)).toBe(true);
    expect([...new Set(records.map((cells) => cells[4]))].sort()).toEqual(['test', 'train', 'validation']);
  });

  it('are refused where a skill rests on a later one, or answers are too few', () => {
    const [one, two] = options.skills;
    const problems = practisingLearnersMechanism.problems({
      ...options,
      rows: 100,
      skills: [{ ...one, after: ['two'] }, two],
    });
    expect(problems.map(({ path }) => path.join('.'))).toEqual(['skills.0.after.0', 'rows']);
  });
});
