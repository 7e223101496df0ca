import { fitGarch, leastReturns, type GarchShape } from '../../../evaluation/risk/conditional-variance.js';
import { assetReturns, type PriceHistory } from '../../prices/price-history.js';
import type { Dynamics } from '../volatility/examples.js';

/** How fast the variance of each asset forgets, from the days before `end`; an asset with too few goes by the market. */
export function fitDynamics(history: PriceHistory, end: number): Dynamics {
  const market = shapeOf(history.market.subarray(0, end));
  const assets = history.assets.map((_, at) => {
    const returns = assetReturns(history, at).subarray(0, end);
    return returns.filter((value) => !Number.isNaN(value)).length < leastReturns ? market : shapeOf(returns);
  });
  return { assets, market };
}

function shapeOf(returns: Float64Array): GarchShape {
  const { alpha, beta } = fitGarch(returns);
  return { alpha, beta };
}
