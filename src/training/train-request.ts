import type { DatasetCatalogue } from '../datasets/dataset-catalogue.js';
import type { Engine } from '../engine/engine.js';
import type { FitRequest } from '../learning/family.js';
import type { Headline, Report } from '../learning/report.js';
import type { ModelRegistry } from '../registry/model-registry.js';
import type { Comparison } from './comparison.js';
import type { PromotionResult } from './promotion-result.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';

export interface TrainRequest extends Omit<FitRequest, 'seed'> {
  scenario: Scenario;
  /** A CSV file to learn from instead of the scenario's own data. */
  file?: string;
  /** What the file is written in, by a name of the WHATWG encoding standard; absent: UTF-8. */
  encoding?: string;
  /** Default: the scenario's own. */
  seed?: number;
  /** False: publish the version but leave the champion. With a reason: let it serve whatever speaks against it. */
  promote?: false | { reason: string };
}

export interface TrainContext {
  datasets: DatasetCatalogue;
  registry: ModelRegistry;
  engine: Engine;
}

export interface TrainResult extends PromotionResult {
  /** `finance/credit-scoring@3` */
  model: string;
  /** With the champion of the time; undefined where none could answer. */
  comparison?: Comparison;
  headline: Headline;
  report: Report;
}
