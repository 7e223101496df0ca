import { z } from 'zod';
import { operatingCurve, residualBands } from '../evaluation/curves/index.js';
import { defaultThreshold, type BinaryPredictions } from '../evaluation/predictions/binary.predictions.js';
import {
  oneAgainstRest,
  type MulticlassPredictions,
} from '../evaluation/predictions/multiclass.predictions.js';
import { classesOf, eventOf, numberOf, targetsIn, type ScoredRows } from './scored-rows.js';

const operatingSchema = z
  .array(
    z.object({
      threshold: z.number().describe('Rows with a probability at or above it are chosen'),
      selected: z.number().describe('Share of all rows that is chosen'),
      truePositiveRate: z.number(),
      falsePositiveRate: z.number(),
      precision: z.number(),
    }),
  )
  .describe('At most 50 thresholds, from the highest down: ROC, precision-recall and cumulative gains');

const residualsSchema = z
  .array(
    z.object({
      count: z.int(),
      predicted: z.number(),
      actual: z.number(),
      lower: z.number(),
      median: z.number(),
      upper: z.number(),
    }),
  )
  .describe(
    'At most 20 groups of rising prediction: means, and 10 %, 50 % and 90 % quantiles of the residual',
  );

/** Curves on the rows held out, of what was asked or of a part of it. */
export const curvesSchema = z.array(
  z.object({
    of: z
      .string()
      .optional()
      .describe('One of several targets, or a class against the rest; absent: the answer'),
    threshold: z.number().optional().describe('The one that serves'),
    operating: operatingSchema.optional(),
    residuals: residualsSchema.optional(),
  }),
);

export type ReportCurves = z.infer<typeof curvesSchema>;
type Curve = ReportCurves[number];

/** Points of a curve: of one answer, and of each of several targets or classes. */
const mostPoints = { one: 50, each: 20 };

/** The curves that rows held out have; undefined where there is none: of forecasts, rankings, effects and portfolios. */
export function curvesOf(scored: ScoredRows): ReportCurves | undefined {
  const curves = curvesIn(scored).filter(({ operating, residuals }) => operating ?? residuals);
  return curves.length === 0 ? undefined : curves;
}

function curvesIn(scored: ScoredRows): Curve[] {
  const targets = targetsIn(scored);
  if (targets)
    return targets.map(({ name, scored: own }) => ({ of: name, ...curveOf(own, mostPoints.each) }));
  const classes = classesOf(scored);
  return classes ? classCurves(classes) : [curveOf(scored, mostPoints.one)];
}

function curveOf(scored: ScoredRows, most: number): Curve {
  const [event, number] = [eventOf(scored), numberOf(scored)];
  return {
    ...(event && eventCurve(event, most)),
    ...(number && { residuals: residualBands(number) }),
  };
}

function eventCurve(event: BinaryPredictions, most: number): Curve {
  const threshold = event.threshold ?? defaultThreshold;
  const operating = operatingCurve(event, { most, served: threshold });
  return operating.length === 0 ? {} : { threshold, operating };
}

function classCurves(predictions: MulticlassPredictions): Curve[] {
  const { classes, names } = predictions;
  return Array.from({ length: classes }, (_, c) => {
    const operating = operatingCurve(oneAgainstRest(predictions, c), { most: mostPoints.each });
    return { of: names?.[c] ?? String(c), ...(operating.length > 0 && { operating }) };
  });
}
