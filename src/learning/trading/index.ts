import { noSearch } from '../checks.js';
import type { Family } from '../family.js';
import { profilePrices } from '../prices/load-prices.js';
import { loadedPrices } from '../prices/loaded-prices.js';
import { namesOfPrices } from '../prices/price-table.js';
import { checkTrading, tradingSpec } from './check.js';
import { fitTrading } from './fit/fit-trading.js';
import { evaluateFile } from './judge/evaluate-file.js';
import { LearntTrading } from './learnt-trading.js';
import { loadMarket } from './load/load-prices.js';
import { tradingTaskNames } from './names.js';
import { TradingPredictor } from './open/trading-predictor.js';

/**
 * Which positions to take until the next rebalancing? Learns from prices: a row for each day, a column for each asset. A request is what is held,
 * and up to which day prices are known.
 */
export const trading: Family = {
  name: 'trading',
  tasks: tradingTaskNames,
  // A row is a quadratic programme.
  lightWork: { bytes: 8 * 1024, rows: 10 },
  check: checkTrading,
  checkSearch({ spec }) {
    throw noSearch(spec);
  },
  predictionKind: () => 'portfolio-returns',
  history: () => undefined,
  // Who holds nothing asks, too: what to buy for cash.
  answeredFrom: () => [],
  learntFrom: (spec) => namesOfPrices(tradingSpec(spec)),
  async load(scenario, datasets, options) {
    const loaded = await loadMarket(scenario, datasets, options);
    return loadedPrices(loaded, async (request) => {
      return new LearntTrading(scenario, loaded, await fitTrading(scenario, loaded, request), request.seed);
    });
  },
  async profile(scenario, datasets, file) {
    const loaded = await loadMarket(scenario, datasets, { file });
    return { profile: profilePrices(loaded), rejected: loaded.source.rejected };
  },
  evaluate: evaluateFile,
  open: (scenario, version) => TradingPredictor.load(scenario, version),
};
