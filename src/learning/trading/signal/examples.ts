import { centredRanks, featureNames, featuresOn } from './features.js';
import type { MarketPaths } from '../market-paths.js';
import { staleDays } from '../options.js';

/** What there is to learn from: each asset on some days, beside how it fared among the others afterwards. */
export interface SignalExamples {
  /** Row-major `[rows, features]`. */
  inputs: Float32Array;
  /** How the asset ranked among those of the day from the fill to the end of the horizon, with variance 1. */
  targets: Float32Array;
  /** After which day it was known. */
  day: Int32Array;
}

/** Every week is an example: those in between say hardly anything else. */
const step = 5;

/** The deviation of ranks spread evenly from -1 to 1. */
const rankDeviation = Math.sqrt(1 / 3);

/** Fewer assets of a day have no ranks to speak of. */
const leastAssets = 2;

/**
 * Examples of the days before `end`, by prices up to before `end` alone: an outcome begins on the day after what is known, by whose prices
 * a decision would be filled, and must be over.
 */
export function signalExamples(
  paths: MarketPaths,
  { horizon, end }: { horizon: number; end: number },
): SignalExamples {
  const parts: { day: number; inputs: Float32Array; targets: Float64Array }[] = [];
  for (let day = 0; day + 1 + horizon < end; day += step) {
    const assets = paths.eligibleOn(day);
    if (assets.length < leastAssets) continue;
    const outcomes = assets.map((asset) => outcomeOf(paths, asset, { from: day + 1, to: day + 1 + horizon }));
    const targets = centredRanks(outcomes).map((rank) => rank / rankDeviation);
    parts.push({ day, inputs: featuresOn(paths, day, assets), targets });
  }
  const rows = parts.reduce((sum, { targets }) => sum + targets.length, 0);
  const all = {
    inputs: new Float32Array(rows * featureNames.length),
    targets: new Float32Array(rows),
    day: new Int32Array(rows),
  };
  let row = 0;
  for (const { day, inputs, targets } of parts) {
    all.inputs.set(inputs, row * featureNames.length);
    all.targets.set(targets, row);
    all.day.fill(day, row, row + targets.length);
    row += targets.length;
  }
  return all;
}

/** What the price moved by; whose prices ended fared worst. */
function outcomeOf(paths: MarketPaths, asset: number, { from, to }: { from: number; to: number }): number {
  const { level, seen } = paths.assets[asset];
  return to - seen[to] > staleDays ? -Infinity : level[to] - level[from];
}
