import type { DatasetCatalogue } from '../../../datasets/dataset-catalogue.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { LoadOptions } from '../../family.js';
import { readPriceData, type LoadedPrices } from '../../prices/load-prices.js';
import { portfolioSpec, type PortfolioSpec } from '../check.js';
import { leastWindow, warmUp } from '../options.js';

export type LoadedPortfolio = LoadedPrices<PortfolioSpec>;

/** So many days are needed before the first one can be asked about. */
const leastDays = leastWindow + warmUp + 1;

/** See `readPriceData`. */
export function loadPrices(
  scenario: Scenario,
  datasets: DatasetCatalogue,
  options?: LoadOptions,
): Promise<LoadedPortfolio> {
  return readPriceData(scenario, datasets, { spec: portfolioSpec(scenario.spec), leastDays }, options);
}
