import type { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import type { Engine } from '../engine/engine.js';
import type { ModelRegistry } from '../registry/model-registry.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';
import type { CandidateProgress } from '../learning/rows/fit/fit-candidate.js';
import type { Headline, Report } from '../learning/report.js';

export interface TrainRequest {
  scenario: Scenario;
  /** A CSV file to learn from instead of the scenario's own data. */
  file?: string;
  seed?: number;
  /** Minutes in which other networks are tried beside the configured one; tables only. */
  search?: number;
  /** False: publish the version but leave the champion. */
  promote?: boolean;
  onProgress?: (progress: CandidateProgress) => void;
  signal?: AbortSignal;
}

export interface TrainContext {
  datasets: DatasetCatalogue;
  registry: ModelRegistry;
  engine: Engine;
}

export interface TrainResult {
  /** `finance/credit-scoring@3` */
  model: string;
  promoted: boolean;
  /** Why the version was or was not promoted. */
  promotion: string;
  headline: Headline;
  report: Report;
}
