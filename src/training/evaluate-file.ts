import { Injectable } from '@nestjs/common';
import { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import { classReport } from '../evaluation/metrics/class-report.js';
import type { MetricName } from '../evaluation/metrics/names.js';
import { predictionKinds } from '../evaluation/predictions/index.js';
import type { DataSource } from '../learning/data-source.js';
import type { JudgedFile } from '../learning/family.js';
import { familyOf } from '../learning/index.js';
import { finiteAll, intervalsOf } from '../learning/report-figures.js';
import type { Report, StageReport } from '../learning/report.js';
import { classesOf, measure, type ScoredRows } from '../learning/scored-rows.js';
import { ModelRegistry } from '../registry/model-registry.js';
import { formatModelTag } from '../registry/model-tag.js';
import { versionFiles } from '../registry/version-files.js';
import { ScenarioCatalogue } from '../scenarios/scenario-catalogue.js';

/** How a version fares on the rows of a file. */
export interface FileEvaluation extends Pick<Report, 'primary' | 'metrics' | 'constant'> {
  scenario: string;
  /** `finance/credit-scoring@3` */
  model: string;
  data: DataSource;
  /** What the figures rest on: rows, or the customers of a ranking. */
  judged: number;
  leftOut: JudgedFile['leftOut'];
  /** The version has learnt from this very file: the figures are no measure of new rows. */
  trainedOnThisFile: boolean;
  /** True when no real row stands behind the version. */
  syntheticModel: boolean;
  /** Of several classes: what was taken for what, and how each fares (`ClassReport`); of a forecast: see `JudgedFile.details`. */
  details?: unknown;
  stages?: StageReport[];
}

export interface FileToEvaluate {
  scenario: string;
  /** Default: the champion. */
  version?: number;
  file: string;
  /** What the file is written in; absent: UTF-8. */
  encoding?: string;
  /** Of the resampling, and of what is held out of a ranking; default: the scenario's. */
  seed?: number;
}

/** Ask a version the rows of a file of which it is known what came of them. */
@Injectable()
export class EvaluateFile {
  constructor(
    private readonly catalogue: ScenarioCatalogue,
    private readonly registry: ModelRegistry,
    private readonly datasets: DatasetCatalogue,
  ) {}

  /** @throws NotFoundError for an unknown scenario or version; NotReadyError before the first champion; what `Family.evaluate` throws. */
  async execute({ scenario: id, version, file, encoding, seed }: FileToEvaluate): Promise<FileEvaluation> {
    const scenario = this.catalogue.get(id);
    const { spec } = scenario;
    const loaded = await versionFiles(this.registry, spec.id, version);
    const chance = seed ?? spec.seed;
    const family = familyOf(spec);
    const judged = await family.evaluate(scenario, loaded, {
      datasets: this.datasets,
      file,
      encoding,
      seed: chance,
    });
    const { source, scored, constant, leftOut, stages } = judged;
    const classes = classesOf(scored);
    const details = judged.details ?? (classes && classReport(classes));
    return {
      scenario: spec.id,
      model: formatModelTag(loaded.tag),
      data: source,
      judged: countOf(scored),
      leftOut,
      trainedOnThisFile: loaded.manifest.dataHash === source.sha256,
      syntheticModel: loaded.manifest.data === 'synthetic-sample',
      primary: spec.metrics.primary as MetricName,
      metrics: intervalsOf(scored, chance),
      constant: finiteAll(measure(constant)),
      ...(stages && {
        stages: stages.map((one) => ({ stage: one.stage, metrics: finiteAll(measure(one.scored)) })),
      }),
      ...(details !== undefined && { details }),
    };
  }
}

function countOf({ kind, predictions }: ScoredRows): number {
  return predictionKinds[kind].count(predictions as never);
}
