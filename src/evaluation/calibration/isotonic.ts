import { checkScoredRows, type ScoredRows } from './calibrator.js';

/** A rising piecewise-linear function: `values[i]` at `scores[i]`, straight between, constant beyond the ends. */
export interface IsotonicState {
  method: 'isotonic';
  /** Strictly rising. */
  scores: number[];
  /** In [0, 1], never falling. */
  values: number[];
}

interface Block {
  first: number;
  last: number;
  value: number;
  weight: number;
}

/**
 * Isotonic regression of the labels on the score by pooling adjacent violators (Ayer, Brunk, Ewing, Reid & Silverman, 1955;
 * for calibration Zadrozny & Elkan, 2002). Its ends can be exactly 0 and 1; it wants a thousand rows or more.
 * @throws InvalidInputError for rows that are not accepted or of one class only.
 */
export function fitIsotonic(rows: ScoredRows): IsotonicState {
  checkScoredRows(rows);
  const blocks: Block[] = [];
  for (const next of groupsByScore(rows)) {
    blocks.push(next);
    while (blocks.length > 1 && blocks[blocks.length - 2].value >= blocks[blocks.length - 1].value) {
      const right = blocks.pop()!;
      const left = blocks.pop()!;
      blocks.push(pooled(left, right));
    }
  }
  const state: IsotonicState = { method: 'isotonic', scores: [], values: [] };
  for (const { first, last, value } of blocks) {
    const ends = first === last ? [first] : [first, last];
    state.scores.push(...ends);
    state.values.push(...ends.map(() => value));
  }
  return state;
}

/** @returns one probability per score. */
export function applyIsotonic(
  { scores: knots, values }: IsotonicState,
  scores: ArrayLike<number>,
): Float64Array {
  return Float64Array.from(scores, (score) => {
    if (!(score > knots[0])) return Number.isNaN(score) ? NaN : values[0];
    const above = firstAtLeast(knots, score);
    if (above === knots.length) return values[values.length - 1];
    const share = (score - knots[above - 1]) / (knots[above] - knots[above - 1]);
    return values[above - 1] + share * (values[above] - values[above - 1]);
  });
}

/** Rows of equal score as one block, in ascending order of the score. Rows of weight 0 do not count. */
function groupsByScore({ scores, labels, weights }: ScoredRows): Block[] {
  const order = Int32Array.from({ length: scores.length }, (_, row) => row).sort(
    (a, b) => scores[a] - scores[b],
  );
  const blocks: Block[] = [];
  for (const row of order) {
    const weight = weights?.[row] ?? 1;
    if (weight === 0) continue;
    const single = { first: scores[row], last: scores[row], value: labels[row], weight };
    const previous = blocks.at(-1);
    if (previous?.first === scores[row]) blocks[blocks.length - 1] = pooled(previous, single);
    else blocks.push(single);
  }
  return blocks;
}

function pooled(left: Block, right: Block): Block {
  const weight = left.weight + right.weight;
  const value = (left.weight * left.value + right.weight * right.value) / weight;
  return { first: left.first, last: right.last, value, weight };
}

/** Index of the first knot at or above the score, `knots.length` when none is. */
function firstAtLeast(knots: readonly number[], score: number): number {
  let low = 0;
  let high = knots.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (knots[middle] < score) low = middle + 1;
    else high = middle;
  }
  return low;
}
