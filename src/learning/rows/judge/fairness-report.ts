import { groupReport } from '../../../evaluation/fairness/index.js';
import type { CellValue } from '../../../tables/columns/column-kind.js';
import { eventOf } from '../../scored-rows.js';
import type { ScoredRows } from '../../scored-rows.js';
import type { HeldOutRows } from './held-out-rows.js';

/** Numbers are compared in so many groups of about equal size. */
const bands = 3;

/** By each sensitive column: how groups fare under the model. Answers of a yes or no only; undefined otherwise. */
export function fairnessReport(scored: ScoredRows, { sensitive }: HeldOutRows): unknown {
  const event = eventOf(scored);
  if (!event || sensitive.size === 0) return undefined;
  const { labels, probabilities, threshold = 0.5 } = event;
  const decisions = Int32Array.from(probabilities, (probability) => (probability >= threshold ? 1 : 0));
  return Object.fromEntries(
    [...sensitive].map(([name, values]) => {
      return [name, groupReport({ labels, probabilities, decisions, groups: groupsOf(values) })];
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
