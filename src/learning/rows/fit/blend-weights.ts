import { blend } from '../../../models/prediction/ensemble.js';
import { inverseLink } from '../../../models/prediction/links.js';
import type { Loss } from '../../../models/training/losses/index.js';
import type { EncodedTargets } from '../../targets.js';

/** Models that the selection may take, each as often as it likes; their shares are whole parts of this. */
const picks = 20;

/** A blend must lower the loss by more than this share of it, else one model is simpler and as good. */
const leastGain = 0.002;

/**
 * Shares of several models in a blend, by greedy selection with repetition from the best one on (Caruana et al., 2004).
 * @param outputs linked outputs of each model for the same rows, which it did not learn from.
 * @returns one share per model, adding up to 1; undefined when no blend is better than the best model alone.
 */
export function blendWeights(
  outputs: readonly Float32Array[],
  targets: EncodedTargets,
  loss: Loss,
): number[] | undefined {
  const alone = outputs.map((own) => meanLoss(own, targets, loss));
  const least = Math.min(...alone);
  const counts = alone.map(() => 0);
  counts[alone.indexOf(least)] = 1;
  let best = { loss: least, counts: [...counts] };
  while (sum(counts) < picks) {
    const losses = outputs.map((_, i) => lossOf(outputs, targets, loss, { counts, and: i }));
    const lowest = Math.min(...losses);
    // Also when nothing is gained: taking the same once more makes room for a smaller share of another.
    counts[losses.indexOf(lowest)]++;
    if (lowest < best.loss) best = { loss: lowest, counts: [...counts] };
  }
  if (!(best.loss < least - leastGain * Math.abs(least))) return undefined;
  return best.counts.map((count) => count / sum(best.counts));
}

function lossOf(
  outputs: readonly Float32Array[],
  targets: EncodedTargets,
  loss: Loss,
  { counts, and }: { counts: readonly number[]; and: number },
): number {
  const total = sum(counts) + 1;
  const parts = outputs.flatMap((own, i) => {
    const weight = (counts[i] + (i === and ? 1 : 0)) / total;
    return weight > 0 ? [{ outputs: own, weight }] : [];
  });
  return meanLoss(blend(parts), targets, loss);
}

/** Mean loss of linked outputs, each row with its weight. */
export function meanLoss(
  outputs: Float32Array,
  { data, width, weights }: EncodedTargets,
  loss: Loss,
): number {
  const rows = data.length / width;
  const raw = outputs.map((output) => inverseLink(loss.link, output));
  const { losses } = loss.evaluate({ rows, targets: data, outputs: raw });
  if (!weights) return sum(losses) / rows;
  return sum(losses.map((own, row) => own * weights[row])) / sum(weights);
}

function sum(values: ArrayLike<number>): number {
  return Array.from(values).reduce((total, value) => total + value, 0);
}
