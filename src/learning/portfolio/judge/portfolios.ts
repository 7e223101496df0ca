import { createRandom } from '../../../core/random.js';
import type { PriceHistory } from '../../prices/price-history.js';

/** What a portfolio holds: the share of each asset, of those that can be held on a day. */
export interface TestPortfolio {
  name: string;
  weights: Float64Array;
}

/** Besides equal weight. */
const randomPortfolios = 20;

/** Equal weight, and random weights evenly spread over all that add up to 1 (Dirichlet's distribution); the same for every training. */
export function testPortfolios(assets: number, others = randomPortfolios): TestPortfolio[] {
  const random = createRandom(0).fork('portfolios');
  const drawn = Array.from({ length: others }, (_, i) => {
    const sizes = Float64Array.from({ length: assets }, () => -Math.log(1 - random.next()));
    const total = sizes.reduce((sum, one) => sum + one, 0);
    return { name: `random ${i + 1}`, weights: sizes.map((one) => one / total) };
  });
  return [{ name: 'equal weight', weights: new Float64Array(assets).fill(1 / assets) }, ...drawn];
}

/** The weights of those assets that `has`, divided so that they add up to 1 again. */
export function weightsOf({ weights }: TestPortfolio, has: (asset: number) => boolean): Float64Array {
  const held = weights.map((weight, asset) => (has(asset) ? weight : 0));
  const total = held.reduce((sum, one) => sum + one, 0);
  return held.map((weight) => weight / total);
}

/**
 * What a portfolio returned each day, as a share of its value, rebalanced daily over the assets that `has`; NaN where there is none. Unknown returns
 * count as none, as in {@link heldLoss}.
 */
export function portfolioReturns(
  history: PriceHistory,
  portfolio: TestPortfolio,
  has: (day: number, asset: number) => boolean,
): Float64Array {
  return Float64Array.from(history.days, (_, day) => {
    const weights = weightsOf(portfolio, (asset) => has(day, asset));
    return -heldLoss(history, weights, { first: day, end: day + 1 });
  });
}

/** What a portfolio of these weights lost over the days from `first` to before `end`, held as it was bought; unknown returns count as none. */
export function heldLoss(
  { returns, assets }: PriceHistory,
  weights: ArrayLike<number>,
  { first, end }: { first: number; end: number },
): number {
  let loss = 0;
  for (let asset = 0; asset < weights.length; asset++) {
    let sum = 0;
    for (let day = first; day < end; day++) sum += returns[day * assets.length + asset] || 0;
    loss -= weights[asset] * Math.expm1(sum);
  }
  return loss;
}
