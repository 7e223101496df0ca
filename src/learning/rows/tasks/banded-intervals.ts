import { z } from 'zod';
import { conformalHalfWidth, residualQuantiles } from '../../../evaluation/conformal/index.js';

/** Intervals whose width depends on the prediction: half-widths by bands of predicted values, the lowest band first. */
export const bandsSchema = z
  .array(
    z.strictObject({
      /** Predictions from here on; null: from the lowest. */
      from: z.number().nullable(),
      halfWidth: z.number().nullable(),
      /** What the errors were, as quantiles: where a decision asks how likely a number lies beyond a limit. */
      residuals: z.array(z.number()).min(1).optional(),
    }),
  )
  .min(1);

export type IntervalBands = z.infer<typeof bandsSchema>;

type IntervalBand = IntervalBands[number];

/** How bands are learnt. */
export interface BandOptions {
  coverage: number;
  /** The most bands; 1: all rows have the same width. */
  most: number;
  /** Whether the errors themselves are kept, too. */
  residuals?: boolean;
}

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
 */
export function fitBands(
  { predicted, actual }: PredictedRows,
  { coverage, most, residuals: keep = false }: BandOptions,
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
      ...(keep && residuals.length > 0 && { residuals: residualQuantiles(residuals) }),
    };
  });
  // Equal predictions at a border belong to the upper band.
  return bands.filter(({ from }, i) => i + 1 === count || from === null || from !== bands[i + 1].from);
}

/** Half the width of the interval around a prediction; null where too few rows were kept to tell. */
export function halfWidthAt(bands: IntervalBands, value: number): number | null {
  return bandAt(bands, value).halfWidth;
}

/** The band that a prediction lies in. */
export function bandAt(bands: IntervalBands, value: number): IntervalBand {
  let found = bands[0];
  for (const band of bands) if (band.from !== null && value >= band.from) found = band;
  return found;
}

/** Whether there were rows enough to tell how wide intervals are. */
export function hasWidths(bands: IntervalBands): boolean {
  return bands.every(({ halfWidth }) => halfWidth !== null);
}
