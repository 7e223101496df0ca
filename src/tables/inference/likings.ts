import type { ReadColumn } from './infer-series.js';

/** A rating from so far up its scale on says that somebody liked a product: 4 of 1 to 5. */
const shareOfScale = 0.75;

/**
 * The numbers of a column that a recommender reads as it is: plain numbers, or dates of ISO 8601 (NaN each). Undefined for another
 * form, and for one that has tokens of its own.
 */
export function readableNumbers({ inferred: { kind, keys }, texts }: ReadColumn): number[] | undefined {
  const { format, decimal, thousands, missing_tokens, missing } = keys;
  if ([format, decimal, thousands, missing_tokens].some((key) => key !== undefined)) return undefined;
  if (missing !== undefined && kind === 'numeric') return undefined;
  return texts.map(Number);
}

/**
 * From which value on an interaction is a liking.
 * @param isRating whether low values say that somebody did not like the product; amounts below or at 0 are what came back.
 * @returns undefined where every row is a liking.
 */
export function likedFromOf(numbers: readonly number[], isRating: boolean): number | undefined {
  const values = [...new Set(numbers)].sort((a, b) => a - b);
  const [low, high] = [values[0], values[values.length - 1]];
  if (low === high) return undefined;
  if (!isRating) return low > 0 ? undefined : values.find((value) => value > 0);
  const wanted = low + shareOfScale * (high - low);
  return values.reduce((near, value) => (Math.abs(value - wanted) < Math.abs(near - wanted) ? value : near));
}
