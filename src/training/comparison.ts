import { z } from 'zod';
import { DamagedFileError } from '../core/errors.js';
import { predictionKinds } from '../evaluation/predictions/index.js';
import { bootstrapDifference } from '../evaluation/resampling/index.js';
import { metrics } from '../evaluation/metrics/index.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import type { Learnt, ScoredPair } from '../learning/family.js';
import { finite } from '../learning/report-figures.js';
import { intervalSchema, metricName } from '../learning/report.js';
import { measure } from '../learning/scored-rows.js';
import type { LoadedModel } from '../registry/model-registry.js';
import { formatModelTag } from '../registry/model-tag.js';

export const comparisonSchema = z.object({
  champion: z.string(),
  metric: metricName,
  rows: z.int().describe('Held out, without those from which the champion is known to have learnt'),
  value: z.number().nullable(),
  championValue: z.number().nullable(),
  difference: intervalSchema.describe('Own less the champion’s, with its 95 % interval by paired bootstrap'),
});

/** A version and the champion of the time, on the same rows. */
export type Comparison = z.infer<typeof comparisonSchema>;

interface Compared {
  champion: LoadedModel;
  metric: MetricName;
  seed: number;
}

/**
 * A new version and the champion on the same rows held out.
 * @returns undefined where the champion does not fit the scenario any more, so that it could answer nobody.
 */
export function compareWithChampion(
  learnt: Learnt,
  { champion, metric, seed }: Compared,
): Comparison | undefined {
  try {
    return comparisonOf(learnt.beside(champion), { champion, metric, seed });
  } catch (error) {
    if (error instanceof DamagedFileError) return undefined;
    throw error;
  }
}

/** @param pair undefined: there is no row that both can be asked. */
export function comparisonOf(pair: ScoredPair | undefined, { champion, metric, seed }: Compared): Comparison {
  const about = { champion: formatModelTag(champion.tag), metric };
  if (pair) return { ...about, ...figuresOf(pair, metric, seed) };
  return { ...about, rows: 0, value: null, championValue: null, difference: unknown };
}

const unknown = { value: null, lower: null, upper: null };

function figuresOf({ own, other }: ScoredPair, metric: MetricName, seed: number) {
  const predictions = [own.predictions as never, other.predictions as never] as const;
  const { value, lower, upper } = bootstrapDifference(own.kind, metric, predictions, { seed });
  return {
    rows: predictionKinds[own.kind].count(own.predictions as never),
    value: finite(measure(own, [metric])[metric]),
    championValue: finite(measure(other, [metric])[metric]),
    difference: { value: finite(value), lower: finite(lower), upper: finite(upper) },
  };
}

/** Whether a version is worse than the champion by more than chance explains: the whole interval lies on the worse side. */
export function isWorse({ metric, difference: { lower, upper } }: Comparison): boolean {
  return metrics[metric].greaterIsBetter ? (upper ?? -1) < 0 : (lower ?? 1) > 0;
}

/** `auc 0.7912 beside 0.7810 of finance/credit-scoring@1 on the same 200 rows (difference 0.0102, 95 % -0.0201 to 0.0411)` */
export function comparisonText({
  champion,
  metric,
  rows,
  value,
  championValue,
  difference,
}: Comparison): string {
  const text = (figure: number | null) => (figure === null ? 'undefined' : figure.toFixed(4));
  const interval = `difference ${text(difference.value)}, 95 % ${text(difference.lower)} to ${text(difference.upper)}`;
  return `${metric} ${text(value)} beside ${text(championValue)} of ${champion} on the same ${rows} rows (${interval})`;
}
