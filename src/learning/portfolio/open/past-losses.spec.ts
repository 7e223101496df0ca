import { describe, expect, it } from '@jest/globals';
import { historyOf } from '../histories.fixture.js';
import { PastLosses } from './past-losses.js';

// Two assets, six days from 2010-01-01 on; the second has no price before the fourth.
const history = historyOf(
  Float64Array.of(NaN, NaN, 0.01, NaN, -0.05, NaN, -0.02, 0.03, 0.04, -0.1, 0.01, 0.02),
  2,
);
const holding = { weights: Float64Array.of(0.5, 0.5), held: [0, 1] };
const name = { en: 'a fall', zh: '下跌' };

describe('losses of the past', () => {
  it('are those of the positions as they are now, with the market in place of what was not there', () => {
    const past = new PastLosses(history, []);
    const returns = past.returnsBefore(6, holding);
    expect(returns).toHaveLength(5);
    expect(returns[1]).toBeCloseTo(Math.expm1(-0.05), 12);
    expect(returns[2]).toBeCloseTo(0.5 * Math.expm1(-0.02) + 0.5 * Math.expm1(0.03), 12);
    const [first, second] = past.worstDays(returns, holding);
    expect(first).toMatchObject({ name: 'worst day 1', from: '2010-01-03', stoodIn: [1] });
    expect(second).toMatchObject({ from: '2010-01-05', stoodIn: [] });
    expect(second.loss).toBeCloseTo(-0.5 * Math.expm1(0.04) - 0.5 * Math.expm1(-0.1), 12);
  });

  it('are worst on the day that fell most, and on the earlier of equal ones', () => {
    const fall = [0.01, -0.02, 0, -0.04, -0.02, -0.01, -0.02, -0.02, 0.03];
    const one = historyOf(Float64Array.of(NaN, ...fall), 1);
    const past = new PastLosses(one, []);
    const alone = { weights: Float64Array.of(1), held: [0] };
    const found = past.worstDays(past.returnsBefore(10, alone), alone);
    expect(found.map(({ from }) => Number(from.slice(-2)) - 1)).toEqual([4, 2, 5, 7, 8]);
  });

  it('count a move across days without a price once, on the day on which there is one again', () => {
    const gap = historyOf(Float64Array.of(NaN, NaN, 0.01, 0.02, NaN, -0.05, -0.3, 0.01, 0.01, NaN), 2);
    const past = new PastLosses(gap, [{ name, from: '2010-01-02', to: '2010-01-04' }]);
    const returns = past.returnsBefore(5, { weights: Float64Array.of(1, 0), held: [0] });
    expect([...returns]).toEqual([Math.expm1(0.01), 0, Math.expm1(-0.3), Math.expm1(0.01)]);
    const [window] = past.overWindows(5, { weights: Float64Array.of(1, 0), held: [0] });
    expect(window).toMatchObject({ stoodIn: [] });
    expect(window.loss).toBeCloseTo(-Math.expm1(0.01 - 0.3), 12);
    // The second has none after the fourth day: the market goes on for it.
    const [worst] = past.worstDays(Float64Array.of(0, 0, 0, -1), {
      weights: Float64Array.of(0, 1),
      held: [1],
    });
    expect(worst).toMatchObject({ from: '2010-01-05', stoodIn: [1] });
  });

  it('over a stretch are held as they were bought', () => {
    const windows = [{ name, from: '2010-01-04', to: '2010-01-05' }];
    const [found] = new PastLosses(history, windows).overWindows(6, holding);
    expect(found).toMatchObject({ name: 'a fall', from: '2010-01-04', to: '2010-01-05', stoodIn: [] });
    expect(found.loss).toBeCloseTo(-0.5 * Math.expm1(0.02) - 0.5 * Math.expm1(-0.07), 12);
  });

  it.each([
    ['begins before the first price', '2009-12-01', '2010-01-05', 6],
    ['is not over by the day that is asked about', '2010-01-03', '2010-01-05', 5],
    ['has no day', '2010-01-10', '2010-01-12', 6],
  ])('are not told of a stretch that %s', (_, from, to, end) => {
    expect(new PastLosses(history, [{ name, from, to }]).overWindows(end, holding)).toEqual([]);
  });
});
