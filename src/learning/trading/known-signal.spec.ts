import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { startEngine } from '../../engine/engine.js';
import { sharpeRatio } from '../../evaluation/trading/sharpe.js';
import type { Scenario } from '../../scenarios/scenario-catalogue.js';
import type { PriceHistory } from '../prices/price-history.js';
import type { Strategy } from './allocate/strategies.js';
import { decisionsOf } from './calendar.js';
import { fitTrading, type FittedTrading } from './fit/fit-trading.js';
import { compareStrategies, type Comparison } from './judge/compare.js';
import { beats } from './judge/verdict.js';
import type { LoadedMarket } from './load/load-prices.js';
import { MarketPaths } from './market-paths.js';
import { marketOf, noise, reverting, takenBack } from './markets.fixture.js';
import { allocationOptions } from './options.js';
import { walkForward } from './walk/walk-forward.js';

const size = { days: 1900, width: 10 };
const options = allocationOptions.parse({ members: 1, cap: 0.4 });
const scenario = {
  spec: {
    model: { architecture: 'mlp', options: { hidden: [8], dropout: 0 } },
    training: { epochs: 15, batchSize: 256, optimiser: { name: 'adamw', learningRate: 0.01 } },
    split: { method: 'time', test: 0.4 },
  },
} as unknown as Scenario;

async function fit(history: PriceHistory) {
  const loaded = { history, spec: { options, assets: history.assets } } as unknown as LoadedMarket;
  const fitted = await fitTrading(scenario, loaded, { seed: 1 });
  const { model, served, plan, residuals } = fitted;
  const range = { first: plan.test, end: plan.end };
  const comparison = compareStrategies(model, { served, range, residuals, seed: 1 });
  if (!comparison) throw new Error('Nothing was compared.');
  return { fitted, comparison };
}

const all: FittedTrading[] = [];
beforeAll(() => startEngine('wasm'));
afterAll(() => {
  for (const { folds } of all) for (const { candidate } of folds) candidate.model.dispose();
});

const found = async (history: PriceHistory) => {
  const { fitted, comparison } = await fit(history);
  all.push(fitted);
  return { fitted, comparison };
};

const bestNetwork = ({ figures }: Comparison) =>
  Object.entries(figures)
    .filter(([name]) => name.startsWith('network-'))
    .map(([, of]) => of);

describe('a signal that was planted', () => {
  it('is found: the network serves, and beats equal weight after costs', async () => {
    const { fitted, comparison } = await found(marketOf(reverting, size));
    const { served, model } = fitted;
    expect(served).toMatch(/^network-/);
    expect(model.on(model.paths.days - 1).skill.trusted).toBeGreaterThan(0.1);
    expect(beats(comparison.figures[served])).toBe(true);
    expect(comparison.deflated.active).toBeGreaterThan(0.5);
    expect(comparison.coverage).toBeGreaterThan(0.6);
  });
});

describe('where there is none', () => {
  it('none is found: nothing beats equal weight, and forecasts that are not trusted leave it', async () => {
    const { fitted, comparison } = await found(marketOf(noise, size));
    expect(fitted.model.on(fitted.model.paths.days - 1).skill.trusted).toBeLessThan(0.05);
    for (const of of [...bestNetwork(comparison), comparison.figures.momentum]) expect(beats(of)).toBe(false);
    expect(comparison.deflated.active >= 0.95).toBe(false);
  });

  it('what the next day takes back brings nothing, though filled on the same day it would look brilliant', async () => {
    const history = marketOf(takenBack, size);
    const { fitted, comparison } = await found(history);
    expect(fitted.model.on(history.days.length - 1).skill.trusted).toBeLessThan(0.05);
    for (const of of bestNetwork(comparison)) expect(beats(of)).toBe(false);
    const paths = new MarketPaths(history);
    // The half that fell most on the very day.
    const fallen: Strategy = (day) => {
      const moves = history.assets.map((_, asset) => history.returns[day * paths.width + asset]);
      const order = [...moves.keys()].sort((a, b) => moves[a] - moves[b]);
      return Float64Array.from(moves, (_, asset) => (order.indexOf(asset) < 5 ? 0.2 : 0));
    };
    const equal: Strategy = () => new Float64Array(paths.width).fill(1 / paths.width);
    const decisions = decisionsOf(history.days, { first: 260, end: history.days.length, months: 1 });
    const beyond = (rule: Strategy) => {
      const of = (strategy: Strategy) =>
        walkForward(paths, decisions, strategy, { costRate: 0.001, delistingLoss: 1 }).returns;
      const [own, others] = [of(rule), of(equal)];
      const differences = own.map((value, i) => value - others[i]);
      return sharpeRatio(differences, 12);
    };
    // As if the day of the fill were known when it is decided on.
    const leaking: Strategy = (day, held) => fallen(day + 1, held);
    expect(beyond(leaking)).toBeGreaterThan(1);
    expect(beyond(fallen)).toBeLessThan(0.3);
  });
});
