import { createRandom } from '../../core/random.js';
import type { PriceHistory } from '../prices/price-history.js';

const dayLength = 86_400_000;

/** Returns of known volatility: GARCH(1,1) of normal innovations, a part of which all assets share. */
export function knownHistory(count: number, width: number, seed = 1) {
  const random = createRandom(seed);
  const [alpha, beta] = [0.12, 0.85];
  const longRun = Array.from({ length: width }, (_, asset) => (0.008 * (1 + asset / 2)) ** 2);
  const variances = [...longRun];
  const returns = new Float64Array(count * width);
  const volatility = new Float64Array(count * width);
  for (let day = 0; day < count; day++) {
    const common = random.normal();
    for (let asset = 0; asset < width; asset++) {
      const at = day * width + asset;
      volatility[at] = Math.sqrt(variances[asset]);
      returns[at] = volatility[at] * (Math.sqrt(0.4) * common + Math.sqrt(0.6) * random.normal());
      variances[asset] =
        (1 - alpha - beta) * longRun[asset] + alpha * returns[at] ** 2 + beta * variances[asset];
    }
  }
  return { history: historyOf(returns, width), volatility };
}

/** @param returns row-major `[days, assets]`. */
export function historyOf(returns: Float64Array, width: number): PriceHistory {
  const count = returns.length / width;
  const market = Float64Array.from({ length: count }, (_, day) => {
    const known = returns.slice(day * width, (day + 1) * width).filter((value) => !Number.isNaN(value));
    return known.reduce((sum, value) => sum + value, 0) / known.length;
  });
  return {
    assets: Array.from({ length: width }, (_, asset) => `A${asset}`),
    days: Float64Array.from({ length: count }, (_, day) => Date.UTC(2010, 0, 1) + day * dayLength),
    returns,
    market,
  };
}
