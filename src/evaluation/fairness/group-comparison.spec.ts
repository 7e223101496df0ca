import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { compareGroups, numberGroups } from './index.js';

interface Drawn {
  groups: readonly string[];
  /** Of the rows per group. */
  rows: number;
  /** Chance of class 1, and of being decided as it, by group. */
  base: (group: string) => number;
  selected: (group: string, label: number) => number;
  seed: number;
}

function draw({ groups, rows, base, selected, seed }: Drawn) {
  const random = createRandom(seed);
  const all = groups.flatMap((group) => Array.from({ length: rows }, () => group));
  const labels = all.map((group) => Number(random.next() < base(group)));
  const probabilities = all.map((group) => base(group));
  const decisions = all.map((group, row) => Number(random.next() < selected(group, labels[row])));
  return { labels, probabilities, decisions, groups: all };
}

const excludesZero = (one?: { lower: number | null; upper: number | null } | null) =>
  (one?.lower ?? 0) > 0 || (one?.upper ?? 0) < 0;

describe('groups beside the largest', () => {
  it('have counts and rates with intervals, which are Wilson’s', () => {
    const groups = Array.from({ length: 60 }, (_, row) => (row < 40 ? 'a' : 'b'));
    const labels = groups.map((_, row) => row % 2);
    const decisions = groups.map((_, row) => Number(row % 4 === 1));
    const { reference, rates, notEstimable, differences } = compareGroups({
      labels,
      decisions,
      probabilities: labels.map(() => 0.5),
      groups,
    });
    expect(reference).toBe('a');
    expect(rates[0]).toMatchObject({
      group: 'a',
      count: 40,
      baseRate: { count: 20, of: 40 },
      selectionRate: { count: 10, of: 40, value: 0.25 },
      truePositiveRate: { count: 10, of: 20 },
      falsePositiveRate: { count: 0, of: 20, lower: 0 },
    });
    // 10 of 40: Wilson's interval by hand, (p + z²/2n ± z √(p(1-p)/n + z²/4n²)) / (1 + z²/n).
    expect(rates[0].selectionRate.lower).toBeCloseTo(0.14187, 4);
    expect(rates[0].selectionRate.upper).toBeCloseTo(0.40194, 4);
    expect(differences).toEqual([]);
    expect(notEstimable).toEqual([
      {
        group: 'b',
        count: 20,
        positives: 10,
        negatives: 10,
        figures: ['selectionRate', 'truePositiveRate', 'falsePositiveRate'],
      },
    ]);
  });

  it('lists a rate within a class that is too rare, and tells the others', () => {
    const groups = Array.from({ length: 80 }, (_, row) => (row < 40 ? 'a' : 'b'));
    const labels = groups.map((group, row) => Number(group === 'a' ? row % 2 === 0 : row < 44));
    const decisions = groups.map((_, row) => row % 2);
    const { differences, notEstimable } = compareGroups({ labels, decisions, probabilities: labels, groups });
    expect(notEstimable).toEqual([
      { group: 'b', count: 40, positives: 4, negatives: 36, figures: ['truePositiveRate'] },
    ]);
    expect(differences[0]).toMatchObject({ group: 'b', truePositiveRate: null, selectionRate: { value: 0 } });
  });

  it('show a planted bias of known size within its interval, in nineteen of twenty', () => {
    const outcomes = Array.from({ length: 200 }, (_, seed) => {
      const drawn = draw({ groups: ['a', 'b'], rows: 400, base: () => 0.5, selected: (group) => (group === 'b' ? 0.5 : 0.3), seed }); // prettier-ignore
      const [{ selectionRate, selectionRatio }] = compareGroups(drawn).differences;
      const within = (one: typeof selectionRate, truth: number) =>
        (one?.lower ?? Infinity) <= truth && truth <= (one?.upper ?? -Infinity);
      return {
        inside: within(selectionRate, 0.2),
        ratioInside: within(selectionRatio, 5 / 3),
        found: (selectionRate?.lower ?? -1) > 0,
      };
    });
    const share = (of: 'inside' | 'ratioInside' | 'found') => outcomes.filter((one) => one[of]).length / 200;
    // 95 % of 200 has a standard error of 1.5 %: three of them.
    expect(share('inside')).toBeGreaterThan(0.905);
    expect(share('ratioInside')).toBeGreaterThan(0.905);
    expect(share('found')).toBeGreaterThan(0.99);
  });

  it('show no difference on unbiased data more often than one time in twenty, however many groups', () => {
    const alarms = Array.from({ length: 300 }, (_, seed) => {
      const drawn = draw({ groups: ['a', 'b', 'c', 'd', 'e'], rows: 120, base: () => 0.5, selected: (_, label) => (label === 1 ? 0.7 : 0.3), seed }); // prettier-ignore
      const { differences, calibration } = compareGroups(drawn);
      return {
        selection: differences.some(({ selectionRate }) => excludesZero(selectionRate)),
        truePositive: differences.some(({ truePositiveRate }) => excludesZero(truePositiveRate)),
        calibration: calibration.filter(({ gap }) => excludesZero(gap)).length / 5,
      };
    });
    const rate = (of: (one: (typeof alarms)[number]) => number) =>
      alarms.reduce((sum, one) => sum + of(one), 0) / alarms.length;
    // 5 % of 300 has a standard error of 1.3 %: three of them.
    expect(rate(({ selection }) => Number(selection))).toBeLessThan(0.09);
    expect(rate(({ truePositive }) => Number(truePositive))).toBeLessThan(0.09);
    expect(rate(({ calibration }) => calibration)).toBeLessThan(0.09);
  });

  it('show probabilities that are too low for a group as such', () => {
    const drawn = draw({ groups: ['a', 'b'], rows: 500, base: () => 0.5, selected: () => 0.5, seed: 3 });
    const probabilities = drawn.groups.map((group) => (group === 'b' ? 0.3 : 0.5));
    const { calibration } = compareGroups({ ...drawn, probabilities });
    expect(calibration.map(({ gap }) => excludesZero(gap))).toEqual([false, true]);
    expect(calibration[1].gap.lower).toBeLessThan(0.2);
    expect(calibration[1].gap.upper).toBeGreaterThan(0.2);
    expect(calibration[1].bins.reduce((sum, { count }) => sum + count, 0)).toBe(500);
  });
});

describe('numbers within groups', () => {
  it('show an error that is planted within its interval, in nineteen of twenty, and list groups of few rows', () => {
    const groups = Array.from({ length: 405 }, (_, row) => (row < 200 ? 'a' : row < 400 ? 'b' : 'c'));
    const told = Array.from({ length: 100 }, (_, seed) => {
      const random = createRandom(seed);
      const predicted = groups.map(() => random.next());
      const bias = (group: string) => (group === 'b' ? 0.4 : 0);
      const actual = groups.map((group, row) => predicted[row] + random.next() - 0.5 + bias(group));
      return numberGroups({ actual, predicted }, groups);
    });
    const [{ reference, notEstimable }] = told;
    expect([reference, notEstimable]).toEqual(['a', [{ group: 'c', count: 5 }]]);
    const inside = told.filter(({ groups: [, { residualDifference: one }] }) => {
      return (one?.lower ?? 1) <= 0.4 && (one?.upper ?? 0) >= 0.4;
    });
    const alarms = told.filter(({ groups: [{ meanResidual }] }) => excludesZero(meanResidual));
    // 95 % of 100 has a standard error of 2.2 %: three of them.
    expect(inside.length).toBeGreaterThanOrEqual(88);
    expect(alarms.length).toBeLessThanOrEqual(12);
    expect(told.every(({ groups: [, one] }) => excludesZero(one.errorDifference))).toBe(true);
  });
});
