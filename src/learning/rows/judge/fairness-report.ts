import {
  compareGroups,
  fewest,
  groupReport,
  numberGroups,
  type GroupComparisons,
  type GroupedDecisions,
  type GroupReport,
  type NumberGroups,
} from '../../../evaluation/fairness/index.js';
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
import { classesOf, eventOf, numberOf, type ScoredRows } from '../../scored-rows.js';
import type { HeldOutRows } from './held-out-rows.js';

/** Numbers are compared in so many groups of about equal size. */
const bands = 3;

/** How groups fare at one yes or no, with what tells chance from bias, and in the number where there is one. */
type EventGroups = GroupReport & GroupComparisons & { numbers?: NumberGroups };

/** The same at each of several classes or targets by itself; of a number alone how far it is from what happens. */
type ColumnReport =
  | EventGroups
  | { classes: Record<string, EventGroups> }
  | { targets: Record<string, EventGroups> }
  | { numbers: NumberGroups };

/**
 * By each sensitive column, and by each two of them that have at least two crossings of 30 rows: how groups fare under the model. Of several
 * classes each is told from the rest, the likeliest being the prediction; of several targets each has the rows of which it is known.
 * Undefined where the answers are neither.
 */
export function fairnessReport(scored: ScoredRows, { sensitive }: Pick<HeldOutRows, 'sensitive'>): unknown {
  const report = reporterOf(scored);
  if (!report || sensitive.size === 0) return undefined;
  const columns = [...sensitive].map(([name, values]) => ({ name, groups: groupsOf(values) }));
  const crossings = columns.flatMap((one, i) => columns.slice(i + 1).map((other) => crossed(one, other)));
  const shown = crossings.filter(({ groups }) => largeGroups(groups) > 1);
  return Object.fromEntries([...columns, ...shown].map(({ name, groups }) => [name, report(groups)]));
}

interface GroupedColumn {
  name: string;
  groups: string[];
}

function crossed(one: GroupedColumn, other: GroupedColumn): GroupedColumn {
  return {
    name: `${one.name} × ${other.name}`,
    groups: one.groups.map((group, row) => `${group} × ${other.groups[row]}`),
  };
}

/** How many groups have the rows that a comparison takes. */
function largeGroups(groups: readonly string[]): number {
  const counts = new Map<string, number>();
  for (const group of groups) counts.set(group, (counts.get(group) ?? 0) + 1);
  return [...counts.values()].filter((count) => count >= fewest.group).length;
}

/** From the group of each row to the report of a column. */
function reporterOf(scored: ScoredRows): ((groups: readonly string[]) => ColumnReport) | undefined {
  const [event, number] = [eventOf(scored), numberOf(scored)];
  const numbers = (groups: readonly string[]) => (number ? { numbers: numberGroups(number, groups) } : {});
  if (event) return (groups) => ({ ...eventReport(event, groups), ...numbers(groups) });
  if (number) return (groups) => ({ numbers: numberGroups(number, groups) });
  const classes = classesOf(scored);
  if (classes) return (groups) => ({ classes: classReports(classes, groups) });
  if (scored.kind !== 'multilabel') return undefined;
  const known = scored.predictions.targets.filter(({ rows }) => rows.length > 0);
  return (groups) => ({
    targets: Object.fromEntries(
      known.map(({ name, rows, predictions }) => {
        const own = Array.from(rows, (row) => groups[row]);
        return [name, eventReport(predictions, own)];
      }),
    ),
  });
}

function eventReport(event: BinaryPredictions, groups: readonly string[]): EventGroups {
  const { labels, probabilities, threshold = defaultThreshold } = event;
  const decisions = Int32Array.from(probabilities, (probability) => (probability >= threshold ? 1 : 0));
  return bothReports({ labels, probabilities, decisions, groups });
}

function bothReports(rows: GroupedDecisions): EventGroups {
  return { ...groupReport(rows), ...compareGroups(rows) };
}

function classReports(
  predictions: MulticlassPredictions,
  groups: readonly string[],
): Record<string, EventGroups> {
  const predicted = mostProbableClass(predictions);
  const names = predictions.names ?? Array.from({ length: predictions.classes }, (_, c) => String(c));
  return Object.fromEntries(
    names.map((name, c) => {
      const decisions = predicted.map((decided) => Number(decided === c));
      return [name, bothReports({ ...oneAgainstRest(predictions, c), decisions, groups })];
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
