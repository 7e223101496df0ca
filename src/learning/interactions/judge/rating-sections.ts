import type { MetricName } from '../../../evaluation/metrics/names.js';
import { endedEarlyNotes } from '../../fitting/ended-early.js';
import { curvesOf } from '../../report-curves.js';
import { intervalsOf } from '../../report-figures.js';
import type { ReportSections } from '../../report.js';
import { measure, type ScoredRows } from '../../scored-rows.js';
import type { FittedRatings } from '../fit/fit-ratings.js';
import type { Interactions } from '../load/interactions.js';

type ScoredRatings = Extract<ScoredRows, { kind: 'regression' }>;

/** Ratings that were given beside those that a model says. */
export function scoreRatings(
  interactions: Interactions,
  predict: (rows: ArrayLike<number>) => Float64Array,
  rows: ArrayLike<number>,
): ScoredRatings {
  const actual = Float64Array.from(rows, (row) => interactions.value?.[row] ?? NaN);
  return { kind: 'regression', predictions: { actual, predicted: predict(rows) } };
}

interface RatingsHeldOut {
  interactions: Interactions;
  primary: MetricName;
  seed: number;
  /** To learn from, and held out. */
  rows: Int32Array;
  test: Int32Array;
}

/** What the report says of ratings held out. */
export function ratingSections(
  fitted: FittedRatings,
  { interactions, primary, seed, rows, test }: RatingsHeldOut,
): ReportSections {
  const { candidate, state } = fitted;
  const scored = scoreRatings(interactions, fitted.predict, test);
  const { actual } = scored.predictions;
  const figures = measure(scored);
  const mean: ScoredRows = {
    kind: 'regression',
    predictions: { actual, predicted: new Float64Array(actual.length).fill(state.mean) },
  };
  return {
    notes: endedEarlyNotes([{ name: candidate.architecture, histories: candidate.histories }]),
    rows: { development: rows.length, test: test.length },
    served: { architecture: candidate.architecture, reason: 'factorisation is the only candidate' },
    metrics: intervalsOf(scored, seed),
    candidates: [
      {
        architecture: candidate.architecture,
        members: candidate.model.members.length,
        epochs: candidate.histories.map(({ epochs, bestEpoch }) => ({ run: epochs.length, best: bestEpoch })),
        seconds: candidate.seconds,
        validation: null,
        test: figures,
      },
    ],
    constant: measure(mean),
    details: { primary, interval: { coverage: 0.9, halfWidth: state.halfWidth } },
    curves: curvesOf(scored),
    fairness: undefined,
  };
}
