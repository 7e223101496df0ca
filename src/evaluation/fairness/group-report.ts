import { checkLength, checkNumbers, isBit } from '../checks.js';
import { prepareAuc } from '../metrics/auc.metric.js';
import { checkLabelledProbabilities, type LabelledProbabilities } from '../predictions/binary.predictions.js';

export interface GroupedDecisions {
  /** 0 or 1. */
  labels: ArrayLike<number>;
  /** Probability of class 1. */
  probabilities: ArrayLike<number>;
  /** 1 where the row was decided as class 1, else 0. */
  decisions: ArrayLike<number>;
  /** The group of each row, for instance a value of a sensitive column. */
  groups: ArrayLike<string>;
}

/** Shares of rows; NaN where no row is there to take a share of. */
export interface GroupFigures {
  group: string;
  count: number;
  /** Fewer rows than the minimum: the figures are too uncertain to compare. */
  small: boolean;
  /** Share of class 1. */
  baseRate: number;
  meanProbability: number;
  auc: number;
  /** Share decided as class 1. */
  selectionRate: number;
  /** Share decided as class 1 among class 1. */
  truePositiveRate: number;
  /** Share decided as class 1 among class 0. */
  falsePositiveRate: number;
}

/** Between the groups that are not small; NaN when fewer than two have the figure, or none selects a row (the ratio). */
export interface GroupComparison {
  comparedGroups: string[];
  /** Lowest by highest selection rate; 1 is equal, below 0.8 is the "four-fifths" warning of the US EEOC (1978). */
  demographicParityRatio: number;
  /** Highest less lowest selection rate. */
  demographicParityDifference: number;
  /** Highest less lowest true positive rate (Hardt, Price & Srebro, 2016). */
  equalOpportunityDifference: number;
  /** The larger of the differences of the true and of the false positive rates (ibid.). */
  equalisedOddsDifference: number;
}

export interface GroupReport {
  /** In alphabetical order of their names. */
  groups: GroupFigures[];
  comparison: GroupComparison;
}

/**
 * How the model and its decisions treat each group. "Selection" is the decision for class 1, be that good or bad for the
 * person: the caller knows which.
 * @param options.minimumCount rows from which a group is compared, default 30.
 * @throws InvalidInputError for an empty or ragged input, or values that are not accepted.
 */
export function groupReport(input: GroupedDecisions, options: { minimumCount?: number } = {}): GroupReport {
  const { labels, decisions, groups } = input;
  checkLabelledProbabilities({ labels, probabilities: input.probabilities });
  const length = labels.length;
  checkNumbers({ name: 'decisions', values: decisions, length, accepts: isBit, expected: '0 or 1' });
  checkLength('groups', groups, length);
  const rowsOf = new Map<string, number[]>();
  for (let row = 0; row < length; row++) {
    const rows = rowsOf.get(groups[row]);
    if (rows) rows.push(row);
    else rowsOf.set(groups[row], [row]);
  }
  const names = [...rowsOf.keys()].sort();
  const figures = names.map((group) => groupFigures(group, rowsOf.get(group)!, input));
  const minimum = options.minimumCount ?? 30;
  const flagged = figures.map((group) => ({ ...group, small: group.count < minimum }));
  return { groups: flagged, comparison: compare(flagged.filter((group) => !group.small)) };
}

function groupFigures(group: string, rows: number[], input: GroupedDecisions): Omit<GroupFigures, 'small'> {
  const labels = rows.map((row) => input.labels[row]);
  const probabilities = rows.map((row) => input.probabilities[row]);
  const decisions = rows.map((row) => input.decisions[row]);
  return {
    group,
    count: rows.length,
    baseRate: mean(labels),
    meanProbability: mean(probabilities),
    auc: aucOf({ labels, probabilities }),
    selectionRate: mean(decisions),
    truePositiveRate: mean(decisions.filter((_, i) => labels[i] === 1)),
    falsePositiveRate: mean(decisions.filter((_, i) => labels[i] === 0)),
  };
}

function compare(groups: GroupFigures[]): GroupComparison {
  const selection = groups.map((group) => group.selectionRate);
  const truePositive = spread(groups.map((group) => group.truePositiveRate));
  const falsePositive = spread(groups.map((group) => group.falsePositiveRate));
  return {
    comparedGroups: groups.map((group) => group.group),
    demographicParityRatio: groups.length < 2 ? NaN : Math.min(...selection) / Math.max(...selection),
    demographicParityDifference: spread(selection),
    equalOpportunityDifference: truePositive,
    equalisedOddsDifference: Math.max(truePositive, falsePositive),
  };
}

/** Highest less lowest of the defined values. */
function spread(values: number[]): number {
  const defined = values.filter((value) => !Number.isNaN(value));
  return defined.length < 2 ? NaN : Math.max(...defined) - Math.min(...defined);
}

function mean(values: number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

function aucOf(predictions: LabelledProbabilities): number {
  return prepareAuc(predictions)(new Float64Array(predictions.labels.length).fill(1));
}
