import { describe, expect, it } from '@jest/globals';
import { shortAnswersMechanism, shortAnswersOptions } from './short-answers.mechanism.js';

const made = (options: object) =>
  shortAnswersMechanism.generate(
    shortAnswersOptions.parse({
      mechanism: 'short-answers',
      seed: 3,
      rows: 600,
      answers: 10,
      gaming: 0,
      graders: { difference: 0, noise: 0 },
      ...options,
    }),
  );
const cellsOf = ({ header, records }: ReturnType<typeof made>, name: string) =>
  records.map((cells) => cells[header.indexOf(name)]);
const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;

describe.each(['en', 'zh'])('the mechanism short-answers in %s', (language) => {
  const table = made({ language });
  const [questions, references, answers] = ['question', 'instructor_answer', 'student_answer'].map((name) =>
    cellsOf(table, name),
  );
  const marks = cellsOf(table, 'score_average').map(Number);

  it('asks each question of so many, with one reference', () => {
    expect(new Set(questions).size).toBe(60);
    expect(new Set(questions.map((question, i) => `${question} ${references[i]}`)).size).toBe(60);
  });

  it('gives marks by the points that an answer has', () => {
    expect([...new Set(marks)].sort()).toEqual([0, 1, 2, 3, 5]);
    const whole = answers.flatMap((answer, i) => (answer === references[i] ? [marks[i]] : []));
    expect(whole.length).toBeGreaterThan(0);
    expect(whole.every((mark) => mark === 5)).toBe(true);
    const lengths = [0, 5].map((mark) =>
      mean(answers.flatMap((text, i) => (marks[i] === mark ? [text.length] : []))),
    );
    expect(lengths[1]).toBeGreaterThan(lengths[0]);
  });

  it('says points in other words, too', () => {
    const exact = answers.filter((answer, i) => marks[i] === 5 && answer === references[i]).length;
    expect(exact).toBeLessThan(0.2 * marks.filter((mark) => mark === 5).length);
  });

  it('gives answers that only seem to be some nothing', () => {
    const seeming = made({ language, gaming: 1 });
    expect(new Set(cellsOf(seeming, 'score_average'))).toEqual(new Set(['0']));
    const asked = cellsOf(seeming, 'question');
    const copied = cellsOf(seeming, 'student_answer').filter((text, i) => text === asked[i]).length;
    expect(copied / 600).toBeGreaterThan(0.15);
    expect(copied / 600).toBeLessThan(0.35);
  });

  it('lets one grader be more lenient than the other', () => {
    const graded = made({ language, rows: 2000, graders: { difference: 0.6, noise: 0.5 } });
    const [strict, lenient] = ['score_grader2_me', 'score_grader1_other'].map((name) =>
      mean(cellsOf(graded, name).map(Number)),
    );
    expect(lenient - strict).toBeGreaterThan(0.3);
    expect(lenient - strict).toBeLessThan(0.7);
  });
});
