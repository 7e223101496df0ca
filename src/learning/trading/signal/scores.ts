import type { Model } from '../../../models/prediction/model.js';
import type { MarketPaths } from '../market-paths.js';
import { featureNames, featuresOn } from './features.js';

/** A network, and the first day that it may decide on. */
export interface FoldModel {
  first: number;
  model: Model;
}

/**
 * How each asset is forecast to fare among the others after each day, row-major `[days, assets]`: mean 0 and deviation 1 over the assets of a day,
 * NaN for those that may not be bought. Days before the first fold are forecast by its network, which has learnt from them.
 */
export function forecastScores(paths: MarketPaths, folds: readonly FoldModel[]): Float64Array {
  const { days, width } = paths;
  const scores = new Float64Array(days * width).fill(NaN);
  folds.forEach(({ model, first }, at) => {
    const end = folds[at + 1]?.first ?? days;
    for (const block of blocks(paths, { first: at === 0 ? 0 : first, end })) {
      const features = { data: block.inputs, shape: [featureNames.length] };
      const outputs = model.predict({ features }, block.rows);
      let row = 0;
      for (const { day, assets } of block.days) {
        const own = standardised(outputs.subarray(row, row + assets.length));
        assets.forEach((asset, i) => (scores[day * width + asset] = own[i]));
        row += assets.length;
      }
    }
  });
  return scores;
}

interface Block {
  days: { day: number; assets: number[] }[];
  inputs: Float32Array;
  rows: number;
}

const blockDays = 500;

/** The features of some days at a time. */
function* blocks(paths: MarketPaths, { first, end }: { first: number; end: number }): Generator<Block> {
  for (let start = first; start < end; start += blockDays) {
    const days = Array.from({ length: Math.min(blockDays, end - start) }, (_, i) => start + i)
      .map((day) => ({ day, assets: paths.eligibleOn(day) }))
      .filter(({ assets }) => assets.length > 0);
    const rows = days.reduce((sum, { assets }) => sum + assets.length, 0);
    if (rows === 0) continue;
    const inputs = new Float32Array(rows * featureNames.length);
    let at = 0;
    for (const { day, assets } of days) {
      const own = featuresOn(paths, day, assets);
      inputs.set(own, at);
      at += own.length;
    }
    yield { days, inputs, rows };
  }
}

/** Mean 0 and deviation 1; all 0 where none differs. */
function standardised(values: Float32Array): Float64Array {
  const mean = values.reduce((sum, one) => sum + one, 0) / values.length;
  const square = values.reduce((sum, one) => sum + (one - mean) ** 2, 0) / values.length;
  const deviation = Math.sqrt(square);
  return Float64Array.from(values, (value) => (deviation > 1e-9 ? (value - mean) / deviation : 0));
}
