import { createRandom, type Random } from '../../core/random.js';
import type { PriceHistory } from '../prices/price-history.js';

const dayLength = 86_400_000;

/** Mondays to Fridays from 2010 on. */
export function weekdays(count: number): Float64Array {
  const days: number[] = [];
  for (let at = Date.UTC(2010, 0, 1); days.length < count; at += dayLength)
    if (new Date(at).getUTCDay() % 6 !== 0) days.push(at);
  return Float64Array.from(days);
}

/** What an asset has for itself on each day, beside its part in the market. */
type OwnReturns = (random: Random) => () => number;

const deviation = 0.012;

/** Nothing of the past says anything of the future. */
export const noise: OwnReturns = (random) => () => deviation * random.normal();

/** What an asset has gained beyond the market it gives back within a month or two: who looks back sees it, by the short past and not by the year. */
export const reverting: OwnReturns = (random) => {
  let beyond = 0;
  return () => {
    const value = -0.04 * beyond + deviation * random.normal();
    beyond += value;
    return value;
  };
};

/** What a day moved the next one takes back, and no other: who is filled on the day that is looked at sees gains that nobody could have. */
export const takenBack: OwnReturns = (random) => {
  let last = 0;
  return () => {
    const own = deviation * random.normal();
    const value = own - 0.9 * last;
    last = own;
    return value;
  };
};

/** Assets that share a market and have returns of their own. */
export function marketOf(
  own: OwnReturns,
  { days: count, width, seed = 1 }: { days: number; width: number; seed?: number },
): PriceHistory {
  const root = createRandom(seed);
  const common = root.fork('market');
  const market = Float64Array.from({ length: count }, () => 0.0003 + 0.008 * common.normal());
  const draws = Array.from({ length: width }, (_, asset) => own(root.fork(`asset ${asset}`)));
  const returns = new Float64Array(count * width);
  for (let day = 0; day < count; day++)
    draws.forEach((draw, asset) => (returns[day * width + asset] = market[day] + draw()));
  return {
    assets: Array.from({ length: width }, (_, asset) => `A${asset}`),
    days: weekdays(count),
    returns,
    market,
  };
}
