import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import {
  doublyRobustScores,
  effectGroups,
  marginalMeans,
  meanOfScores,
  overlapOf,
  policyValue,
  qiniArea,
  spreadFactor,
  upliftCurve,
} from './index.js';

describe('doubly robust scores', () => {
  it('add the weighted error of the own arm to the modelled effect, by hand', () => {
    const scores = doublyRobustScores({
      treated: [1, 0],
      outcome: [5, 1],
      propensity: [0.25, 0.5],
      untreatedMean: [2, 2],
      treatedMean: [4, 3],
    });
    // 4 - 2 + (5 - 4) / 0.25 and 3 - 2 - (1 - 2) / 0.5.
    expect([...scores]).toEqual([6, 3]);
  });

  it('weigh no row by more than the reciprocal of 0.02', () => {
    const [score] = doublyRobustScores({ treated: [1], outcome: [1], propensity: [0], untreatedMean: [0], treatedMean: [0] }); // prettier-ignore
    expect(score).toBe(50);
  });

  // Rows that are treated the likelier the larger they are; the effect is 2.
  const random = createRandom(3);
  const rows = Array.from({ length: 20_000 }, () => {
    const x = random.normal();
    const chance = 1 / (1 + Math.exp(-x));
    const treated = random.next() < chance ? 1 : 0;
    return { x, chance, treated, outcome: 3 * x + 2 * treated + random.normal() };
  });
  const treated = rows.map((row) => row.treated);
  const outcome = rows.map((row) => row.outcome);
  const zeros = rows.map(() => 0);
  const estimate = (said: { propensity: number[]; untreatedMean: number[]; treatedMean: number[] }) =>
    meanOfScores(doublyRobustScores({ treated, outcome, ...said }));

  it('give the average effect where the propensity alone is right, and where the means alone are', () => {
    const naive =
      outcome.reduce((sum, y, i) => sum + (treated[i] ? y : 0), 0) / treated.filter((t) => t).length -
      outcome.reduce((sum, y, i) => sum + (treated[i] ? 0 : y), 0) / treated.filter((t) => !t).length;
    expect(naive).toBeGreaterThan(4);
    const byPropensity = estimate({ propensity: rows.map((row) => row.chance), untreatedMean: zeros, treatedMean: zeros }); // prettier-ignore
    const byMeans = estimate({ propensity: zeros.map(() => 0.5), untreatedMean: rows.map(({ x }) => 3 * x), treatedMean: rows.map(({ x }) => 3 * x + 2) }); // prettier-ignore
    expect(Math.abs(byPropensity.value - 2)).toBeLessThan(3 * byPropensity.standardError);
    expect(byPropensity.standardError).toBeLessThan(0.1);
    expect(Math.abs(byMeans.value - 2)).toBeLessThan(0.1);
  });

  it('have a mean with the standard error of a mean', () => {
    const { value, standardError, interval } = meanOfScores([1, 2, 3, 4]);
    expect(value).toBe(2.5);
    expect(standardError).toBeCloseTo(Math.sqrt(5 / 3 / 4), 12);
    expect(interval[1] - interval[0]).toBeCloseTo(2 * 1.959964 * standardError, 10);
    expect(meanOfScores([7]).standardError).toBeNaN();
  });

  it('say what is expected whatever the treatment', () => {
    const [mean] = marginalMeans({ treated: [0], outcome: [0], propensity: [0.25], untreatedMean: [4], treatedMean: [8] }); // prettier-ignore
    expect(mean).toBe(5);
  });
});

describe('the uplift curve', () => {
  const scores = [1, -1, 3, 1];
  const even = [1, 1, 1, 1];
  /** Rows in this order have falling effects. */
  const ranked = (order: number[]) => ({ order, effects: order.map((_, row) => -order.indexOf(row)) });

  it('adds up the scores from the largest predicted effect on, by hand', () => {
    const curve = upliftCurve([0.2, -5, 9, 0.1], scores, 4);
    expect(curve.map(({ gain }) => gain)).toEqual([0, 0.75, 1, 1.25, 1]);
    expect(curve.map(({ effect }) => effect)).toEqual([0, 3, 2, 5 / 3, 1]);
    expect(curve.map(({ aboveChance }) => aboveChance)).toEqual([0, 0.5, 0.5, 0.5, 0]);
  });

  it('has the area between it and chance, and the negative one where it is turned round', () => {
    // Trapezia over quarters: (0.5 / 2 + 0.5 + 0.5 + 0.5 / 2) / 4.
    expect(qiniArea(ranked([2, 0, 3, 1]), scores, even)).toBeCloseTo(0.375, 12);
    expect(qiniArea(ranked([1, 3, 0, 2]), scores, even)).toBeCloseTo(-0.375, 12);
    expect(qiniArea(ranked([0, 1]), [5, 5], [1, 1])).toBeCloseTo(0, 12);
    expect(qiniArea(ranked([0]), [1], [0])).toBeNaN();
  });

  it('has no area where all effects are equal, in whatever order the rows come', () => {
    expect(qiniArea({ effects: [1, 1, 1, 1], order: [2, 0, 3, 1] }, scores, even)).toBeCloseTo(0, 12);
  });

  it('counts a row of weight 2 as two rows', () => {
    const twice = qiniArea({ effects: [3, 1, 4, 2], order: [2, 2, 0, 3, 1] }, scores, even);
    expect(qiniArea(ranked([2, 0, 3, 1]), scores, [1, 1, 2, 1])).toBeCloseTo(twice, 12);
  });
});

describe('the value of a policy', () => {
  it('is what treating its rows brings, beside treating all and none', () => {
    const { treated, value, treatAll, gain } = policyValue([1, 0, 1, 0], [4, -2, 6, 1], {
      benefit: 2,
      cost: 3,
    });
    expect(treated).toBe(0.5);
    // (8 - 3 + 12 - 3) / 4 beside ((8 - 3) + (-4 - 3) + (12 - 3) + (2 - 3)) / 4.
    expect(value.value).toBe(3.5);
    expect(treatAll.value).toBe(1.5);
    expect(gain.value).toBe(2);
  });

  it('is compared with treating none where treating all does harm', () => {
    const { value, treatAll, gain } = policyValue([1, 0], [2, -6]);
    expect(treatAll.value).toBe(-2);
    expect(gain.value).toBe(value.value);
  });
});

describe('overlap', () => {
  it('counts rows without support and by tenths of the propensity', () => {
    const { unsupported, untreated, treated } = overlapOf([0.01, 0.15, 0.5, 0.97, 1], [0, 0, 1, 1, 1], 0.05);
    expect(unsupported).toBeCloseTo(0.6, 12);
    expect(untreated).toMatchObject({ rows: 2, histogram: [1, 1, 0, 0, 0, 0, 0, 0, 0, 0], highest: 0.15 });
    expect(treated).toMatchObject({ rows: 3, lowest: 0.5, highest: 1 });
    expect(treated.histogram[9]).toBe(2);
  });

  it('says how many rows of equal weight an arm is worth', () => {
    expect(overlapOf([0.5, 0.5], [1, 1], 0).treated.effectiveRows).toBeCloseTo(2, 12);
    // Weights 10 and 1: 11² / 101.
    expect(overlapOf([0.1, 1], [1, 1], 0).treated.effectiveRows).toBeCloseTo(121 / 101, 12);
  });
});

describe('groups by the predicted effect', () => {
  const effects = Array.from({ length: 100 }, (_, i) => i);

  it('are of equal size, the largest effects first, none below 20 rows', () => {
    const groups = effectGroups(effects, effects, 5);
    expect(groups.map(({ rows, predicted }) => [rows.length, predicted])).toEqual([
      [20, 89.5],
      [20, 69.5],
      [20, 49.5],
      [20, 29.5],
      [20, 9.5],
    ]);
    expect(effectGroups(effects.slice(0, 50), effects, 5)).toHaveLength(2);
  });

  it('widen a spread that does not hold what scores say of them, and no other', () => {
    const random = createRandom(8);
    const flat = effects.map(() => 1);
    const right = effects.map((effect) => effect + random.normal());
    expect(spreadFactor(effects, right, flat)).toBe(1);
    const off = right.map((score) => score + 10);
    const factor = spreadFactor(effects, off, flat);
    expect(factor).toBeGreaterThan(7);
    expect(factor).toBeLessThan(11);
  });
});
