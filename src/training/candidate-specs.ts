import type { ArchitectureName } from '../models/architectures/names.js';
import type { DataSize } from '../models/network.js';
import { ModelFactory } from '../models/model-factory.js';
import { checkTrainingOptions, type TrainingOptions } from '../models/training-options.js';
import type { Scenario } from '../scenarios/scenario-catalogue.js';

/** A network to try. */
export interface CandidateSpec {
  /** Unique among those of one fit, for the report. */
  name: string;
  architecture: ArchitectureName;
  options: Record<string, unknown>;
  training: TrainingOptions;
}

/**
 * The configured network, and the linear model as its baseline where it is another. What the scenario leaves open is as the
 * architecture recommends for so many rows to learn from.
 */
export function candidateSpecs({ spec }: Scenario, data: DataSize): CandidateSpec[] {
  const { architecture } = spec.model;
  const recommended = ModelFactory.recommend(architecture, data);
  const configured: CandidateSpec = {
    name: architecture,
    architecture,
    options: { ...recommended.options, ...spec.model.options },
    training: checkTrainingOptions({ ...recommended.training, ...spec.training }),
  };
  return architecture === 'linear' ? [configured] : [configured, linearBaseline(data.rows)];
}

/** From so many rows on a few passes over parts of them are enough for the linear baseline. */
const manyRows = 50_000;

/** A convex problem, so a fixed recipe does. */
function linearBaseline(rows: number): CandidateSpec {
  const extent =
    rows < manyRows
      ? { epochs: 300, batchSize: 256, earlyStopping: { patience: 40, minDelta: 0 } }
      : { epochs: 40, batchSize: 1024, epochRows: manyRows, earlyStopping: { patience: 8, minDelta: 0 } };
  const training = checkTrainingOptions({
    ...extent,
    optimiser: { name: 'adam', learningRate: 0.02 },
    schedule: { name: 'cosine' },
    l2: 0.002,
  });
  return { name: 'linear', architecture: 'linear', options: {}, training };
}
