import { describe, expect, it } from '@jest/globals';
import fc from 'fast-check';
import { InvalidInputError } from '../../core/errors.js';
import { createRandom } from '../../core/random.js';
import { gradeAt, gradeReport, learnGrades, restatedGrades, type GradeRules } from './index.js';

const scale = [
  { grade: 'AAA', below: 0.05 },
  { grade: 'AA', below: 0.1 },
  { grade: 'A', below: 0.2 },
  { grade: 'BBB', below: 0.35 },
  { grade: 'BB', below: 0.5 },
  { grade: 'B', below: 0.7 },
  { grade: 'D' },
];
const rules: GradeRules = { scale, most: 7, least: { rows: 30, events: 5 }, significance: 0.1 };

/** Rows whose events happen as often as their probabilities say; these are spread evenly, more of them low. */
function drawn(count: number, seed: number) {
  const random = createRandom(seed);
  const probabilities = Array.from({ length: count }, () => random.next() ** 1.8);
  return { probabilities, labels: probabilities.map((p) => Number(random.next() < p)) };
}

describe('grades', () => {
  const { grades, sampleRate, unused } = learnGrades(drawn(2000, 3), rules);

  it('have default rates that rise from grade to grade, on the rows they are learnt from and on others', () => {
    expect(grades.length).toBeGreaterThanOrEqual(5);
    const rates = grades.map(({ rate }) => rate);
    expect(rates).toEqual(rates.toSorted((a, b) => a - b));
    expect(new Set(rates).size).toBe(grades.length);
    const { rising, grades: judged } = gradeReport(drawn(20_000, 4), { grades, sampleRate, unused });
    expect(rising.strictly).toBe(true);
    expect(rising.inversions).toEqual([]);
    expect(rising.trend.pValue).toBeLessThan(1e-12);
    expect(judged.map(({ name }) => name)).toEqual(grades.map(({ name }) => name));
  });

  it('are large enough, differ from their neighbours, and are called by their rate', () => {
    for (const { rows, events, rate, name, rateInterval } of grades) {
      expect(rows).toBeGreaterThanOrEqual(30);
      expect(Math.min(events, rows - events)).toBeGreaterThanOrEqual(5);
      expect(scale.find(({ below = 2 }) => rate < below)?.grade).toBe(name);
      expect(rateInterval[0]).toBeLessThan(rate);
      expect(rateInterval[1]).toBeGreaterThan(rate);
    }
    expect(grades.reduce((sum, { rows }) => sum + rows, 0)).toBe(2000);
    expect([...grades.map(({ name }) => name), ...unused].sort()).toEqual(
      scale.map(({ grade }) => grade).sort(),
    );
  });

  it('merge where the rows are too few, down to one, and tell which names are unused', () => {
    const counts = [2000, 400, 100, 20].map((count) => {
      const learnt = learnGrades(drawn(count, 8), rules);
      expect(learnt.unused).toHaveLength(scale.length - learnt.grades.length);
      return learnt.grades.length;
    });
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
    expect(counts[0]).toBeGreaterThan(counts[2]);
    expect(counts.at(-1)).toBe(1);
  });

  it('merge where the probabilities say nothing, and where all rows are alike', () => {
    const random = createRandom(1);
    const probabilities = Array.from({ length: 800 }, () => random.next());
    const labels = probabilities.map(() => Number(random.next() < 0.3));
    expect(learnGrades({ probabilities, labels }, { ...rules, significance: 0.001 }).grades).toHaveLength(1);
    const none = learnGrades({ probabilities: [0.1, 0.2], labels: [0, 0] }, { ...rules, baseRate: 0.05 });
    expect(none.grades).toMatchObject([{ rows: 2, events: 0, probability: 0, below: null }]);
    expect(none.baseRate).toBeUndefined();
  });

  it('take every probability to one of them', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (probability) => {
        const place = gradeAt(grades, probability);
        const { below } = grades[place];
        if (below !== null) expect(probability).toBeLessThan(below);
        if (place > 0) expect(probability).toBeGreaterThanOrEqual(Number(grades[place - 1].below));
      }),
    );
  });

  it('refuse rows that are none', () => {
    expect(() => learnGrades({ labels: [], probabilities: [] }, rules)).toThrow(InvalidInputError);
    expect(() => learnGrades({ labels: [2], probabilities: [0.5] }, rules)).toThrow(
      'labels[0] must be 0 or 1',
    );
  });
});

describe('a base rate', () => {
  const rows = drawn(2000, 3);

  it('changes probabilities, intervals and names, and no cut point by itself', () => {
    const plain = learnGrades(rows, rules);
    const stated = restatedGrades(plain, scale, 0.05);
    expect(stated.map(({ below }) => below)).toEqual(plain.grades.map(({ below }) => below));
    stated.forEach(({ probability, interval, rate }, i) => {
      // Odds times (0.05 / 0.95) / (sample rate / (1 - sample rate)).
      const odds = ((rate / (1 - rate)) * (0.05 / 0.95) * (1 - plain.sampleRate)) / plain.sampleRate;
      expect(probability).toBeCloseTo(odds / (1 + odds), 12);
      expect(interval[0]).toBeLessThan(probability);
      expect(interval[1]).toBeGreaterThan(probability);
      expect(probability).toBeLessThan(plain.grades[i].probability);
    });
    expect(stated[0].name).toBe('AAA');
  });

  it('is what the names are chosen at, each for one grade', () => {
    const { grades, baseRate } = learnGrades(rows, { ...rules, baseRate: 0.05 });
    expect(baseRate).toBe(0.05);
    expect(new Set(grades.map(({ name }) => name)).size).toBe(grades.length);
    for (const { name, probability } of grades)
      expect(scale.find(({ below = 2 }) => probability < below)?.grade).toBe(name);
  });
});

describe('the report of grades', () => {
  // Rates of many rows are known well, which the binomial test takes for granted.
  const learnt = learnGrades(drawn(40_000, 3), rules);

  it('finds the grades right where probabilities are, after correction for their number', () => {
    const { grades, hosmerLemeshow } = gradeReport(drawn(3000, 5), learnt);
    for (const { adjusted, pValue } of grades) expect(adjusted).toBeGreaterThanOrEqual(pValue);
    expect(grades.filter(({ adjusted }) => adjusted < 0.01)).toEqual([]);
    expect(hosmerLemeshow.pValue).toBeGreaterThan(0.01);
  });

  it('finds them wrong where twice as many events happen', () => {
    const random = createRandom(6);
    const { probabilities } = drawn(3000, 5);
    const labels = probabilities.map((p) => Number(random.next() < Math.min(1, 2 * p)));
    const { grades, hosmerLemeshow } = gradeReport({ probabilities, labels }, learnt);
    expect(grades.some(({ adjusted }) => adjusted < 0.01)).toBe(true);
    expect(hosmerLemeshow.pValue).toBeLessThan(1e-6);
  });

  it('names the pairs whose shares do not rise, and leaves grades without rows open', () => {
    const two = learnt.grades.slice(0, 2).map((grade, i) => ({ ...grade, below: i === 0 ? 0.5 : null }));
    const rows = { probabilities: [0.1, 0.2, 0.8, 0.9], labels: [1, 0, 0, 0] };
    const report = gradeReport(rows, { ...learnt, grades: two });
    const [better, worse] = two.map(({ name }) => name);
    expect(report.rising).toMatchObject({ strictly: false, inversions: [[better, worse]] });
    const low = gradeReport({ probabilities: [0.1, 0.2], labels: [0, 1] }, { ...learnt, grades: two });
    expect(low.grades[1]).toMatchObject({ rows: 0, rate: null, lower: null, upper: null });
    expect(low.grades[1].pValue).toBeCloseTo(1, 12);
    const impossible = gradeReport({ probabilities: [0, 0.2], labels: [1, 0] }, { ...learnt, grades: two });
    expect(impossible.hosmerLemeshow).toMatchObject({ statistic: null, pValue: 0 });
    expect(low.rising).toMatchObject({ strictly: true, trend: { z: null, pValue: null } });
  });
});
