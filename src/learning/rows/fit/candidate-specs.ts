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
  return architecture === 'linear' ? [configured] : [configured, linearBaseline(data)];
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

/** As the architecture recommends, whatever the scenario says of its own network. */
function linearBaseline(data: DataSize): CandidateSpec {
  const { training } = ModelFactory.recommend('linear', data);
  return { name: 'linear', architecture: 'linear', options: {}, training: checkTrainingOptions(training) };
}
