import type { DatasetCatalogue } from '../../../datasets/dataset-catalogue.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { LoadOptions } from '../../family.js';
import { readPriceData, type LoadedPrices } from '../../prices/load-prices.js';
import { tradingSpec, type TradingSpec } from '../check.js';
import { warmUp } from '../options.js';

export type LoadedMarket = LoadedPrices<TradingSpec>;

/** See `readPriceData`. */
export function loadMarket(
  scenario: Scenario,
  datasets: DatasetCatalogue,
  options?: LoadOptions,
): Promise<LoadedMarket> {
  return readPriceData(
    scenario,
    datasets,
    { spec: tradingSpec(scenario.spec), leastDays: 2 * warmUp },
    options,
  );
}
