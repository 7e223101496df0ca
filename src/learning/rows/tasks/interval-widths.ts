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
  if (widths === 'by-case' || bands[0].residuals) return { coverage, bands };
  return { coverage, halfWidth: bands[0].halfWidth };
}

/** As a report has them: without the errors that they were made of. */
export function reportedWidths(learnt: LearntWidths): LearntWidths {
  if (!('bands' in learnt)) return learnt;
  return { ...learnt, bands: learnt.bands.map(({ from, halfWidth }) => ({ from, halfWidth })) };
}

/** As they are applied. */
export function bandsOf(learnt: LearntWidths): IntervalBands {
  return 'bands' in learnt ? learnt.bands : [{ from: null, halfWidth: learnt.halfWidth }];
}
