import { metrics } from '../evaluation/metrics/index.js';
import type { ModelRegistry } from '../registry/model-registry.js';
import type { ModelTag } from '../registry/model-tag.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { Headline, Report } from '../learning/report.js';
import type { TrainRequest } from './train-request.js';

/** The report's primary metric, as `manifest.json` and the lists of versions show it. */
export function headlineOf(report: Report): Headline {
  const { primary, data, rows } = report;
  const interval = report.metrics[primary] ?? { value: null, lower: null, upper: null };
  return { metric: primary, ...interval, rows: rows.test, data: data.kind };
}

/** A version serves unless it was asked not to, misses its floor, or would put synthetic data in the place of real data. */
export async function promote(
  { scenario, promote: wanted }: TrainRequest,
  tag: ModelTag,
  report: Report,
  registry: ModelRegistry,
): Promise<{ promoted: boolean; promotion: string }> {
  const obstacle = wanted === false ? 'asked not to' : await obstacleOf(scenario, report, registry);
  if (obstacle) return { promoted: false, promotion: obstacle };
  const reason = `trained on ${report.data.kind} ${report.data.name}`;
  await registry.promote(scenario.spec.id, tag.version, reason);
  return { promoted: true, promotion: reason };
}

async function obstacleOf(
  { spec }: Scenario,
  report: Report,
  registry: ModelRegistry,
): Promise<string | undefined> {
  const { floor } = spec.metrics;
  const value = report.metrics[report.primary]?.value ?? NaN;
  const sign = metrics[report.primary].greaterIsBetter ? 1 : -1;
  if (floor !== undefined && !(sign * value >= sign * floor)) {
    return `${report.primary} ${value.toFixed(4)} misses the floor ${floor}`;
  }
  if (report.data.kind !== 'synthetic-sample') return undefined;
  const champion = await registry.champion(spec.id);
  if (!champion) return undefined;
  const { manifest } = await registry.load(champion).catch(() => ({ manifest: undefined }));
  const headline = manifest?.headline as Headline | undefined;
  const replacesReal = headline !== undefined && headline.data !== 'synthetic-sample';
  return replacesReal
    ? 'the champion was trained on real data, this version on the synthetic sample'
    : undefined;
}
