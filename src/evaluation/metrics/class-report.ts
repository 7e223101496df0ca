import {
  multiclassPredictions,
  oneAgainstRest,
  type MulticlassPredictions,
} from '../predictions/multiclass.predictions.js';
import { countedShare, type CountedShare } from '../statistics/wilson-interval.js';
import { prepareAuc } from './auc.metric.js';
import { mostProbableClass } from './most-probable-class.js';

/** How one of several classes fares, the most probable class being the prediction. */
export interface ClassFigures {
  class: string;
  /** Rows of the class (support). */
  rows: number;
  /** Of the rows of the class those that were predicted as it. */
  recall: CountedShare;
  /** Of the rows that were predicted as the class those of it. */
  precision: CountedShare;
  /** Of its probability against the rest; null where the rows are all of the class, or none is. */
  auc: number | null;
}

/** What was taken for what: counts of rows, whatever their weights. */
export interface ClassReport {
  classes: string[];
  /** `confusion[actual][predicted]` */
  confusion: number[][];
  byClass: ClassFigures[];
}

/**
 * The confusion of several classes, and the figures of each with 95 % intervals (Wilson, 1927).
 * @throws InvalidInputError for predictions that are not accepted.
 */
export function classReport(predictions: MulticlassPredictions): ClassReport {
  multiclassPredictions.check(predictions);
  const { labels, classes: count } = predictions;
  const classes = predictions.names ?? Array.from({ length: count }, (_, c) => String(c));
  const confusion = Array.from({ length: count }, () => new Array<number>(count).fill(0));
  mostProbableClass(predictions).forEach((decided, row) => (confusion[labels[row]][decided] += 1));
  const weights = new Float64Array(labels.length).fill(1);
  const byClass = classes.map((name, c): ClassFigures => {
    const rows = sum(confusion[c]);
    const auc = prepareAuc(oneAgainstRest(predictions, c))(weights);
    return {
      class: name,
      rows,
      recall: countedShare(confusion[c][c], rows),
      precision: countedShare(confusion[c][c], sum(confusion.map((row) => row[c]))),
      auc: Number.isNaN(auc) ? null : auc,
    };
  });
  return { classes: [...classes], confusion, byClass };
}

function sum(counts: readonly number[]): number {
  return counts.reduce((total, count) => total + count, 0);
}
