import { relative } from 'node:path';
import { InvalidSpecificationError, SextantError, shown, type ErrorDetail } from '../core/errors.js';
import { jsonPointer } from '../core/text/json-pointer.js';
import type { Dataset } from '../datasets/dataset-catalogue.js';
import { metricsOf } from '../evaluation/metrics/index.js';
import { ModelFactory } from '../models/model-factory.js';
import { checkTrainingOptions } from '../models/training/training-options.js';
import type { ScenarioSpec } from '../scenarios/schema/scenario.js';
import { taskSpecOf } from '../scenarios/task-spec.js';
import { taskNamed } from '../learning/rows/tasks/index.js';

/**
 * The part of a specification that belongs to the registered parts: options of the architecture and the training loop, the
 * target's and the metric's fit to the task. Run at every start, so that a wrong scenario is found before anyone asks it.
 * @throws InvalidSpecificationError with every wrong place.
 */
export function checkTrainable(spec: ScenarioSpec, folder: string): void {
  const details = [
    ...detailsOf(() => ModelFactory.checkOptions(spec.model.architecture, spec.model.options), '/model'),
    ...detailsOf(() => checkTrainingOptions(spec.training), ''),
    ...detailsOf(() => taskNamed(spec.task.name).check(taskSpecOf(spec)), ''),
    ...optionDetails(spec),
    ...metricDetails(spec),
    ...indexDetails(spec),
  ];
  if (details.length > 0) throw invalid(folder, details);
}

/**
 * What a specification says of its dataset: that there is one of the name, and that no input is a column which is only known with
 * the outcome (`proxies` of `dataset.yaml`).
 * @throws InvalidSpecificationError naming every such column.
 */
export function checkInputs(spec: ScenarioSpec, folder: string, datasets: readonly Dataset[]): void {
  const { data } = spec;
  if (!('dataset' in data)) return;
  const found = datasets.find((dataset) => dataset.spec.name === data.dataset);
  const names = datasets.map((dataset) => dataset.spec.name).join(', ');
  const details: ErrorDetail[] = found
    ? spec.columns.flatMap(({ name }, i) =>
        found.spec.proxies.includes(name)
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

function detailsOf(check: () => unknown, prefix: string): ErrorDetail[] {
  try {
    check();
    return [];
  } catch (error) {
    if (!(error instanceof SextantError)) throw error;
    return error.details.map((detail) => ({ ...detail, pointer: `${prefix}${detail.pointer ?? ''}` }));
  }
}

/** Options of a task that takes none would be ignored silently; the others are checked by their task. */
function optionDetails({ task }: ScenarioSpec): ErrorDetail[] {
  if (taskNamed(task.name).options) return [];
  return Object.keys(task.options).map((name) => ({
    pointer: jsonPointer(['task', 'options', name]),
    expected: `no option: the task ${task.name} takes none`,
    received: shown(name),
  }));
}

function metricDetails(spec: ScenarioSpec): ErrorDetail[] {
  if (detailsOf(() => taskNamed(spec.task.name).check(taskSpecOf(spec)), '').length > 0) return [];
  const kind = taskNamed(spec.task.name).predictionKind(taskSpecOf(spec));
  const known: readonly string[] = metricsOf(kind).filter(
    (name) => name !== 'cost' || spec.decision?.rule === 'expected-cost',
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

/** A number of a category means nothing to a network that multiplies it. */
function indexDetails(spec: ScenarioSpec): ErrorDetail[] {
  if ('history' in spec.task.options) return [];
  return spec.columns.flatMap((column, i) => {
    const indexed =
      (column.kind === 'categorical' && column.encoding === 'index') ||
      (column.kind === 'date' && column.parts?.some((part) => part.endsWith('-index')));
    const received = `the task ${spec.task.name}`;
    return indexed
      ? [{ pointer: jsonPointer(['columns', i]), expected: 'a task of windows, to read an index', received }]
      : [];
  });
}
