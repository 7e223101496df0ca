import { systemClock } from '../core/clock.js';
import { CancelledError } from '../core/errors.js';
import { formatModelTag } from '../registry/model-tag.js';
import { manifestFields, profileJson } from './artefact.js';
import { modelCard } from './model-card.js';
import { headlineOf, promote } from './promotion.js';
import type { Report } from '../learning/report.js';
import type { TrainContext, TrainRequest, TrainResult } from './train-request.js';
import { profileInteractions } from '../learning/interactions/load/profile-interactions.js';
import { loadInteractions } from '../learning/interactions/load/load-interactions.js';
import { rankProducts } from '../learning/interactions/fit/rank-products.js';
import { rateProducts } from '../learning/interactions/fit/rate-products.js';

/**
 * The five steps for a scenario that learns from interactions, ending in a published version like every other.
 * @throws InvalidInputError, InvalidSpecificationError, CancelledError; nothing is published then.
 */
export async function trainInteractions(request: TrainRequest, context: TrainContext): Promise<TrainResult> {
  const started = performance.now();
  const { scenario, signal, onProgress } = request;
  const { spec } = scenario;
  const seed = request.seed ?? spec.seed;
  const loaded = await loadInteractions(scenario, context.datasets, request.file);
  const fit = spec.target.kind === 'numeric' ? rateProducts : rankProducts;
  const { sections, files } = await fit({ scenario, loaded, seed, signal, onProgress });
  const report: Report = {
    format: 1,
    scenario: spec.id,
    trainedAt: systemClock.now().toISOString(),
    engine: context.engine.name,
    seed,
    seconds: (performance.now() - started) / 1000,
    data: loaded.source,
    primary: spec.metrics.primary as Report['primary'],
    references: spec.references,
    fairness: undefined,
    ...sections,
  };
  const headline = headlineOf(report, sections.rows.test);
  const profile = profileInteractions(loaded);
  const all = {
    ...files,
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    'profile.json': profileJson(profile),
    'card.md': modelCard(scenario, report, profile),
  };
  const fields = manifestFields({ scenario, data: loaded.source, seed, engine: context.engine, headline });
  if (signal?.aborted) throw new CancelledError(`Cancelled before publication: train ${spec.id}.`);
  const tag = await context.registry.publish(spec.id, all, fields);
  const promotion = await promote(request, tag, report, context.registry);
  return { model: formatModelTag(tag), ...promotion, headline, report };
}
