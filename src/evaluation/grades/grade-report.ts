import { hosmerLemeshow, type HosmerLemeshow } from '../calibration/hosmer-lemeshow.js';
import { checkLabelledProbabilities, type LabelledProbabilities } from '../predictions/binary.predictions.js';
import { binomialTest, holmAdjusted } from '../statistics/binomial-test.js';
import { rateOf, trendTest, type CountedRows } from '../statistics/share-tests.js';
import { countedShare } from '../statistics/wilson-interval.js';
import { gradeAt, type Grade, type LearntGrades } from './learn-grades.js';

/** A grade as it was learnt, beside the rows held out that got it. */
export interface JudgedGrade {
  name: string;
  /** As learnt: the rate of its rows, and what is said at the base rate. */
  learnt: Omit<Grade, 'name'>;
  rows: number;
  events: number;
  /** Share with the event, with its 95 % interval (Wilson); null without rows. */
  rate: number | null;
  lower: number | null;
  upper: number | null;
  /**
   * Exact two-sided binomial test that the rows have the rate that was learnt; `adjusted` for the number of grades (Holm). It takes that rate as
   * known: where it was learnt from few rows, chance alone gives small values more often.
   */
  pValue: number;
  adjusted: number;
}

/** What grades came to on rows held out. Rates are those of the rows, whatever the base rate. */
export interface GradeReport {
  grades: JudgedGrade[];
  sampleRate: number;
  baseRate?: number;
  unused: string[];
  /** Whether the rates of grades with rows rise strictly, the pairs of neighbours in which they do not, and the test for a trend (one-sided). */
  rising: {
    strictly: boolean;
    inversions: [string, string][];
    trend: { z: number | null; pValue: number | null };
  };
  /** Whether the probabilities of the rows agree with what happened; without a statistic where something impossible did. */
  hosmerLemeshow: Omit<HosmerLemeshow, 'statistic'> & { statistic: number | null };
}

/** @throws InvalidInputError for rows that are not accepted. */
export function gradeReport(
  { labels, probabilities }: Pick<LabelledProbabilities, 'labels' | 'probabilities'>,
  { grades, sampleRate, baseRate, unused }: LearntGrades,
): GradeReport {
  checkLabelledProbabilities({ labels, probabilities });
  const counted = grades.map((): CountedRows => ({ rows: 0, events: 0 }));
  for (let row = 0; row < labels.length; row++) {
    const own = counted[gradeAt(grades, probabilities[row])];
    own.rows++;
    own.events += labels[row];
  }
  const pValues = grades.map(({ rate }, place) =>
    binomialTest(counted[place].events, counted[place].rows, rate),
  );
  const adjusted = holmAdjusted(pValues);
  const fit = hosmerLemeshow({ labels, probabilities });
  return {
    grades: grades.map(({ name, ...learnt }, place) => {
      const { rows, events } = counted[place];
      const { value: rate, lower, upper } = countedShare(events, rows);
      return {
        name,
        learnt,
        rows,
        events,
        rate,
        lower,
        upper,
        pValue: pValues[place],
        adjusted: adjusted[place],
      };
    }),
    sampleRate,
    ...(baseRate !== undefined && { baseRate }),
    unused,
    rising: risingOf(grades, counted),
    hosmerLemeshow: { ...fit, statistic: Number.isFinite(fit.statistic) ? fit.statistic : null },
  };
}

function risingOf(grades: readonly Grade[], counted: readonly CountedRows[]): GradeReport['rising'] {
  const filled = grades.flatMap(({ name }, place) =>
    counted[place].rows > 0 ? [{ name, ...counted[place] }] : [],
  );
  const inversions = filled.slice(1).flatMap((worse, place): [string, string][] => {
    return rateOf(worse) > rateOf(filled[place]) ? [] : [[filled[place].name, worse.name]];
  });
  const { z, pValue } = trendTest(filled);
  const trend = Number.isNaN(z) ? { z: null, pValue: null } : { z, pValue };
  return { strictly: inversions.length === 0, inversions, trend };
}
