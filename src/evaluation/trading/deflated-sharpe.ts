import { normalQuantile } from '../../core/normal-quantile.js';
import { sharpeProbability, type SeenSharpe } from './sharpe.js';

const eulerMascheroni = 0.5772156649015329;

/**
 * The Sharpe ratio that the best of so many trials without any skill is expected to have (Bailey & López de Prado, 2014, equation 1); 0 for one.
 * @param variance of the ratios of the trials, of one period.
 */
export function luckiestSharpe(trials: number, variance: number): number {
  if (trials <= 1 || !(variance > 0)) return 0;
  const first = normalQuantile(1 - 1 / trials);
  const second = normalQuantile(1 - 1 / (trials * Math.E));
  return Math.sqrt(variance) * ((1 - eulerMascheroni) * first + eulerMascheroni * second);
}

/** The probability that a ratio is better than the luck of the best of all trials (Bailey & López de Prado, 2014). */
export function deflatedSharpe(
  seen: SeenSharpe,
  { trials, variance }: { trials: number; variance: number },
): number {
  return sharpeProbability(seen, luckiestSharpe(trials, variance));
}
