import { beforeAll, describe, expect, it } from '@jest/globals';
import { startEngine } from '../../engine/engine.js';
import { loadedSolver, type Solver } from '../../optimisation/solve.js';
import type { PriceHistory } from '../prices/price-history.js';
import { strategyNames, strategyOf } from './allocate/strategies.js';
import { decisionsOf, lastWeekday, nextRebalancing } from './calendar.js';
import { fitFolds } from './fit/fit-folds.js';
import { planFolds } from './fit/fold-plan.js';
import { MarketPaths } from './market-paths.js';
import { marketOf, noise, weekdays } from './markets.fixture.js';
import { allocationOptions } from './options.js';
import { signalExamples } from './signal/examples.js';
import { featuresOn } from './signal/features.js';
import { forecastScores } from './signal/scores.js';
import { TradingModel } from './trading-model.js';

const width = 4;
const options = allocationOptions.parse({ members: 1, cap: 0.5, refit: 6 });
const history = marketOf(noise, { days: 900, width });
const day = 700;

/** The same prices up to and with a day; other ones from then on. */
function changedAfter(last: number): PriceHistory {
  const returns = history.returns.map((value, at) => (at >= (last + 1) * width ? 3 * value + 0.01 : value));
  const market = history.market.map((value, at) => (at > last ? -value : value));
  return { ...history, returns, market };
}

let solve: Solver;
beforeAll(async () => {
  await startEngine('wasm');
  solve = await loadedSolver();
});

describe('what is decided on a day', () => {
  const changed = changedAfter(day);
  /** Forecasts that would have ranked the assets well. */
  const scores = Float64Array.from(history.returns, (_, at) => (at % width) - 1.5);
  const [own, other] = [history, changed].map((of) => {
    const paths = new MarketPaths(of);
    return () => new TradingModel({ paths, scores, firstForecast: 260, options, solve });
  });

  it('rests on features, covariances, skill and drift of what was known then', () => {
    const [one, two] = [own(), other()];
    expect(featuresOn(two.paths, day, [0, 1, 2, 3])).toEqual(featuresOn(one.paths, day, [0, 1, 2, 3]));
    expect(two.on(day)).toEqual(one.on(day));
    expect(one.on(day).skill.rebalancings).toBeGreaterThan(12);
    expect(two.on(day + 1)).not.toEqual(one.on(day + 1));
  });

  it.each(strategyNames(options))('is the same by %s, whatever comes later', (name) => {
    const held = Float64Array.of(0.4, 0, 0.3, 0.3);
    const shares = strategyOf(name, own())(day, held);
    expect(strategyOf(name, other())(day, held)).toEqual(shares);
    expect(shares.reduce((sum, one) => sum + one, 0)).toBeCloseTo(1, 9);
  });

  it('is learnt from outcomes that were over before, the first day of which is that of the fill', () => {
    const end = day + 1;
    const [one, two] = [history, changed].map((of) =>
      signalExamples(new MarketPaths(of), { horizon: 21, end }),
    );
    expect(two).toEqual(one);
    expect(Math.max(...one.day) + 1 + 21).toBeLessThan(end);
    // What the day of the decision moved is known; it is no part of what is to be forecast.
    const at = one.day[one.day.length - 1];
    const moved = history.returns.map((value, place) =>
      Math.floor(place / width) === at + 1 ? value + 0.2 * (place % width) : value,
    );
    const next = signalExamples(new MarketPaths({ ...history, returns: moved }), { horizon: 21, end });
    expect(next.targets.slice(-width)).toEqual(one.targets.slice(-width));
  });

  it('is forecast by a network that no later day has changed', async () => {
    const { folds } = planFolds(
      { split: { method: 'time', test: 0.25 } as never },
      history.days.length,
      options,
    );
    const spec = {
      model: { architecture: 'mlp' as const, options: { hidden: [4] } },
      training: { epochs: 2 },
      split: { method: 'time' as const, test: 0.25 },
    } as never;
    const last = folds[0].first;
    const [one, two] = await Promise.all(
      [history, changedAfter(last)].map(async (of) => {
        const paths = new MarketPaths(of);
        const fitted = await fitFolds(paths, folds, { seed: 1, spec, options });
        const all = forecastScores(paths, fitted.map(({ first, candidate }) => ({ first, model: candidate.model }))); // prettier-ignore
        for (const { candidate } of fitted) candidate.model.dispose();
        return all;
      }),
    );
    const until = (last + 1) * width;
    expect(two.slice(0, until)).toEqual(one.slice(0, until));
    expect(two.slice(until)).not.toEqual(one.slice(until));
  });
});

describe('the days of rebalancings', () => {
  const at = (text: string) => Date.parse(`${text}T00:00:00Z`);

  it('are the last weekdays of months, years ahead', () => {
    expect(lastWeekday(2024, 10)).toBe(at('2024-11-29'));
    expect(lastWeekday(2027, 1)).toBe(at('2027-02-26'));
    expect(nextRebalancing(at('2024-11-29'), 1)).toBe(at('2024-12-31'));
    expect(nextRebalancing(at('2024-11-28'), 1)).toBe(at('2024-11-29'));
    expect(nextRebalancing(at('2024-11-29'), 3)).toBe(at('2024-12-31'));
    expect(nextRebalancing(at('2024-12-31'), 3)).toBe(at('2025-03-31'));
  });

  it('are decided on by the day itself or the last before it, and filled on the next', () => {
    const days = weekdays(70).filter((one) => one !== at('2010-02-26'));
    const decisions = decisionsOf(days, { first: 0, end: days.length, months: 1 });
    expect(decisions.map(({ day: known, fill }) => [days[known], days[fill]])).toEqual([
      [at('2010-01-29'), at('2010-02-01')],
      [at('2010-02-25'), at('2010-03-01')],
      [at('2010-03-31'), at('2010-04-01')],
    ]);
    // Of days that are not there yet nothing follows.
    const fewer = decisionsOf(days.slice(0, 45), { first: 0, end: 45, months: 1 });
    expect(fewer).toEqual(decisions.slice(0, 2));
  });
});
