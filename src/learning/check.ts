import { relative } from 'node:path';
import { InvalidSpecificationError, shown, type ErrorDetail } from '../core/errors.js';
import type { Dataset } from '../datasets/dataset-catalogue.js';
import { metricsOf } from '../evaluation/metrics/index.js';
import { mayBeLearntFrom } from '../tables/columns/roles.js';
import { ModelFactory } from '../models/model-factory.js';
import { checkTrainingOptions } from '../models/training/training-options.js';
import { hasCosts } from '../decisions/index.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { detailsOf } from './checks.js';
import { familyOf } from './index.js';

/**
 * What is wrong with the part of a specification that belongs to registered parts: options of the architecture and the training loop,
 * the fit of target, options and metric to the task. Run at every start, so that a wrong scenario is found before anyone asks it.
 */
export function checkLearning(spec: ScenarioSpec): ErrorDetail[] {
  const { architecture, options } = spec.model;
  const ofFamily = familyOf(spec).check(spec);
  return [
    ...detailsOf(() => ModelFactory.checkOptions(architecture, options), '/model'),
    ...detailsOf(() => checkTrainingOptions(spec.training)),
    ...ofFamily,
    ...(ofFamily.length > 0 ? [] : metricProblems(spec)),
  ];
}

/**
 * What a specification says of its dataset: that there is one of the name, and that nothing is learnt from a column which is only
 * known with the outcome (`proxies` of `dataset.yaml`).
 * @throws InvalidSpecificationError naming every such column.
 */
export function checkInputs(spec: ScenarioSpec, folder: string, datasets: readonly Dataset[]): void {
  const { data } = spec;
  if (!('dataset' in data)) return;
  const found = datasets.find((dataset) => dataset.spec.name === data.dataset);
  const names = datasets.map((dataset) => dataset.spec.name).join(', ');
  const details: ErrorDetail[] = found
    ? spec.columns.flatMap(({ name, ...column }, i) =>
        found.spec.proxies.includes(name) && mayBeLearntFrom(column)
          ? [
              {
                pointer: `/columns/${i}/name`,
                column: name,
                expected: 'a column that is known before the outcome',
                received: `${shown(name)}, a proxy of the outcome by ${data.dataset}/dataset.yaml`,
              },
            ]
          : [],
      )
    : [{ pointer: '/data/dataset', expected: `one of ${names}`, received: shown(data.dataset) }];
  if (details.length > 0) throw invalid(folder, details);
}

function invalid(folder: string, details: ErrorDetail[]): InvalidSpecificationError {
  return new InvalidSpecificationError(
    `${relative(process.cwd(), folder)}/scenario.yaml is not a valid scenario.`,
    { details, hint: 'docs/scenario-spec.md describes every key.' },
  );
}

function metricProblems(spec: ScenarioSpec): ErrorDetail[] {
  const known: readonly string[] = metricsOf(familyOf(spec).predictionKind(spec)).filter(
    (name) => name !== 'cost' || hasCosts(spec.decision),
  );
  if (known.includes(spec.metrics.primary)) return [];
  return [
    {
      pointer: '/metrics/primary',
      expected: `one of ${known.join(', ')}`,
      received: shown(spec.metrics.primary),
    },
  ];
}
