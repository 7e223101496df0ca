import { systemClock } from '../core/clock.js';
import { CancelledError } from '../core/errors.js';
import type { Engine } from '../engine/engine.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import { formatModelTag } from '../registry/model-tag.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import { taskSpecOf } from '../scenarios/task-spec.js';
import type { TargetValue } from '../learning/rows/examples/examples.js';
import { learnsFromInteractions, taskNamed } from '../learning/rows/tasks/index.js';
import { requireTable } from '../learning/rows/fit/candidate-specs.js';
import { artefactFiles, manifestFields } from './artefact.js';
import { fitScenario, type FittedScenario } from '../learning/rows/fit/fit-scenario.js';
import { holdOut, type HeldOutRows } from '../learning/rows/judge/held-out-rows.js';
import { trainInteractions } from './train-interactions.js';
import { linearView } from '../learning/rows/judge/linear-view.js';
import { headlineOf, promote } from './promotion.js';
import { heldOutSections, reasonOf, type Report } from '../learning/report.js';
import { profileRows } from '../learning/rows/load/profile-rows.js';
import { dataAt } from '../learning/rows/load/row-stages.js';
import { splitForReport } from '../learning/rows/split/row-splits.js';
import { stageSections } from '../learning/rows/judge/stage-sections.js';
import type { TrainContext, TrainRequest, TrainResult } from './train-request.js';
import {
  knownRows,
  loadTrainingData,
  teachingRows,
  type TrainingData,
} from '../learning/rows/load/training-data.js';

export type { TrainContext, TrainRequest, TrainResult } from './train-request.js';

/**
 * The five steps for one scenario, ending in a published version: prepare, build, train, evaluate on rows held out, and
 * (unless it misses its floor or replaces real data by synthetic) serve.
 * @throws InvalidInputError, InvalidSpecificationError, CancelledError; nothing is published then.
 */
export async function trainScenario(request: TrainRequest, context: TrainContext): Promise<TrainResult> {
  if (request.search !== undefined) requireTable(request.scenario);
  // What cannot be published should not be learnt first: a ledger that cannot be read is found now.
  await context.registry.history(request.scenario.spec.id);
  if (learnsFromInteractions(request.scenario.spec.task.name)) return trainInteractions(request, context);
  const started = performance.now();
  const { scenario, signal, onProgress } = request;
  const seed = request.seed ?? scenario.spec.seed;
  const data = await loadTrainingData(scenario, context.datasets, { file: request.file });
  const { development, test } = chooseRows(scenario, data, seed);
  const { search } = request;
  const fitted = await fitScenario({ scenario, data, rows: development, seed, search, signal, onProgress });
  try {
    const stages = scenario.spec.stages;
    const held = holdOut(fitted, dataAt(scenario, data, stages[0]), test, scenario.spec.sensitive);
    const report = composeReport({ scenario, data, fitted, held, seed, engine: context.engine });
    report.seconds = (performance.now() - started) / 1000;
    if (stages.length > 0) report.stages = stageSections({ scenario, data, fitted, rows: test });
    report.plugin = pluginSection(scenario, data, fitted, development);
    const headline = headlineOf(report, test.length);
    const profile = profileRows(scenario, data.table.take(development));
    const files = artefactFiles({ scenario, fitted, held, report, profile });
    const fields = manifestFields({ scenario, data: data.source, seed, engine: context.engine, headline });
    if (signal?.aborted) throw new CancelledError(`Cancelled before publication: train ${scenario.spec.id}.`);
    const tag = await context.registry.publish(scenario.spec.id, files, fields);
    const promotion = await promote(request, tag, report, context.registry);
    return { model: formatModelTag(tag), ...promotion, headline, report };
  } finally {
    fitted.dispose();
  }
}

/** The rows to learn from, and those that the report is about. */
function chooseRows({ spec }: Scenario, data: TrainingData, seed: number) {
  const { split } = spec;
  const framing = taskNamed(spec.task.name).framing(taskSpecOf(spec));
  const labels = split.method === 'stratified' ? classNumbers(data.targets) : undefined;
  const { lookAhead } = framing;
  const parts = splitForReport({ split, table: data.table, labels, lookAhead, seed });
  const test = knownRows(data, parts.test);
  return {
    development: teachingRows(data, parts.training),
    test: framing.reported?.(data.table, test) ?? test,
  };
}

function classNumbers(targets: readonly TargetValue[]): number[] {
  const classes = [...new Set(targets)];
  return targets.map((value) => classes.indexOf(value));
}

interface ReportParts {
  scenario: Scenario;
  data: TrainingData;
  fitted: FittedScenario;
  held: HeldOutRows;
  seed: number;
  engine: Engine;
}

function composeReport({ scenario, data, fitted, held, seed, engine }: ReportParts): Report {
  const { spec } = scenario;
  const primary = spec.metrics.primary as MetricName;
  return {
    format: 1,
    scenario: spec.id,
    trainedAt: systemClock.now().toISOString(),
    engine: engine.name,
    seed,
    seconds: 0,
    data: data.source,
    rows: { development: fitted.rows, test: held.table.rows },
    served: { architecture: fitted.served.name, reason: reasonOf(fitted, primary) },
    primary,
    references: spec.references,
    ...heldOutSections(fitted, held, seed),
  };
}

function pluginSection(
  scenario: Scenario,
  data: TrainingData,
  fitted: FittedScenario,
  rows: Int32Array,
): unknown {
  const training = data.table.take(rows);
  return scenario.plugin.report?.({
    linear: linearView(fitted),
    training,
    prepare: (table) => fitted.preparation.transform(table),
  });
}
