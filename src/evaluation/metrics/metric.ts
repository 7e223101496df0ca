import type { LocalisedText } from '../../core/text/localised-text.js';
import type { PredictionKind, PredictionsByKind } from '../predictions/index.js';
import type { MetricName } from './names.js';

/**
 * A metric of fixed rows as a function of their weights (one per row, 0 or more, some above 0). A bootstrap resample is the
 * same rows with other weights, so sorting and losses per row are done once. NaN where the metric is not defined.
 */
export type Statistic = (weights: Float64Array) => number;

/** From checked predictions to their statistic. */
export type MetricPreparation<Predictions> = (predictions: Predictions) => Statistic;

export interface Metric {
  readonly name: MetricName;
  readonly label: LocalisedText;
  readonly greaterIsBetter: boolean;
  /**
   * True where rows drawn twice bias the metric itself: a resample holds about 63 % of the different rows, so it shows fewer different
   * items than the rows themselves, and its bins hold more chance. Percentiles of such resamples are no interval of the metric, and
   * neither a basic nor a bias-corrected one mends them once the bias exceeds their spread.
   */
  readonly biasedByResampling?: true;
  /** Whether predictions of a kind hold what it is about, so that a report has it; absent: always. */
  readonly isAbout?: {
    readonly [Kind in PredictionKind]?: (predictions: PredictionsByKind[Kind]) => boolean;
  };
  /** One entry for each kind of predictions that the metric applies to. */
  readonly prepare: { readonly [Kind in PredictionKind]?: MetricPreparation<PredictionsByKind[Kind]> };
}

/** The kinds of predictions that `metric` applies to. */
export function kindsOf(metric: Metric): PredictionKind[] {
  return Object.keys(metric.prepare) as PredictionKind[];
}

/** The weighted mean of one value per row. */
export function weightedMeanOf(values: Float64Array): Statistic {
  return (weights) => {
    let sum = 0;
    let total = 0;
    for (let i = 0; i < values.length; i++) {
      sum += weights[i] * values[i];
      total += weights[i];
    }
    return sum / total;
  };
}
