import { groupReport, type GroupReport } from '../../../evaluation/fairness/index.js';
import { mostProbableClass } from '../../../evaluation/metrics/most-probable-class.js';
import {
  defaultThreshold,
  type BinaryPredictions,
} from '../../../evaluation/predictions/binary.predictions.js';
import {
  oneAgainstRest,
  type MulticlassPredictions,
} from '../../../evaluation/predictions/multiclass.predictions.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import { classesOf, eventOf, type ScoredRows } from '../../scored-rows.js';
import type { HeldOutRows } from './held-out-rows.js';

/** Numbers are compared in so many groups of about equal size. */
const bands = 3;

/** How groups fare at one yes or no, or at each of several classes or targets by itself. */
type ColumnReport =
  GroupReport | { classes: Record<string, GroupReport> } | { targets: Record<string, GroupReport> };

/**
 * By each sensitive column: how groups fare under the model. Of several classes each is told from the rest, the likeliest being the
 * prediction; of several targets each has the rows of which it is known. Undefined where the answers are numbers.
 */
export function fairnessReport(scored: ScoredRows, { sensitive }: Pick<HeldOutRows, 'sensitive'>): unknown {
  const report = reporterOf(scored);
  if (!report || sensitive.size === 0) return undefined;
  return Object.fromEntries([...sensitive].map(([name, values]) => [name, report(groupsOf(values))]));
}

/** From the group of each row to the report of a column. */
function reporterOf(scored: ScoredRows): ((groups: readonly string[]) => ColumnReport) | undefined {
  const event = eventOf(scored);
  if (event) return (groups) => eventReport(event, groups);
  const classes = classesOf(scored);
  if (classes) return (groups) => ({ classes: classReports(classes, groups) });
  if (scored.kind !== 'multilabel') return undefined;
  const known = scored.predictions.targets.filter(({ rows }) => rows.length > 0);
  return (groups) => ({
    targets: Object.fromEntries(
      known.map(({ name, rows, predictions }) => {
        return [
          name,
          eventReport(
            predictions,
            Array.from(rows, (row) => groups[row]),
          ),
        ];
      }),
    ),
  });
}

function eventReport(event: BinaryPredictions, groups: readonly string[]): GroupReport {
  const { labels, probabilities, threshold = defaultThreshold } = event;
  const decisions = Int32Array.from(probabilities, (probability) => (probability >= threshold ? 1 : 0));
  return groupReport({ labels, probabilities, decisions, groups });
}

function classReports(
  predictions: MulticlassPredictions,
  groups: readonly string[],
): Record<string, GroupReport> {
  const predicted = mostProbableClass(predictions);
  const names = predictions.names ?? Array.from({ length: predictions.classes }, (_, c) => String(c));
  return Object.fromEntries(
    names.map((name, c) => {
      const decisions = predicted.map((decided) => Number(decided === c));
      return [name, groupReport({ ...oneAgainstRest(predictions, c), decisions, groups })];
    }),
  );
}

function groupsOf(values: readonly CellValue[]): string[] {
  const numbers = values.filter((value) => typeof value === 'number').sort((a, b) => a - b);
  if (numbers.length === 0) return values.map((value) => String(value ?? 'missing'));
  const edges = Array.from(
    { length: bands - 1 },
    (_, i) => numbers[Math.floor(((i + 1) * numbers.length) / bands)],
  );
  return values.map((value) => (typeof value === 'number' ? bandName(value, edges) : 'missing'));
}

function bandName(value: number, edges: readonly number[]): string {
  const above = edges.findIndex((edge) => value < edge);
  if (above === 0) return `below ${edges[0]}`;
  if (above === -1) return `${edges[edges.length - 1]} and above`;
  return `${edges[above - 1]} to below ${edges[above]}`;
}
