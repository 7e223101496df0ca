import { sha256 } from '../core/files/files.js';
import { systemUser } from '../core/processes/system-user.js';
import { metrics } from '../evaluation/metrics/index.js';
import { servingVersion } from '../registry/champion-files.js';
import type { Account, LoadedModel, ModelRegistry } from '../registry/model-registry.js';
import { formatModelTag, type ModelTag } from '../registry/model-tag.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { Headline, Report } from '../learning/report.js';
import { comparisonText, isWorse, type Comparison } from './comparison.js';
import type { Obstacle, PromotionResult } from './promotion-result.js';
import type { TrainRequest } from './train-request.js';

/** The report's primary metric, as `manifest.json` and the lists of versions show it. */
export function headlineOf(report: Report): Headline {
  const { primary, data, rows } = report;
  const interval = report.metrics[primary] ?? { value: null, lower: null, upper: null };
  return { metric: primary, ...interval, rows: rows.test, data: data.kind };
}

/** What is known of a version when it is decided whether it serves. */
interface Judged {
  report: Report;
  comparison?: Comparison;
}

/** Fewer rows held out say nothing about a model, and fewer do not show that it is no worse than a champion. */
const fewestOfFirst = 3;
const fewestRows = 10;

/**
 * A version serves when its figure is defined, rests on rows enough and is no worse than a constant's, and when it is not worse than
 * the champion on the same rows by more than chance. It never puts synthetic data in the place of real data, and never serves below its
 * floor. Whoever orders the training may decide otherwise, with a reason that the ledger keeps.
 */
export async function promote(
  { scenario, promote: wanted }: Pick<TrainRequest, 'scenario' | 'promote'>,
  tag: ModelTag,
  judged: Judged,
  registry: ModelRegistry,
): Promise<PromotionResult> {
  if (wanted === false) return refused({ code: 'asked-not-to', text: 'asked not to' });
  const obstacle = wanted ? undefined : await obstacleOf(scenario, judged, registry);
  if (obstacle) return refused(obstacle);
  const reason = wanted?.reason ?? reasonOf(judged);
  await registry.promote(scenario.spec.id, tag.version, reason, accountOf(tag, judged));
  const code = judged.comparison ? 'not-worse' : 'first';
  return { promoted: true, promotion: reason, promotionCode: wanted ? 'ordered' : code };
}

/** What was measured, and by whose process; the hash binds the figures to this version. */
function accountOf(tag: ModelTag, { report, comparison }: Judged): Account {
  const { primary, metrics: figures, rows, constant, data } = report;
  const evidence = {
    metric: primary,
    figure: figures[primary],
    constant: constant[primary],
    rows: rows.test,
    data: { kind: data.kind, sha256: data.sha256 },
    ...(comparison && { comparison }),
  };
  const evidenceHash = sha256(JSON.stringify({ model: formatModelTag(tag), evidence }));
  return { by: systemUser(), evidence, evidenceHash };
}

function refused({ code, text }: Obstacle): PromotionResult {
  return { promoted: false, promotion: text, promotionCode: code };
}

function reasonOf({ comparison, report }: Judged): string {
  const source = `trained on ${report.data.kind} ${report.data.name}`;
  return comparison ? `${source}; not worse: ${comparisonText(comparison)}` : source;
}

async function obstacleOf(
  { spec }: Scenario,
  { report, comparison }: Judged,
  registry: ModelRegistry,
): Promise<Obstacle | undefined> {
  const champion = await servingVersion(registry, spec.id);
  return (
    replacesReal(report, champion) ??
    figureProblem(report, spec.metrics.floor, champion ? fewestRows : fewestOfFirst) ??
    comparisonProblem(comparison, champion?.tag)
  );
}

function replacesReal({ data }: Report, champion: LoadedModel | undefined): Obstacle | undefined {
  if (data.kind !== 'synthetic-sample') return undefined;
  const headline = champion?.manifest.headline as Headline | undefined;
  if (headline === undefined || headline.data === 'synthetic-sample') return undefined;
  const text = 'the champion was trained on real data, this version on the synthetic sample';
  return { code: 'real-data-serves', text };
}

/** What of the version's own figure forbids to serve it. */
function figureProblem(
  { primary, metrics: figures, rows, constant }: Report,
  floor: number | undefined,
  fewest: number,
): Obstacle | undefined {
  const sign = metrics[primary].greaterIsBetter ? 1 : -1;
  const value = figures[primary]?.value;
  if (typeof value !== 'number') {
    return { code: 'figure-undefined', text: `${primary} is not defined on the ${rows.test} rows held out` };
  }
  if (floor !== undefined && sign * value < sign * floor) {
    return { code: 'below-floor', text: `${primary} ${value.toFixed(4)} misses the floor ${floor}` };
  }
  if (rows.test < fewest) {
    const text = `${rows.test} rows held out are too few to tell how good it is (at least ${fewest})`;
    return { code: 'too-few-rows', text };
  }
  const known = constant[primary];
  if (typeof known === 'number' && sign * known > sign * value) {
    const text = `a constant is better: ${primary} ${known.toFixed(4)} beside ${value.toFixed(4)}`;
    return { code: 'constant-is-better', text };
  }
  return undefined;
}

function comparisonProblem(
  comparison: Comparison | undefined,
  champion: ModelTag | undefined,
): Obstacle | undefined {
  if (!comparison) return undefined;
  if (champion && formatModelTag(champion) !== comparison.champion) {
    return { code: 'champion-changed', text: `${formatModelTag(champion)} became the champion meanwhile` };
  }
  if (comparison.rows < fewestRows) {
    const text = `only ${comparison.rows} rows held out are new to ${comparison.champion} too, too few to compare both (at least ${fewestRows})`;
    return { code: 'too-few-rows-to-compare', text };
  }
  if (comparison.difference.upper === null) {
    const text = `it cannot be compared with the champion: ${comparisonText(comparison)}`;
    return { code: 'not-comparable', text };
  }
  if (!isWorse(comparison)) return undefined;
  return { code: 'worse-than-champion', text: `worse than the champion: ${comparisonText(comparison)}` };
}
