import { describe, expect, it } from '@jest/globals';
import { createRandom } from '../../core/random.js';
import { studentTQuantile } from '../statistics/student-t.js';
import {
  conditionalCoverageTest,
  independenceTest,
  kupiecTest,
  shortfallTest,
  trafficLight,
} from './backtests.js';

const breaches = Uint8Array.from({ length: 250 }, (_, day) => +[10, 11, 50, 51, 52, 120, 200].includes(day));

// scipy: test/reference/risk.py
describe('tests of the value at risk', () => {
  it('give what scipy gives', () => {
    expect(kupiecTest(breaches, 0.99).statistic).toBeCloseTo(5.496990447792655, 9);
    expect(kupiecTest(breaches, 0.99).pValue).toBeCloseTo(0.019049230890526854, 9);
    expect(independenceTest(breaches).statistic).toBeCloseTo(13.487563523752073, 9);
    expect(conditionalCoverageTest(breaches, 0.99).pValue).toBeCloseTo(7.543214965938885e-5, 9);
  });

  it('have nothing against no breach in a few days, and much against breaches on each', () => {
    expect(kupiecTest(new Uint8Array(20), 0.99).pValue).toBeGreaterThan(0.5);
    expect(independenceTest(new Uint8Array(20))).toEqual({ statistic: 0, pValue: 1 });
    expect(kupiecTest(new Uint8Array(20).fill(1), 0.99).pValue).toBeLessThan(1e-9);
    expect(independenceTest(new Uint8Array(20).fill(1)).pValue).toBe(1);
    expect(() => kupiecTest([], 0.99)).toThrow('breaches');
    expect(() => kupiecTest([2], 0.99)).toThrow('0 or 1');
  });

  it('reject correct forecasts as often as they say', () => {
    const random = createRandom(5);
    const rejected = Array.from({ length: 400 }, () => {
      const days = Uint8Array.from({ length: 1000 }, () => +(random.next() < 0.05));
      return +(kupiecTest(days, 0.95).pValue < 0.05);
    }).reduce((sum, one) => sum + one, 0);
    expect(rejected / 400).toBeGreaterThan(0.02);
    expect(rejected / 400).toBeLessThan(0.09);
  });
});

describe('the test of the expected shortfall', () => {
  it('has the critical value of Acerbi and Szekely, -0.7 for 250 days at 97.5 %', () => {
    // Ten breaches, each so many times the shortfall that the statistic is the one asked for.
    const pValueOf = (statistic: number) => {
      const ratio = ((1 - statistic) * 250 * 0.025) / 10;
      const losses = Float64Array.from({ length: 250 }, (_, day) => (day < 10 ? ratio : 0));
      const constant = (value: number) => new Float64Array(250).fill(value);
      const tested = { losses, valueAtRisk: constant(0.5), expectedShortfall: constant(1) };
      const found = shortfallTest(tested, 0.975);
      expect(found.statistic).toBeCloseTo(statistic, 9);
      return found.pValue;
    };
    expect(pValueOf(-0.6)).toBeGreaterThan(0.05);
    expect(pValueOf(-0.8)).toBeLessThan(0.05);
    expect(pValueOf(-2)).toBeLessThan(0.0005);
  });

  it('is near 0 where forecasts are right, and far below where losses are half as large again', () => {
    const random = createRandom(9);
    const days = 2000;
    const losses = Float64Array.from({ length: days }, () => studentTQuantile(1 - random.next() || 0.5, 5));
    const constant = (value: number) => new Float64Array(days).fill(value);
    // Of t with 5 degrees at 97.5 %.
    const forecasts = { valueAtRisk: constant(2.5705818), expectedShortfall: constant(3.5223) };
    const right = shortfallTest({ losses, ...forecasts }, 0.975);
    expect(Math.abs(right.statistic)).toBeLessThan(0.25);
    expect(right.pValue).toBeGreaterThan(0.05);
    const wrong = shortfallTest({ losses: losses.map((loss) => 1.5 * loss), ...forecasts }, 0.975);
    expect(wrong.statistic).toBeLessThan(-1);
    expect(wrong.pValue).toBeLessThan(0.001);
  });
});

describe('the traffic light', () => {
  it('has the zones of the Basel Committee', () => {
    const lights = [0, 4, 5, 9, 10, 30].map((count) => trafficLight(count, 250, 0.99));
    expect(lights).toEqual(['green', 'green', 'yellow', 'yellow', 'red', 'red']);
  });
});
