import { describe, expect, it } from '@jest/globals';
import type { Strategy } from '../allocate/strategies.js';
import { MarketPaths } from '../market-paths.js';
import { weekdays } from '../markets.fixture.js';
import { indexWalk, walkForward } from './walk-forward.js';

/** Two assets: the first gains 10 % on day 3, the second 5 % on day 6; nothing else moves. */
function paths(change: (returns: Float64Array) => void = () => undefined, count = 10): MarketPaths {
  const returns = new Float64Array(2 * count);
  returns[6] = Math.log(1.1);
  returns[13] = Math.log(1.05);
  change(returns);
  const market = new Float64Array(count);
  market[4] = 0.02;
  return new MarketPaths({ assets: ['A', 'B'], days: weekdays(count), returns, market });
}

const decisions = [1, 4, 7].map((day) => ({ date: 0, day, fill: day + 1 }));
const half: Strategy = () => Float64Array.of(0.5, 0.5);
const free = { costRate: 0, delistingLoss: 1 };

describe('a walk through the days', () => {
  it('holds what it bought on the day after the decision until the next fill', () => {
    const { returns, values, traded, held } = walkForward(paths(), decisions, half, free);
    // Bought on day 2: the first gains 10 % on day 3. Halved again on day 5: the second gains 5 % on day 6.
    expect([...returns]).toEqual([expect.closeTo(0.05, 12), expect.closeTo(0.025, 12)]);
    expect(values).toHaveLength(7);
    expect(values[6]).toBeCloseTo(1.05 * 1.025, 12);
    // From cash; then half of what was gained goes over.
    expect(traded[0]).toBeCloseTo(1, 12);
    expect(traded[1]).toBeCloseTo(0.05 / 1.05, 12);
    expect([...held[1]]).toEqual([expect.closeTo(0.55 / 1.05, 12), expect.closeTo(0.5 / 1.05, 12)]);
  });

  it('gains nothing from the day of the decision or of the fill', () => {
    const first: Strategy = () => Float64Array.of(1, 0);
    const early = (day: number) => paths((returns) => (returns[2 * day] += 0.5));
    const [own] = walkForward(paths(), decisions, first, free).returns;
    for (const day of [1, 2])
      expect(walkForward(early(day), decisions, first, free).returns[0]).toBeCloseTo(own, 12);
    const [gained] = walkForward(early(3), decisions, first, free).returns;
    expect(gained).toBeGreaterThan(own + 0.5);
  });

  it('pays for what it trades, and no more is invested than is left', () => {
    const rate = 0.01;
    const { returns, costs, traded } = walkForward(paths(), decisions, half, {
      costRate: rate,
      delistingLoss: 1,
    });
    expect(traded[0]).toBeCloseTo(1 - rate, 12);
    expect(costs[0]).toBeCloseTo(rate * (1 - rate), 12);
    expect(returns[0]).toBeCloseTo((1 - rate) * 1.05 + rate - rate * (1 - rate) - 1, 12);
    expect([...walkForward(paths(), decisions, half, free).costs]).toEqual([0, 0]);
  });

  it('loses what is held of an asset whose prices end, as a share that is declared, and never counts it as unknown', () => {
    const ended = () =>
      paths((returns) => {
        for (let day = 4; day < 40; day++) returns[2 * day] = NaN;
      }, 40);
    const rare = [1, 30].map((day) => ({ date: 0, day, fill: day + 1 }));
    for (const delistingLoss of [1, 0.3]) {
      const walk = walkForward(ended(), rare, half, { costRate: 0, delistingLoss });
      expect(walk.ended).toEqual([{ asset: 0, day: 23 }]);
      expect(walk.returns[0]).toBeCloseTo(0.55 * (1 - delistingLoss) + 0.5 * 1.05 - 1, 12);
    }
  });

  it('buys nothing without a price on the day of the fill, and keeps cash instead', () => {
    const gap = paths((returns) => (returns[4] = NaN));
    const { returns } = walkForward(gap, decisions, half, free);
    expect(returns[0]).toBeCloseTo(0, 12);
  });

  it('has an index beside it that was bought once', () => {
    const { returns, costs } = indexWalk(paths(), decisions, 0.001);
    expect(returns[0]).toBeCloseTo(0.999 * Math.exp(0.02) - 1, 12);
    expect([...costs]).toEqual([0.001, 0]);
  });
});
