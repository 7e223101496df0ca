import { z } from 'zod';
import { ConflictError } from '../../core/errors.js';
import { contributionsByColumn, type PreparedRows } from '../../explanation/contributions.js';
import type { CellValue, Feature } from '../../tables/columns/column-kind.js';
import type { LinearView, TrainedView } from '../../scenarios/scenario-plugin.js';

/** Customary scale: 600 points at odds of 50 good to 1 bad, and every 20 points double the odds (Siddiqi, 2006). */
const scale = { baseScore: 600, baseOdds: 50, pointsToDoubleOdds: 20 };

const attributeSchema = z.strictObject({
  /** A category's code, `missing`, `unknown`, or a number seen in training. */
  value: z.union([z.string(), z.number()]),
  points: z.number(),
});

const columnSchema = z.strictObject({
  column: z.string(),
  /** The largest log-odds of bad that the column gave in training; points are counted from there, so none is below 0. */
  worst: z.number(),
  /** Points at each category, or for numbers at the training minimum, quartiles and maximum; linear between. */
  attributes: z.array(attributeSchema),
  mostPoints: z.number(),
});

const scorecardSchema = z.strictObject({
  baseScore: z.number(),
  baseOdds: z.number(),
  pointsToDoubleOdds: z.number(),
  /** Points that every applicant starts with. */
  startingPoints: z.number(),
  columns: z.array(columnSchema),
  /** The linear model's weight of each prepared feature, in log-odds of bad. */
  weights: z.record(z.string(), z.number()),
});

export type Scorecard = z.infer<typeof scorecardSchema>;

const factor = scale.pointsToDoubleOdds / Math.LN2;
const offset = scale.baseScore - factor * Math.log(scale.baseOdds);

/** The linear model's log-odds as points: the more, the likelier the loan is repaid. */
export function buildScorecard(
  linear: LinearView,
  { training, prepare }: Omit<TrainedView, 'linear'>,
): Scorecard {
  const prepared = prepare(training);
  const contributions = contributionsByColumn(linear.weights, prepared);
  const columns = [...contributions].map(([column, values]) => {
    const worst = values.reduce((largest, value) => Math.max(largest, value), -Infinity);
    const attributes = attributesOf(training.column(column), values, worst);
    const mostPoints = Math.max(...attributes.map((attribute) => attribute.points));
    return { column, worst, attributes, mostPoints };
  });
  const worstTotal = columns.reduce((sum, { worst }) => sum + worst, linear.intercept);
  return {
    ...scale,
    startingPoints: Math.round(offset - factor * worstTotal),
    columns,
    weights: Object.fromEntries(linear.weights.map(({ feature, weight }) => [feature.name, weight])),
  };
}

/** @throws ConflictError when the champion has no scorecard. */
export function parseScorecard(section: unknown): Scorecard {
  const parsed = z.object({ scorecard: scorecardSchema }).safeParse(section);
  if (parsed.success) return parsed.data.scorecard;
  throw new ConflictError('The champion has no scorecard.', {
    hint: 'Train again: sextant train finance/credit-scoring',
  });
}

export interface ApplicantScore {
  score: number;
  startingPoints: number;
  /** By column, the largest loss against the best attribute first: these are the reasons. */
  points: { column: string; points: number; lost: number }[];
  /** Of default, as the score implies it. */
  probability: number;
}

/** Points of prepared rows; whole numbers that add up to the score. */
export function scoreApplicants(
  scorecard: Scorecard,
  { data, width, features }: PreparedRows & { features: readonly Feature[] },
): ApplicantScore[] {
  const weights = features.map((feature) => ({ feature, weight: scorecard.weights[feature.name] ?? 0 }));
  const contributions = contributionsByColumn(weights, { data, width });
  return Array.from({ length: data.length / width }, (_, row) => {
    const points = scorecard.columns.map(({ column, worst, mostPoints }) => {
      const earned = Math.round(factor * (worst - (contributions.get(column)?.[row] ?? 0)));
      return { column, points: earned, lost: mostPoints - earned };
    });
    const score = points.reduce((sum, entry) => sum + entry.points, scorecard.startingPoints);
    const probability = 1 / (1 + Math.exp((score - offset) / factor));
    const { startingPoints } = scorecard;
    return { score, startingPoints, points: points.sort((a, b) => b.lost - a.lost), probability };
  });
}

const shares = [0, 0.25, 0.5, 0.75, 1];

/** Points at every category met in training, or at quantiles of the numbers and where one was missing. */
function attributesOf(
  values: readonly CellValue[],
  contributions: Float64Array,
  worst: number,
): Scorecard['columns'][0]['attributes'] {
  const points = (row: number) => Math.round(factor * (worst - contributions[row]));
  const rowOf = new Map<string | number, number>();
  values.forEach((value, row) => {
    const key = value ?? 'missing';
    if (!rowOf.has(key)) rowOf.set(key, row);
  });
  const numbers = [...values.filter((value) => typeof value === 'number')].sort((a, b) => a - b);
  const shownValues: (string | number)[] =
    numbers.length > 0
      ? [...new Set(shares.map((share) => numbers[Math.round(share * (numbers.length - 1))]))]
      : [...rowOf.keys()].sort();
  if (numbers.length > 0 && rowOf.has('missing')) shownValues.push('missing');
  return shownValues.map((value) => ({ value, points: points(rowOf.get(value) ?? 0) }));
}
