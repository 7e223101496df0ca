import { normalQuantile } from '../../core/normal-quantile.js';
import { reliabilityCurve } from '../calibration/index.js';
import { differenceOfShares, meanOf, ratioOfShares, type Compared } from '../statistics/two-samples.js';
import { countedShare, type CountedShare } from '../statistics/wilson-interval.js';
import type { GroupedDecisions } from './group-report.js';

/** Shares that are compared, and of which rows they are taken. */
export const comparedRates = ['selectionRate', 'truePositiveRate', 'falsePositiveRate'] as const;

export type ComparedRate = (typeof comparedRates)[number];

/** Counts of a group with 95 % score intervals (Wilson, 1927). */
export interface GroupRates extends Record<ComparedRate, CountedShare> {
  group: string;
  count: number;
  baseRate: CountedShare;
}

/** How a group differs from the reference; null where either has too few rows for the figure. */
export interface GroupDifferences extends Record<ComparedRate, Compared | null> {
  group: string;
  /** Share decided as class 1, by that of the reference: below 0.8 is the "four-fifths" warning of the US EEOC (1978). */
  selectionRatio: Compared | null;
}

/** Whether probabilities are what happens in a group. */
export interface GroupCalibration {
  group: string;
  count: number;
  meanProbability: number;
  observedRate: number;
  /** What happened less what was predicted, with its 95 % interval by Student's t. */
  gap: Compared;
  /** At most five bins of about equal count. */
  bins: { count: number; meanProbability: number; observedRate: number }[];
}

/** A group of which something is too rare to be told. */
export interface NotEstimable {
  group: string;
  count: number;
  positives: number;
  negatives: number;
  figures: ComparedRate[];
}

export interface GroupComparisons {
  /** The largest group, beside which the others stand; absent where none has enough rows. */
  reference?: string;
  rates: GroupRates[];
  /** Simultaneous intervals: on unbiased data at most one column in twenty shows any difference of a figure. */
  differences: GroupDifferences[];
  calibration: GroupCalibration[];
  notEstimable: NotEstimable[];
}

/** Rows from which a group, and rows of a class from which a rate within it, is compared. */
export const fewest = { group: 30, rate: 10 } as const;

const outside = 0.05;

/**
 * Groups beside the largest of them, figure by figure: differences of shares with intervals by Newcombe's method (1998), the ratio of
 * selection by Katz et al. (1978), both widened for the number of groups (Bonferroni), and calibration within each. What has too few rows is
 * listed and not estimated.
 * @param input as `groupReport` accepts it
 */
export function compareGroups(input: GroupedDecisions): GroupComparisons {
  const all = splitRows(input.groups).map((one) => ({ ...one, rates: ratesOf(one, input) }));
  const compared = all.filter(({ rows }) => rows.length >= fewest.group);
  const reference = compared.reduce<(typeof all)[number] | undefined>(
    (most, one) => (most && most.rows.length >= one.rows.length ? most : one),
    undefined,
  );
  const others = compared.filter((one) => one !== reference);
  return {
    ...(reference && { reference: reference.group }),
    rates: all.map(({ rates }) => rates),
    differences: reference
      ? others.map(({ rates }) => differencesOf(rates, reference.rates, others.length))
      : [],
    calibration: compared.map((one) => calibrationOf(one, input)),
    notEstimable: all.flatMap(({ rates }) => notEstimableOf(rates)),
  };
}

interface GroupRows {
  group: string;
  rows: number[];
}

function splitRows(groups: ArrayLike<string>): GroupRows[] {
  const rowsOf = new Map<string, number[]>();
  for (let row = 0; row < groups.length; row++) {
    const rows = rowsOf.get(groups[row]) ?? [];
    rows.push(row);
    rowsOf.set(groups[row], rows);
  }
  return [...rowsOf].map(([group, rows]) => ({ group, rows })).sort((a, b) => (a.group < b.group ? -1 : 1));
}

function ratesOf({ group, rows }: GroupRows, { labels, decisions }: GroupedDecisions): GroupRates {
  const count = (label: number, decision: number) =>
    rows.filter((row) => labels[row] === label && decisions[row] === decision).length;
  const [truePositive, falseNegative, falsePositive] = [count(1, 1), count(1, 0), count(0, 1)];
  const positives = truePositive + falseNegative;
  return {
    group,
    count: rows.length,
    baseRate: countedShare(positives, rows.length),
    selectionRate: countedShare(truePositive + falsePositive, rows.length),
    truePositiveRate: countedShare(truePositive, positives),
    falsePositiveRate: countedShare(falsePositive, rows.length - positives),
  };
}

function differencesOf(own: GroupRates, reference: GroupRates, comparisons: number): GroupDifferences {
  const z = normalQuantile(1 - outside / comparisons / 2);
  const of = (rate: ComparedRate, compare: typeof differenceOfShares) =>
    isEstimable(own, rate) && isEstimable(reference, rate) ? compare(own[rate], reference[rate], z) : null;
  return {
    group: own.group,
    selectionRate: of('selectionRate', differenceOfShares),
    truePositiveRate: of('truePositiveRate', differenceOfShares),
    falsePositiveRate: of('falsePositiveRate', differenceOfShares),
    selectionRatio: of('selectionRate', ratioOfShares),
  };
}

function isEstimable(rates: GroupRates, rate: ComparedRate): boolean {
  return rates.count >= fewest.group && rates[rate].of >= fewest.rate;
}

function notEstimableOf(rates: GroupRates): NotEstimable[] {
  const figures = comparedRates.filter((rate) => !isEstimable(rates, rate));
  if (figures.length === 0) return [];
  const { count: positives } = rates.baseRate;
  return [{ group: rates.group, count: rates.count, positives, negatives: rates.count - positives, figures }];
}

function calibrationOf({ group, rows }: GroupRows, input: GroupedDecisions): GroupCalibration {
  const labels = rows.map((row) => input.labels[row]);
  const probabilities = rows.map((row) => input.probabilities[row]);
  const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const bins = reliabilityCurve({ labels, probabilities }, { bins: 5, strategy: 'equal-count' });
  return {
    group,
    count: rows.length,
    meanProbability: mean(probabilities),
    observedRate: mean(labels),
    gap: meanOf(
      labels.map((label, i) => label - probabilities[i]),
      outside,
    ),
    bins: bins.map(({ count, meanProbability, observedRate }) => ({ count, meanProbability, observedRate })),
  };
}
