import { InvalidSpecificationError, type ErrorDetail } from '../../core/errors.js';
import { decisionProblems } from '../../decisions/index.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { architectureProblems, detailsOf, noOptions, targetNameProblems } from '../checks.js';

/** The column of the parts and the number to predict. */
export function bundleColumns({ columns, target }: ScenarioSpec) {
  const parts = columns.find(({ kind }) => kind === 'list');
  if (!parts) throw problem('/columns', 'a column of the kind list', 'none');
  if (target?.kind !== 'numeric') throw problem('/target/kind', 'numeric', target?.kind ?? 'several');
  return { parts: parts.name, target: target.name };
}

export function checkBundle(spec: ScenarioSpec): ErrorDetail[] {
  return [
    ...targetNameProblems(spec),
    ...architectureProblems(spec, 'features'),
    ...noOptions(spec),
    ...detailsOf(() => bundleColumns(spec)),
    ...decisionProblems(spec.decision, undefined),
  ];
}

function problem(pointer: string, expected: string, received: string): InvalidSpecificationError {
  const details = [{ pointer, expected, received }];
  return new InvalidSpecificationError('A bundle needs another declaration.', { details });
}
