import { InvalidInputError } from '../../core/errors.js';
import {
  predictionKinds,
  rowWeights,
  type PredictionKind,
  type PredictionsByKind,
} from '../predictions/index.js';
import { accuracy } from './accuracy.metric.js';
import { auc, gini } from './auc.metric.js';
import { aucOvr } from './auc-ovr.metric.js';
import { averagePrecision } from './average-precision.metric.js';
import { brier } from './brier.metric.js';
import { expectedCalibrationErrorMetric } from './calibration-error.metric.js';
import { cost, f1, precision, recall } from './decision.metric.js';
import { intervalCoverage, mape, mase, pinball } from './forecast.metric.js';
import { ks } from './ks.metric.js';
import { logLoss } from './log-loss.metric.js';
import { macroF1 } from './macro-f1.metric.js';
import type { Metric, MetricPreparation, Statistic } from './metric.js';
import { metricNames, type MetricName } from './names.js';
import { pearsonR } from './pearson-r.metric.js';
import { phmScore } from './phm-score.metric.js';
import { crps, quantileLoss } from './quantile.metric.js';
import { quadraticWeightedKappa } from './quadratic-weighted-kappa.metric.js';
import { r2 } from './r2.metric.js';
import {
  catalogueCoverage,
  hitRate,
  meanAveragePrecision,
  ndcg,
  novelty,
  recallOfList,
} from './ranking.metric.js';
import { mae, mse, rmse } from './regression-error.metric.js';
import { drError, qini, rError } from './treatment-effect.metric.js';
import { activeReturn, sharpe } from './portfolio-returns.metric.js';
import { fzLoss } from './tail-risk.metric.js';
import { wmae } from './weighted-error.metric.js';

export const metrics: Readonly<Record<MetricName, Metric>> = {
  auc,
  average_precision: averagePrecision,
  log_loss: logLoss,
  brier,
  ece: expectedCalibrationErrorMetric,
  ks,
  gini,
  accuracy,
  precision,
  recall,
  f1,
  cost,
  macro_f1: macroF1,
  auc_ovr: aucOvr,
  mse,
  rmse,
  mae,
  r2,
  pearson_r: pearsonR,
  quadratic_weighted_kappa: quadraticWeightedKappa,
  phm_score: phmScore,
  mape,
  mase,
  coverage: intervalCoverage,
  pinball,
  wmae,
  quantile_loss: quantileLoss,
  crps,
  fz_loss: fzLoss,
  sharpe,
  active_return: activeReturn,
  hit_rate_10: hitRate,
  ndcg_10: ndcg,
  map_10: meanAveragePrecision,
  recall_10: recallOfList,
  coverage_10: catalogueCoverage,
  novelty_10: novelty,
  dr_error: drError,
  r_error: rError,
  qini,
};

/** The metrics that apply to a kind of predictions, in the order of `metricNames`. */
export function metricsOf(kind: PredictionKind): MetricName[] {
  return metricNames.filter((name) => preparationOf(metrics[name], kind) !== undefined);
}

/** How the metric reads the kind: itself, the part of it that the metric applies to, or the mean over its targets. */
function preparationOf<Kind extends PredictionKind>(
  metric: Metric,
  kind: Kind,
): MetricPreparation<PredictionsByKind[Kind]> | undefined {
  const own = metric.prepare[kind];
  if (own) return own;
  const { parts, averageOf } = predictionKinds[kind];
  const part = parts?.find((one) => metric.prepare[one.kind]);
  const ofPart = part && metric.prepare[part.kind];
  if (ofPart) return (predictions) => ofPart(part.of(predictions) as never);
  const ofTarget = averageOf && metric.prepare[averageOf.kind];
  return (
    ofTarget &&
    ((predictions) =>
      meanOverTargets(
        averageOf.targets(predictions).flatMap(({ rows, predictions: known }) => {
          return rows.length === 0 ? [] : [{ rows, statistic: ofTarget(known as never) }];
        }),
      ))
  );
}

/** The mean of a metric over the targets for which it is defined; NaN where it is for none. */
function meanOverTargets(targets: readonly { rows: Int32Array; statistic: Statistic }[]): Statistic {
  return (weights) => {
    const values = targets.flatMap(({ rows, statistic }) => {
      const own = Float64Array.from(rows, (row) => weights[row]);
      const value = own.some((weight) => weight > 0) ? statistic(own) : NaN;
      return Number.isNaN(value) ? [] : [value];
    });
    return values.reduce((sum, value) => sum + value, 0) / values.length;
  };
}

/**
 * Check the predictions once and prepare each metric for them.
 * @throws InvalidInputError for predictions that `kind` does not accept, or a metric that does not apply to it.
 */
export function prepareMetrics<Kind extends PredictionKind, Name extends MetricName>(
  kind: Kind,
  names: readonly Name[],
  predictions: PredictionsByKind[Kind],
): Map<Name, Statistic> {
  predictionKinds[kind].check(predictions);
  return new Map(
    names.map((name) => {
      const prepare = preparationOf(metrics[name], kind);
      if (!prepare) throw notApplicable(name, kind);
      return [name, prepare(predictions)];
    }),
  );
}

/**
 * The value of each metric. A metric that is not defined on these rows (AUC with one class only, precision when no row is
 * decided as positive) is NaN, which JSON writes as null; what each needs stands at its definition.
 * @throws InvalidInputError for predictions that `kind` does not accept, or a metric that does not apply to it.
 */
export function computeMetrics<Kind extends PredictionKind, Name extends MetricName>(
  kind: Kind,
  names: readonly Name[],
  predictions: PredictionsByKind[Kind],
): Record<Name, number> {
  const statistics = prepareMetrics(kind, names, predictions);
  const weights = rowWeights(kind, predictions);
  const values = [...statistics].map(([name, statistic]) => [name, statistic(weights)]);
  return Object.fromEntries(values) as Record<Name, number>;
}

function notApplicable(name: MetricName, kind: PredictionKind): InvalidInputError {
  const expected = `one of ${metricsOf(kind).join(', ')}`;
  return new InvalidInputError(`The metric ${name} does not apply to ${kind} predictions.`, {
    details: [{ expected, received: name }],
  });
}
