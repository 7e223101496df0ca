import { edgeBetween, orderedBins } from '../binning/ordered-bins.js';
import { monotonePartitions } from '../binning/monotone-partition.js';
import { checkLabelledProbabilities, type LabelledProbabilities } from '../predictions/binary.predictions.js';
import { shiftedProbability } from '../statistics/prior-shift.js';
import { higherShareTest, rateOf, type CountedRows } from '../statistics/share-tests.js';
import { countedShare } from '../statistics/wilson-interval.js';

/** A name for the grades whose probability is below a limit; the last of a scale has none. */
export interface ScaleStep {
  grade: string;
  below?: number;
}

/** What makes a grade, and how grades are called. */
export interface GradeRules {
  /** From the least probability to the largest. */
  scale: readonly ScaleStep[];
  /** So many grades at most. */
  most: number;
  /** A grade has so many rows, and so many with the event and without it, at least. */
  least: { rows: number; events: number };
  /** Neighbours whose rates differ by chance with more than this p-value (one-sided) are one grade. */
  significance: number;
  /** How often the event happens where the grades are used; absent: as often as in the rows. */
  baseRate?: number;
}

/** Rows of one grade, and the probability that is said of it. */
export interface Grade extends CountedRows {
  name: string;
  /** Rows below this probability, and not of a better grade; null for the last. In the unit of the model, before any base rate. */
  below: number | null;
  /** Share with the event in the rows, with its 95 % interval (Wilson). */
  rate: number;
  rateInterval: [number, number];
  /** The same at the base rate. */
  probability: number;
  interval: [number, number];
}

export interface LearntGrades {
  grades: Grade[];
  /** How often the event happened in the rows. */
  sampleRate: number;
  baseRate?: number;
  /** Names of the scale that no grade has. */
  unused: string[];
}

/** Rows are looked at in so many groups of about equal size, between which grades may begin. */
const finest = 50;

/**
 * Cut points between grades from rows that no model was fitted to: as many grades as the rows can tell apart, of these the likeliest
 * (the largest likelihood of one rate for each grade). Rates rise strictly from grade to grade; every grade is large enough, differs from its neighbours and has a name of
 * its own on the scale, or it is part of another. One grade of all rows is what is left where nothing can be told apart.
 * @throws InvalidInputError for rows that are not accepted.
 */
export function learnGrades(
  { labels, probabilities }: Pick<LabelledProbabilities, 'labels' | 'probabilities'>,
  rules: GradeRules,
): LearntGrades {
  checkLabelledProbabilities({ labels, probabilities });
  const bins = orderedBins(probabilities, labels, finest);
  const sampleRate = rateOf(bins.reduce(added, { rows: 0, events: 0 }));
  const baseRate = sampleRate > 0 && sampleRate < 1 ? rules.baseRate : undefined;
  const atBase = (rate: number) =>
    baseRate === undefined ? rate : shiftedProbability(rate, { from: sampleRate, to: baseRate });
  const stepOf = (part: CountedRows) => stepAt(rules.scale, atBase(rateOf(part)));
  const parts = monotonePartitions(bins, {
    most: Math.min(rules.most, rules.scale.length),
    accepts: ({ rows, events }) =>
      rows >= rules.least.rows && Math.min(events, rows - events) >= rules.least.events,
    follows: (left, right) =>
      rateOf(right) > rateOf(left) &&
      stepOf(right) > stepOf(left) &&
      higherShareTest(left, right) <= rules.significance,
    worth: logLikelihood,
  }).at(-1)!;
  const grades = parts.map((part, place): Grade => {
    const next = parts.at(place + 1);
    const below = next ? edgeBetween(bins[part.end - 1], bins[next.first]) : null;
    return { name: rules.scale[stepOf(part)].grade, below, ...figuresOf(part, atBase) };
  });
  const names = new Set(grades.map(({ name }) => name));
  const unused = rules.scale.map(({ grade }) => grade).filter((grade) => !names.has(grade));
  return { grades, sampleRate, ...(baseRate !== undefined && { baseRate }), unused };
}

/** The same grades where the event happens at another rate: their probabilities, and what the scale calls these. Two may get one name. */
export function restatedGrades(
  { grades, sampleRate }: Pick<LearntGrades, 'grades' | 'sampleRate'>,
  scale: readonly ScaleStep[],
  baseRate: number,
): Grade[] {
  const isRate = sampleRate > 0 && sampleRate < 1;
  const atBase = (rate: number) =>
    isRate ? shiftedProbability(rate, { from: sampleRate, to: baseRate }) : rate;
  return grades.map(({ below, ...grade }) => {
    return { name: scale[stepAt(scale, atBase(grade.rate))].grade, below, ...figuresOf(grade, atBase) };
  });
}

/** Place of a probability among the grades. */
export function gradeAt(grades: readonly Pick<Grade, 'below'>[], probability: number): number {
  const place = grades.findIndex(({ below }) => below === null || probability < below);
  return place === -1 ? grades.length - 1 : place;
}

function stepAt(scale: readonly ScaleStep[], probability: number): number {
  const place = scale.findIndex(({ below }) => below === undefined || probability < below);
  return place === -1 ? scale.length - 1 : place;
}

function added(sum: CountedRows, { rows, events }: CountedRows): CountedRows {
  return { rows: sum.rows + rows, events: sum.events + events };
}

function figuresOf(
  { rows, events }: CountedRows,
  atBase: (rate: number) => number,
): Omit<Grade, 'name' | 'below'> {
  const { lower, upper } = countedShare(events, rows);
  const rateInterval: [number, number] = [lower ?? 0, upper ?? 1];
  const rate = events / rows;
  const interval: [number, number] = [atBase(rateInterval[0]), atBase(rateInterval[1])];
  return { rows, events, rate, rateInterval, probability: atBase(rate), interval };
}

/** Of rows that have one rate in common. */
function logLikelihood({ rows, events }: CountedRows): number {
  const term = (count: number) => (count === 0 ? 0 : count * Math.log(count / rows));
  return term(events) + term(rows - events);
}
