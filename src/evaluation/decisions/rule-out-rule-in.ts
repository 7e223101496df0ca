import { checkNumber } from '../checks.js';
import { checkLabelledProbabilities, type LabelledProbabilities } from '../predictions/binary.predictions.js';
import { countedShare, type CountedShare } from '../statistics/wilson-interval.js';
import { decide, type CostBands, type Decision } from './cost-bands.js';

/** The errors that are tolerated, as the shares that must be kept. */
export interface StatedAccuracy {
  /** Share of the positive rows that are not ruled out. */
  sensitivity: number;
  /** Share of the negative rows that are not ruled in. */
  specificity: number;
}

/**
 * Two thresholds on a probability: below `lower` a row is ruled out, from `upper` on it is ruled in, between them it is referred.
 * Each is the extreme one that keeps its share on average over new rows, by the rank of a new row among the given ones
 * (class-conditional conformal prediction: Vovk, 2012; Sadinle, Lei & Wasserman, 2019): of `n` positive rows the
 * floor((1 - sensitivity)(n + 1))-th lowest in probability is the first that is not ruled out, and likewise from above for the negative
 * rows. Too few rows for
 * the stated share leave the side empty: nothing is ruled out (`lower` 0) or in (`upper` above 1).
 *
 * Where the two would cross, every threshold between them keeps both shares; the middle is taken and nothing is referred.
 * @throws InvalidInputError for rows that are not accepted or shares outside (0, 1).
 */
export function ruleOutRuleInBands(
  { labels, probabilities }: Pick<LabelledProbabilities, 'labels' | 'probabilities'>,
  stated: StatedAccuracy,
): CostBands {
  checkLabelledProbabilities({ labels, probabilities });
  const accepts = (value: number) => value > 0 && value < 1;
  checkNumber('sensitivity', stated.sensitivity, accepts, 'between 0 and 1, both excluded');
  checkNumber('specificity', stated.specificity, accepts, 'between 0 and 1, both excluded');
  const all = Float64Array.from(probabilities);
  const positives = all.filter((_, row) => labels[row] === 1).sort();
  const negatives = all.filter((_, row) => labels[row] === 0).sort();
  const missed = ranksOutside(positives.length, stated.sensitivity);
  const raised = ranksOutside(negatives.length, stated.specificity);
  const lower = missed === 0 ? 0 : below(positives[missed - 1], all);
  const upper = raised === 0 ? 1 + Number.EPSILON : above(negatives[negatives.length - raised], all);
  if (lower <= upper) return { lower, upper };
  const middle = (lower + upper) / 2;
  return { lower: middle, upper: middle };
}

/** How many of `count` rows and a new one may lie outside; the tiny addend undoes the rounding of 1 - share. */
function ranksOutside(count: number, share: number): number {
  return Math.floor((1 - share) * (count + 1) + 1e-9);
}

/** A threshold that `probability` does not reach and that every higher one of `all` does: the middle of the gap above it. */
function above(probability: number, all: Float64Array): number {
  let next = Infinity;
  for (const value of all) if (value > probability && value < next) next = value;
  if (next === Infinity) return probability < 1 ? (probability + 1) / 2 : 1 + Number.EPSILON;
  const middle = (probability + next) / 2;
  return middle > probability ? middle : next;
}

/** A threshold that `probability` reaches and that every lower one of `all` does not: the middle of the gap below it. */
function below(probability: number, all: Float64Array): number {
  let next = -Infinity;
  for (const value of all) if (value < probability && value > next) next = value;
  return next === -Infinity ? probability / 2 : (probability + next) / 2;
}

/** What the three actions came to on rows whose outcome is known, each share with its 95 % interval. */
export interface RuleOutRuleInReport {
  stated: StatedAccuracy;
  bands: CostBands;
  decided: Record<Decision, { count: number; positives: number }>;
  /** Positive rows that were not ruled out. */
  sensitivity: CountedShare;
  /** Negative rows that were not ruled in. */
  specificity: CountedShare;
  /** Ruled-out rows that are negative. */
  negativePredictiveValue: CountedShare;
  /** Ruled-in rows that are positive. */
  positivePredictiveValue: CountedShare;
  /** Rows that are sent to a further test. */
  referred: CountedShare;
}

/** @throws InvalidInputError for rows that are not accepted. */
export function ruleOutRuleInReport(
  { labels, probabilities }: Pick<LabelledProbabilities, 'labels' | 'probabilities'>,
  stated: StatedAccuracy,
  bands: CostBands,
): RuleOutRuleInReport {
  checkLabelledProbabilities({ labels, probabilities });
  const decided: RuleOutRuleInReport['decided'] = {
    negative: { count: 0, positives: 0 },
    review: { count: 0, positives: 0 },
    positive: { count: 0, positives: 0 },
  };
  for (let row = 0; row < labels.length; row++) {
    const rows = decided[decide(probabilities[row], bands)];
    rows.count++;
    rows.positives += labels[row];
  }
  const { negative, review, positive } = decided;
  const positives = negative.positives + review.positives + positive.positives;
  const negatives = labels.length - positives;
  const raised = positive.count - positive.positives;
  return {
    stated,
    bands,
    decided,
    sensitivity: countedShare(positives - negative.positives, positives),
    specificity: countedShare(negatives - raised, negatives),
    negativePredictiveValue: countedShare(negative.count - negative.positives, negative.count),
    positivePredictiveValue: countedShare(positive.positives, positive.count),
    referred: countedShare(review.count, labels.length),
  };
}
