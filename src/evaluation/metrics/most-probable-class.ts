import type { MulticlassPredictions } from '../predictions/multiclass.predictions.js';

/** The class of the highest probability of each row; the lowest index among equals. */
export function mostProbableClass({ labels, probabilities, classes }: MulticlassPredictions): Int32Array {
  return Int32Array.from(labels, (_, row) => {
    let best = 0;
    for (let c = 1; c < classes; c++) {
      if (probabilities[row * classes + c] > probabilities[row * classes + best]) best = c;
    }
    return best;
  });
}
