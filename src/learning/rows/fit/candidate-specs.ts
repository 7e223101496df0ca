import type { ArchitectureName } from '../../../models/architectures/names.js';
import type { DataSize } from '../../../models/network/network.js';
import { ModelFactory } from '../../../models/model-factory.js';
import { checkTrainingOptions, type TrainingOptions } from '../../../models/training/training-options.js';
import type { Scenario } from '../../../scenarios/scenario-catalogue.js';

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

/**
 * What a search tries beside these, the likeliest to help first: the configured network told its numbers otherwise, with members that
 * read different columns, or wider, and other families.
 */
export function searchSpecs({ spec }: Scenario, data: DataSize): CandidateSpec[] {
  const { options, training } = ModelFactory.recommend('tab-m', data);
  const numbers = options.numbers === 'piecewise' ? 'plain' : 'piecewise';
  const varied: [name: string, architecture: ArchitectureName, options: Record<string, unknown>][] = [
    [`tab-m-${numbers}`, 'tab-m', { ...options, numbers, bins: 16 }],
    ['tab-m-columns', 'tab-m', { ...options, columnShare: 0.6 }],
    ['tab-m-wider', 'tab-m', { ...options, members: 16, hidden: [128, 128] }],
    ['mlp', 'mlp', { hidden: [128, 64], dropout: 0.2, wide: true }],
  ];
  const transformer = ModelFactory.recommend('ft-transformer', data);
  return [
    ...varied.map(([name, architecture, own]) => {
      return { name, architecture, options: own, training: checkTrainingOptions(training) };
    }),
    {
      name: 'ft-transformer',
      architecture: 'ft-transformer' as const,
      options: { ...transformer.options },
      training: checkTrainingOptions(transformer.training),
    },
  ].filter(({ name }) => name !== spec.model.architecture);
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
