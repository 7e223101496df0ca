import { midranks } from '../../../evaluation/statistics/rank-correlation.js';
import type { AssetPath, MarketPaths } from '../market-paths.js';
import { monthDays, warmUp } from '../options.js';

/** What a network reads of an asset: each is ranked among the assets of the day, so that no unit and no level has any influence. */
export const featureNames = [
  'momentum_12_1',
  'momentum_6_1',
  'momentum_3',
  'momentum_1',
  'reversal_5',
  'volatility_3m',
  'volatility_12m',
  'downside_3m',
  'drawdown_12m',
  'beta_12m',
  'own_volatility_12m',
  'largest_day_1m',
] as const;

export type FeatureName = (typeof featureNames)[number];

const quarter = 3 * monthDays;
const week = 5;
const leastVariance = 1e-12;

/** The figures of an asset on what is known after a day, in the order of {@link featureNames}; its year must be known. */
function figuresOf(path: AssetPath, { paths, day }: { paths: MarketPaths; day: number }): number[] {
  const { level, squares, falls, products } = path;
  const first = Math.max(0, day - warmUp);
  /** The logarithm of the price over the one so many days before. */
  const moved = (from: number, to = 0) => level[day - to] - (Number.isNaN(level[Math.max(0, day - from)]) ? 0 : level[Math.max(0, day - from)]); // prettier-ignore
  const variance = (sums: Float64Array, span: number) => {
    const start = Math.max(0, day + 1 - span);
    return (sums[day + 1] - sums[start]) / (day + 1 - start);
  };
  const market = Math.max(leastVariance, variance(paths.marketSquares, warmUp));
  const yearly = Math.max(leastVariance, variance(squares, warmUp));
  const beta = variance(products, warmUp) / market;
  let [highest, largest] = [-Infinity, -Infinity];
  for (let at = first; at <= day; at++) if (level[at] > highest) highest = level[at];
  for (let at = Math.max(1, day - monthDays + 1); at <= day; at++)
    largest = Math.max(largest, level[at] - level[at - 1]);
  const recent = Math.max(leastVariance, variance(squares, quarter));
  return [
    moved(warmUp, monthDays) / Math.sqrt(yearly),
    moved(warmUp / 2, monthDays) / Math.sqrt(yearly),
    moved(quarter) / Math.sqrt(yearly),
    moved(monthDays) / Math.sqrt(yearly),
    -moved(week) / Math.sqrt(yearly),
    recent,
    yearly,
    variance(falls, quarter) / recent,
    level[day] - highest,
    beta,
    Math.max(0, yearly - beta * beta * market),
    largest / Math.sqrt(yearly),
  ];
}

/** Ranks from -1 to 1, the middle at 0. */
export function centredRanks(values: ArrayLike<number>): Float64Array {
  return midranks(values).map((rank) => (2 * rank - 1) / values.length - 1);
}

/** The features of some assets after a day, row-major `[assets, features]`, from what was known then. */
export function featuresOn(paths: MarketPaths, day: number, assets: readonly number[]): Float32Array {
  const width = featureNames.length;
  const figures = assets.map((asset) => figuresOf(paths.assets[asset], { paths, day }));
  const features = new Float32Array(assets.length * width);
  for (let feature = 0; feature < width; feature++) {
    const ranks = centredRanks(figures.map((own) => own[feature]));
    ranks.forEach((rank, row) => (features[row * width + feature] = rank));
  }
  return features;
}
