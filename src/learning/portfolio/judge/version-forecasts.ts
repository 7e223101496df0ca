import type { LoadedModel } from '../../../registry/model-registry.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import { portfolioSpec } from '../check.js';
import { openState, openVolatility } from '../files/open-volatility.js';
import type { PriceHistory } from '../../prices/price-history.js';
import { RiskModel } from '../risk-model.js';
import { forecastVolatilities } from '../volatility/forecasts.js';

/**
 * What a stored version says of other prices: its network forecasts their volatilities.
 * @throws DamagedFileError when the version does not fit the scenario any more.
 */
export function riskModelOf(scenario: Scenario, version: LoadedModel, history: PriceHistory): RiskModel {
  const { assets, options } = portfolioSpec(scenario.spec);
  const state = openState(version, assets);
  const volatility = openVolatility(version, state);
  try {
    const { values } = forecastVolatilities(volatility, history)[state.driver];
    const { dynamics } = state;
    return new RiskModel({ history, volatilities: values, dynamics, window: options.window });
  } finally {
    volatility.model.dispose();
  }
}
