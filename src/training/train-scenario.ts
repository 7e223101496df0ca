import { systemClock } from '../core/clock.js';
import { CancelledError } from '../core/errors.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import type { Learnt } from '../learning/family.js';
import { familyOf } from '../learning/index.js';
import type { DataSource } from '../learning/data-source.js';
import type { Report } from '../learning/report.js';
import type { TrainingNote } from '../learning/training-note.js';
import { outputsFile } from '../learning/reference-of.js';
import { servingVersion } from '../registry/champion-files.js';
import { formatModelTag } from '../registry/model-tag.js';
import { outputBins } from '../tables/reference/reference.js';
import { compareWithChampion, type Comparison } from './comparison.js';
import { manifestFields } from './manifest.js';
import { modelCard } from './model-card.js';
import { headlineOf, promote } from './promotion.js';
import type { TrainContext, TrainRequest, TrainResult } from './train-request.js';

export type { TrainContext, TrainRequest, TrainResult } from './train-request.js';

/**
 * The five steps for one scenario, ending in a published version: prepare, build, train, evaluate on rows held out, and
 * (unless something speaks against it, see `promote`) serve.
 * @throws InvalidInputError, InvalidSpecificationError, CancelledError; nothing is published then.
 */
export async function trainScenario(request: TrainRequest, context: TrainContext): Promise<TrainResult> {
  const { scenario, file, encoding, search, signal, onProgress } = request;
  const family = familyOf(scenario.spec);
  if (search !== undefined) family.checkSearch(scenario);
  // What cannot be published should not be learnt first: a ledger that cannot be read is found now.
  await context.registry.history(scenario.spec.id);
  const started = performance.now();
  const seed = request.seed ?? scenario.spec.seed;
  const data = await family.load(scenario, context.datasets, { file, encoding });
  const learnt = await data.fit({ seed, search, signal, onProgress });
  try {
    const { source, notes } = data;
    return await publish(request, context, { learnt, source, notes, seed, started });
  } finally {
    learnt.dispose();
  }
}

interface Outcome {
  learnt: Learnt;
  source: DataSource;
  notes: readonly TrainingNote[];
  seed: number;
  started: number;
}

async function publish(request: TrainRequest, context: TrainContext, outcome: Outcome): Promise<TrainResult> {
  const { scenario, signal } = request;
  const { learnt, source, seed } = outcome;
  const { id } = scenario.spec;
  const comparison = await besideChampion(request, context, outcome);
  const report = composeReport(request, context, outcome);
  const profile = learnt.profile();
  const figures = learnt.heldOutFigures?.();
  const headline = headlineOf(report);
  const files = {
    ...learnt.files(),
    'report.json': `${JSON.stringify(report, null, 2)}\n`,
    // On one line: a profile is mostly long lists of numbers.
    'profile.json': `${JSON.stringify(profile)}\n`,
    ...(figures && { [outputsFile]: `${JSON.stringify(outputBins(figures))}\n` }),
    'card.md': modelCard(scenario, report, { profile, kept: learnt.kept?.() }),
  };
  const fields = manifestFields({ scenario, data: source, seed, engine: context.engine, headline });
  if (signal?.aborted) throw new CancelledError(`Cancelled before publication: train ${id}.`);
  const tag = await context.registry.publish(id, files, fields);
  const promotion = await promote(request, tag, { report, comparison }, context.registry);
  return { model: formatModelTag(tag), ...promotion, comparison, headline, report };
}

/** How it fares beside the champion; undefined where none can answer. */
async function besideChampion(
  { scenario: { spec } }: TrainRequest,
  { registry }: TrainContext,
  { learnt, seed }: Outcome,
): Promise<Comparison | undefined> {
  const champion = await servingVersion(registry, spec.id);
  const metric = spec.metrics.primary as MetricName;
  return champion && compareWithChampion(learnt, { champion, metric, seed });
}

function composeReport(
  { scenario: { spec } }: TrainRequest,
  { engine }: TrainContext,
  { learnt, source, notes, seed, started }: Outcome,
): Report {
  const { notes: ofTraining = [], ...sections } = learnt.judge();
  return {
    format: 1,
    scenario: spec.id,
    trainedAt: systemClock.now().toISOString(),
    engine: engine.name,
    seed,
    seconds: (performance.now() - started) / 1000,
    data: source,
    notes: [...notes, ...ofTraining],
    primary: spec.metrics.primary as MetricName,
    references: spec.references,
    ...sections,
  };
}
