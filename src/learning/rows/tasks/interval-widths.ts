import { z } from 'zod';
import type { IntervalWidths } from '../names.js';
import { bandsSchema, type IntervalBands } from './banded-intervals.js';

/** Share of rows that an interval is meant to cover. */
export const coverage = 0.9;

/** What is learnt of the widths of a number's intervals. */
export const widthsSchema = z.union([
  z.strictObject({
    coverage: z.number(),
    /**
     * Half the width of every interval, in the target's unit or on its logarithmic scale; null when too few rows were kept to tell.
     */
    halfWidth: z.number().nullable(),
  }),
  z.strictObject({ coverage: z.number(), bands: bandsSchema }),
]);

export type LearntWidths = z.infer<typeof widthsSchema>;

/** The most bands of predicted values that have a width of their own. */
export function mostBands(widths: IntervalWidths = 'constant'): number {
  return widths === 'constant' ? 1 : 10;
}

/** As they are stored: one width as a number. */
export function learntWidths(bands: IntervalBands, widths?: IntervalWidths): LearntWidths {
  return widths === 'by-case' ? { coverage, bands } : { coverage, halfWidth: bands[0].halfWidth };
}

/** As they are applied. */
export function bandsOf(learnt: LearntWidths): IntervalBands {
  return 'bands' in learnt ? learnt.bands : [{ from: null, halfWidth: learnt.halfWidth }];
}
