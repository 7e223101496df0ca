import type { BinaryPredictions } from '../evaluation/predictions/binary.predictions.js';
import { computeMetrics, metrics, metricsOf } from '../evaluation/metrics/index.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import type { MulticlassPredictions } from '../evaluation/predictions/multiclass.predictions.js';
import type { PredictionKind, PredictionsByKind } from '../evaluation/predictions/index.js';
import type { RegressionPredictions } from '../evaluation/predictions/regression.predictions.js';
import type { SeveralPredictions } from '../evaluation/predictions/several.predictions.js';

/** What the metrics read, with its form. */
export type ScoredRows = {
  [Kind in PredictionKind]: { kind: Kind; predictions: PredictionsByKind[Kind] };
}[PredictionKind];

/** The yes or no in what was predicted, with its probability; undefined when there is none. */
export function eventOf(scored: ScoredRows): BinaryPredictions | undefined {
  if (scored.kind === 'binary') return scored.predictions;
  return scored.kind === 'number-with-event' ? scored.predictions.event : undefined;
}

/** Which of several classes was predicted; undefined when that is not what is asked. */
export function classesOf(scored: ScoredRows): MulticlassPredictions | undefined {
  return scored.kind === 'multiclass' ? scored.predictions : undefined;
}

/** The number in what was predicted; undefined when there is none. */
export function numberOf(scored: ScoredRows): RegressionPredictions | undefined {
  if (scored.kind === 'regression' || scored.kind === 'remaining-life') return scored.predictions;
  return scored.kind === 'number-with-event' ? scored.predictions.number : undefined;
}

/** The rows of one target, of those of which it is known. */
export interface TargetRows {
  name: string;
  scored: ScoredRows;
}

/** Each of several targets by itself, where its value is known for any row; undefined where there is one target. */
export function targetsIn(scored: ScoredRows): readonly TargetRows[] | undefined {
  if (scored.kind === 'multilabel') {
    return known(scored.predictions).map(({ name, predictions }) => {
      return { name, scored: { kind: 'binary', predictions } };
    });
  }
  if (scored.kind !== 'multioutput') return undefined;
  return known(scored.predictions).map(({ name, predictions }) => {
    return { name, scored: { kind: 'regression', predictions } };
  });
}

function known<Predictions>({ targets }: SeveralPredictions<Predictions>) {
  return targets.filter(({ rows }) => rows.length > 0);
}

/** The value of each named metric; by default of all that apply. NaN where one is not defined. */
export function measure(
  scored: ScoredRows,
  names?: readonly MetricName[],
): Partial<Record<MetricName, number>> {
  const wanted = names ?? metricsOf(scored.kind).filter((name) => isAbout(name, scored));
  return computeMetrics(scored.kind, wanted, scored.predictions);
}

/** Whether a report has the metric without being asked for it. */
function isAbout(name: MetricName, scored: ScoredRows): boolean {
  if (name === 'cost') return hasCosts(scored);
  const test = metrics[name].isAbout?.[scored.kind] as ((predictions: unknown) => boolean) | undefined;
  return test?.(scored.predictions) ?? true;
}

function hasCosts(scored: ScoredRows): boolean {
  return (eventOf(scored)?.costs ?? classesOf(scored)?.actions) !== undefined;
}

/** Figures in the unit that is served, row-major `[rows, width]`, unrounded. */
export interface ServedFigures {
  values: Float64Array;
  width: number;
}

/**
 * What is said of each row: the probability of an event (or of every class), the number (and its event), or the number at each horizon;
 * of a tail the value at risk at each level, then the expected shortfall at each. Of several targets, all known, the figure of each. A list of products has no such figure.
 */
export function servedFigures(scored: ScoredRows): ServedFigures {
  switch (scored.kind) {
    case 'binary':
      return { values: Float64Array.from(scored.predictions.probabilities), width: 1 };
    case 'multiclass':
      return {
        values: Float64Array.from(scored.predictions.probabilities),
        width: scored.predictions.classes,
      };
    case 'number-with-event': {
      const { number, event } = scored.predictions;
      const values = Array.from(number.predicted, (value, row) => [value, event.probabilities[row]]);
      return { values: Float64Array.from(values.flat()), width: 2 };
    }
    case 'forecast':
      return { values: Float64Array.from(scored.predictions.predicted), width: scored.predictions.horizons };
    case 'multilabel':
    case 'multioutput':
      return sideBySide((targetsIn(scored) ?? []).map((target) => servedFigures(target.scored)));
    case 'treatment-effect':
      return { values: Float64Array.from(scored.predictions.effect), width: 1 };
    case 'tail-risk': {
      const { levels, valueAtRisk, expectedShortfall } = scored.predictions;
      return sideBySideOf(levels.length, valueAtRisk, expectedShortfall);
    }
    case 'portfolio-returns':
      return { values: Float64Array.from(scored.predictions.returns), width: 1 };
    case 'ranking':
      return { values: new Float64Array(), width: 0 };
    case 'regression':
    case 'remaining-life':
      return { values: Float64Array.from(scored.predictions.predicted), width: 1 };
  }
}

/** Two tables of `width` figures each, `[rows, width]`, beside each other. */
function sideBySideOf(width: number, first: ArrayLike<number>, second: ArrayLike<number>): ServedFigures {
  const rows = first.length / width;
  const values = Float64Array.from({ length: 2 * first.length }, (_, i) => {
    const [row, at] = [Math.floor(i / (2 * width)), i % (2 * width)];
    return at < width ? first[row * width + at] : second[row * width + at - width];
  });
  return { values, width: rows === 0 ? 0 : 2 * width };
}

/** Columns of one figure each, of the same rows. */
function sideBySide(columns: readonly ServedFigures[]): ServedFigures {
  const width = columns.length;
  const values = new Float64Array(width * (columns.at(0)?.values.length ?? 0));
  columns.forEach((column, i) => column.values.forEach((value, row) => (values[row * width + i] = value)));
  return { values, width };
}
