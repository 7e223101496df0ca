import { foldIn } from '../../../models/algebra/alternating-least-squares.js';
import type { Model } from '../../../models/prediction/model.js';

/**
 * From histories to a score of every item, row-major `[histories, items]`: as many histories as `blocksOf` says. A row's scores depend on its
 * history alone.
 */
export type Ranker = (histories: readonly ArrayLike<number>[]) => Float32Array;

/** The ranker of a trained model, whatever its architecture reads. */
export function rankerOf(model: Model, items: number): Ranker {
  if ('history' in model.shapes.inputs) {
    return (histories) => {
      const data = { items, rows: histories };
      return model.predict({ history: { data, shape: [items] } }, histories.length);
    };
  }
  return factorRanker(model, items);
}

/** Factors from likings: the customer is folded in from the history, so that a new one is served like a known one. */
function factorRanker(model: Model, items: number): Ranker {
  const { factors, implicit } = model.options as {
    factors: number;
    implicit: { confidence: number; strength: number };
  };
  const weight = model.members[0].weights.get('item/factors');
  if (!weight) throw new Error('The factorisation has no weight item/factors.');
  const itemFactors = weight.variable.dataSync<'float32'>().slice();
  const factorsOf = foldIn(itemFactors, { factors, ...implicit });
  return (histories) => {
    const scores = new Float32Array(histories.length * items);
    histories.forEach((history, row) => {
      const customer = factorsOf(history);
      for (let item = 0; item < items; item++) {
        let sum = 0;
        for (let i = 0; i < factors; i++) sum += customer[i] * itemFactors[item * factors + i];
        scores[row * items + item] = sum;
      }
    });
    return scores;
  };
}

/** Bring each row to mean 0 and deviation 1, so that scores of different models can be added. Rows that do not vary become 0. */
export function standardise(scores: Float32Array, items: number): Float32Array {
  for (let start = 0; start < scores.length; start += items) {
    let sum = 0;
    for (let i = start; i < start + items; i++) sum += scores[i];
    const mean = sum / items;
    let squares = 0;
    for (let i = start; i < start + items; i++) squares += (scores[i] - mean) ** 2;
    const deviation = Math.sqrt(squares / items);
    for (let i = start; i < start + items; i++)
      scores[i] = deviation > 0 ? (scores[i] - mean) / deviation : 0;
  }
  return scores;
}

/** The weighted sum of standardised scores. */
export function blend(scores: readonly Float32Array[], weights: readonly number[]): Float32Array {
  const sum = new Float32Array(scores[0].length);
  scores.forEach((one, at) => {
    const weight = weights[at];
    if (weight !== 0) for (let i = 0; i < sum.length; i++) sum[i] += weight * one[i];
  });
  return sum;
}
