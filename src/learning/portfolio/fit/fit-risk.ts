import { CancelledError } from '../../../core/errors.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';
import type { FitRequest } from '../../family.js';
import { measure } from '../../scored-rows.js';
import { filteredForecasts } from '../judge/filtered-method.js';
import { testPortfolios } from '../judge/portfolios.js';
import type { LoadedPortfolio } from '../load/load-prices.js';
import { RiskModel } from '../risk-model.js';
import {
  driverNames,
  forecastVolatilities,
  type DriverName,
  type Volatilities,
} from '../volatility/forecasts.js';
import { divideDays, type DayParts } from './divide-days.js';
import { fitVolatility, type FittedVolatility } from './fit-volatility.js';

export interface FittedRisk extends FittedVolatility {
  parts: DayParts;
  /** By what volatilities are forecast where it serves: the best on the days that stopped the training. */
  driver: DriverName;
  /** The mean joint loss of each on those days. */
  validation: Record<DriverName, number>;
  volatilities: Record<DriverName, Volatilities>;
  models: Record<DriverName, RiskModel>;
}

/** So many random portfolios besides equal weight choose. */
const choosing = 5;

/** @throws InvalidInputError when days are too few; CancelledError. */
export async function fitRisk(
  { spec }: Scenario,
  { history, spec: { options } }: LoadedPortfolio,
  request: FitRequest,
): Promise<FittedRisk> {
  const parts = divideDays(spec, history);
  const fitted = await fitVolatility(spec, history, { ...request, parts });
  try {
    if (request.signal?.aborted) throw new CancelledError('Cancelled before the forecasts were compared.');
    const { model } = fitted.candidate;
    const volatilities = forecastVolatilities({ ...fitted, model }, history);
    const modelOf = (driver: DriverName) =>
      new RiskModel({
        history,
        volatilities: volatilities[driver].values,
        dynamics: fitted.dynamics,
        window: options.window,
      });
    const models = { network: modelOf('network'), garch: modelOf('garch'), ewma: modelOf('ewma') };
    const range = { first: parts.validation, end: parts.test };
    const lossOf = (driver: DriverName) => {
      const all = filteredForecasts(models[driver], testPortfolios(history.assets.length, choosing), {
        levels: options.levels,
        range,
      });
      const losses = all.map(({ scored }) => measure(scored, ['fz_loss']).fz_loss ?? NaN);
      return losses.reduce((sum, one) => sum + one, 0) / losses.length;
    };
    const validation = { network: lossOf('network'), garch: lossOf('garch'), ewma: lossOf('ewma') };
    const [driver] = [...driverNames].sort((a, b) => validation[a] - validation[b]);
    return { ...fitted, parts, driver, validation, volatilities, models };
  } catch (error) {
    fitted.candidate.model.dispose();
    throw error;
  }
}
