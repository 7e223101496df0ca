import { noSearch } from '../checks.js';
import type { Family } from '../family.js';
import { checkPortfolio, portfolioSpec } from './check.js';
import { evaluateFile } from './judge/evaluate-file.js';
import { profilePrices } from '../prices/load-prices.js';
import { loadedPrices } from '../prices/loaded-prices.js';
import { fitRisk } from './fit/fit-risk.js';
import { LearntRisk } from './learnt-risk.js';
import { loadPrices } from './load/load-prices.js';
import { namesOfPrices } from '../prices/price-table.js';
import { portfolioTaskNames } from './names.js';
import { RiskPredictor } from './open/risk-predictor.js';

/**
 * What can a portfolio lose? Learns from prices: a row for each day, a column for each asset. A request is what is held, and up to which day prices
 * are known.
 */
export const portfolio: Family = {
  name: 'portfolio',
  tasks: portfolioTaskNames,
  // A row simulates thousands of futures.
  lightWork: { bytes: 8 * 1024, rows: 10 },
  check: checkPortfolio,
  checkSearch({ spec }) {
    throw noSearch(spec);
  },
  predictionKind: () => 'tail-risk',
  history: () => undefined,
  explains: () => true,
  answeredFrom: (spec) => [portfolioSpec(spec).positions.name],
  learntFrom: (spec) => namesOfPrices(portfolioSpec(spec)),
  async load(scenario, datasets, options) {
    const loaded = await loadPrices(scenario, datasets, options);
    return loadedPrices(loaded, async (request) => {
      return new LearntRisk(scenario, loaded, await fitRisk(scenario, loaded, request), request.seed);
    });
  },
  async profile(scenario, datasets, file) {
    const loaded = await loadPrices(scenario, datasets, { file });
    return { profile: profilePrices(loaded), rejected: loaded.source.rejected };
  },
  evaluate: evaluateFile,
  open: (scenario, version) => RiskPredictor.load(scenario, version),
};
