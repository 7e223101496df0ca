import { shown } from '../../../core/errors.js';
import { computeMetrics } from '../../../evaluation/metrics/index.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { isInput } from '../../../tables/columns/roles.js';
import type { Table } from '../../../tables/table.js';
import { eventOf, type ScoredRows } from '../../scored-rows.js';
import type { TrainingNote } from '../../training-note.js';

/** Hardly a question of business is answered so well by what is known before the outcome (Kaufman et al., 2012, on leakage). */
const tooGood = 0.995;
/** Fewer rows of a class are told apart by chance. */
const fewestOfAClass = 10;
/** A column of more categories tells small samples apart by itself. */
const mostCategories = 20;

/**
 * A note for each column that alone tells the event on the rows held out, and one where the model does: what is known only with the
 * outcome may be among the columns. Of a yes or no only.
 */
export function leakageNotes(
  scored: ScoredRows,
  table: Table,
  columns: readonly ColumnSpec[],
): TrainingNote[] {
  const event = eventOf(scored);
  if (!event) return [];
  const labels = Array.from(event.labels);
  const positives = labels.filter((label) => label === 1).length;
  if (Math.min(positives, labels.length - positives) < fewestOfAClass) return [];
  const telling = columns.flatMap((column) => {
    const scores = isInput(column) ? scoresOf(column, table.column(column.name), labels) : undefined;
    const value = scores ? auc(scores, labels) : 0.5;
    return Math.max(value, 1 - value) >= tooGood ? [noteOf(column.name, Math.max(value, 1 - value))] : [];
  });
  const whole = computeMetrics('binary', ['auc'], event).auc;
  return telling.length === 0 && whole >= tooGood ? [noteOfAll(whole)] : telling;
}

/** A number for each row by which the column orders them; undefined for a column that names rows. */
function scoresOf(
  column: ColumnSpec,
  values: readonly CellValue[],
  labels: readonly number[],
): number[] | undefined {
  if (values.every((value) => typeof value === 'number' || value === null)) {
    return values.map((value) => (typeof value === 'number' ? value : -Infinity));
  }
  const groups = new Map<CellValue, { count: number; positives: number }>();
  values.forEach((value, row) => {
    const group = groups.get(value) ?? { count: 0, positives: 0 };
    group.count += 1;
    group.positives += labels[row];
    groups.set(value, group);
  });
  if (groups.size > mostCategories || column.kind === 'list') return undefined;
  return values.map((value) => {
    const { positives = 0, count = 1 } = groups.get(value) ?? {};
    return positives / count;
  });
}

function auc(scores: readonly number[], labels: readonly number[]): number {
  const places = new Map([...new Set(scores)].sort((a, b) => a - b).map((score, i) => [score, i]));
  const probabilities = scores.map((score) => (places.get(score) ?? 0) / places.size);
  return computeMetrics('binary', ['auc'], { labels, probabilities }).auc;
}

function noteOf(column: string, value: number): TrainingNote {
  return {
    code: 'tells-target',
    column,
    text: {
      en: `${shown(column)} alone tells the outcome of nearly every row held out (AUC ${value.toFixed(4)}): is it known before the outcome?`,
      zh: `仅凭 ${shown(column)} 列几乎就能判断每一留出行的结果（AUC ${value.toFixed(4)}）：它在结果之前就已知吗？`,
    },
  };
}

function noteOfAll(value: number): TrainingNote {
  return {
    code: 'tells-target',
    text: {
      en: `AUC ${value.toFixed(4)} is better than questions of this kind allow: is a column known only with the outcome?`,
      zh: `AUC ${value.toFixed(4)} 高于此类问题的常见水平：是否有某列只在结果之后才知道？`,
    },
  };
}
