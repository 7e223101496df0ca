import { InvalidSpecificationError, shown, type ErrorDetail } from '../../core/errors.js';
import { jsonPointer } from '../../core/text/json-pointer.js';
import { batchDecisionProblems, decisionProblems } from '../../decisions/index.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { isInput, roleOf } from '../../tables/columns/roles.js';
import { architectureProblems, detailsOf, targetNameProblems } from '../checks.js';
import { effectOptions } from './options.js';

/** What of a specification does not fit the effect of a treatment. */
export function checkTreatments(spec: ScenarioSpec): ErrorDetail[] {
  return [
    ...targetNameProblems(spec),
    ...architectureProblems(spec, 'arms'),
    ...detailsOf(() => checkOutcome(spec)),
    ...treatmentProblems(spec),
    ...foreignKeys(spec),
    ...detailsOf(() => effectOptions(spec)),
    ...decisionProblems(spec.decision, 'effect'),
    ...batchDecisionProblems(spec, 'treatment-effect'),
  ];
}

/** The target is the outcome that the treatment is to change. */
function checkOutcome({ target }: ScenarioSpec): void {
  if (!target) throw outcomeProblem('/targets', 'one target: the outcome', 'several');
  if (target.kind !== 'numeric') throw outcomeProblem('/target/kind', 'numeric', target.kind);
  if (target.transform === 'log1p') {
    throw outcomeProblem(
      '/target/transform',
      'none: an effect is a difference of outcomes',
      target.transform,
    );
  }
}

function outcomeProblem(pointer: string, expected: string, received: string): InvalidSpecificationError {
  return new InvalidSpecificationError('The effect of a treatment needs another outcome.', {
    details: [{ pointer, expected, received: shown(received) }],
  });
}

/** One column says who was treated, and at least one other is known of a case beforehand. */
function treatmentProblems({ columns, derived, task }: ScenarioSpec): ErrorDetail[] {
  const treatments = columns.flatMap((column, i) => (roleOf(column) === 'treatment' ? [{ column, i }] : []));
  const details = treatments.flatMap(({ column, i }): ErrorDetail[] => {
    if (treatments.length > 1) {
      const pointer = jsonPointer(['columns', i, 'role']);
      return [
        { pointer, column: column.name, expected: 'one column of the role treatment', received: 'several' },
      ];
    }
    if (column.kind === 'boolean') return [];
    const pointer = jsonPointer(['columns', i, 'kind']);
    const expected = 'boolean, for the role treatment: treated or not';
    return [{ pointer, column: column.name, expected, received: shown(column.kind) }];
  });
  if (treatments.length === 0) {
    const expected = `a column of the role treatment, for the task ${task.name}`;
    details.push({ pointer: '/columns', expected, received: 'none' });
  }
  if (derived.length === 0 && !columns.some(isInput)) {
    details.push({ pointer: '/columns', expected: 'at least one input to learn from', received: 'none' });
  }
  return details;
}

/** Keys that other tasks read, and one part to stop by: every row is scored by models that did not learn from it. */
function foreignKeys({ interactions, model, stages, intervals, split, task }: ScenarioSpec): ErrorDetail[] {
  const given: Record<string, unknown> = {
    '/interactions': interactions,
    '/model/beside': model.beside,
    '/stages': stages.length > 0 ? stages : undefined,
    '/intervals': intervals,
    '/split/validation/fraction':
      split.validation && 'fraction' in split.validation ? split.validation.fraction : undefined,
  };
  return Object.entries(given).flatMap(([pointer, value]) =>
    value === undefined
      ? []
      : [{ pointer, expected: `no such key for the task ${task.name}`, received: shown(value) }],
  );
}
