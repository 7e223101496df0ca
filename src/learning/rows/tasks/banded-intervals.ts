import { z } from 'zod';
import { conformalHalfWidth } from '../../../evaluation/conformal/index.js';

/** Intervals whose width depends on the prediction: half-widths by bands of predicted values, the lowest band first. */
export const bandsSchema = z
  .array(
    z.strictObject({
      /** Predictions from here on; null: from the lowest. */
      from: z.number().nullable(),
      halfWidth: z.number().nullable(),
    }),
  )
  .min(1);

export type IntervalBands = z.infer<typeof bandsSchema>;

/** So many rows for a band, at the least. */
const fewest = 100;

/** Rows that the network did not see, on the scale on which intervals are made. */
interface PredictedRows {
  predicted: Float64Array;
  actual: Float64Array;
}

/**
 * Split conformal intervals within bands of about equal numbers of rows (Mondrian conformal prediction: Vovk, Lindsay, Nouretdinov &
 * Gammerman, 2003; by predicted values: Boström & Johansson, 2020): where errors grow with the prediction, each band gets the width that
 * it needs.
 * @param most bands; 1: all rows have the same width.
 */
export function fitBands(
  { predicted, actual }: PredictedRows,
  coverage: number,
  most: number,
): IntervalBands {
  const order = Int32Array.from(predicted.keys()).sort((a, b) => predicted[a] - predicted[b]);
  const count = Math.max(1, Math.min(most, Math.floor(order.length / fewest)));
  const bands = Array.from({ length: count }, (_, band) => {
    const rows = order.subarray((band * order.length) / count, ((band + 1) * order.length) / count);
    const residuals = Float64Array.from(rows, (row) => actual[row] - predicted[row]);
    const halfWidth = conformalHalfWidth(residuals, coverage);
    return {
      from: band === 0 ? null : predicted[rows[0]],
      halfWidth: Number.isFinite(halfWidth) ? halfWidth : null,
    };
  });
  // Equal predictions at a border belong to the upper band.
  return bands.filter(({ from }, i) => i + 1 === count || from === null || from !== bands[i + 1].from);
}

/** Half the width of the interval around a prediction; null where too few rows were kept to tell. */
export function halfWidthAt(bands: IntervalBands, value: number): number | null {
  let found = bands[0].halfWidth;
  for (const { from, halfWidth } of bands) if (from !== null && value >= from) found = halfWidth;
  return found;
}

/** Whether there were rows enough to tell how wide intervals are. */
export function hasWidths(bands: IntervalBands): boolean {
  return bands.every(({ halfWidth }) => halfWidth !== null);
}
