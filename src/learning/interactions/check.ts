import { InvalidSpecificationError, shown, type ErrorDetail } from '../../core/errors.js';
import { batchDecisionProblems, decisionProblems } from '../../decisions/index.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { declaredRole } from '../../tables/columns/roles.js';
import { architectureProblems, detailsOf, noOptions, targetNameProblems } from '../checks.js';
import { checkRequestColumns } from './open/requests.js';

/** Whether a scenario asks for the rating of one product, and not for a list. */
export function asksForRatings({ target }: Pick<ScenarioSpec, 'target'>): boolean {
  return target?.kind === 'numeric';
}

/** What of a specification does not fit what is learnt from interactions. */
export function checkInteractions(spec: ScenarioSpec): ErrorDetail[] {
  return [
    ...targetNameProblems(spec),
    ...architectureProblems(spec, 'interactions'),
    ...noOptions(spec),
    ...detailsOf(() => checkDeclaration(spec)),
    ...roleProblems(spec),
    ...decisionProblems(spec.decision, undefined),
    ...batchDecisionProblems(spec, asksForRatings(spec) ? 'regression' : 'ranking'),
  ];
}

/** The columns are those of a request, each with a meaning of its own: what the data hold is told by `interactions`. */
function roleProblems({ columns, task }: ScenarioSpec): ErrorDetail[] {
  return columns.flatMap((column, i) => {
    const role = declaredRole(column);
    if (role === undefined) return [];
    const pointer = `/columns/${i}/role`;
    const expected = `no role of its own for a column of the task ${task.name}`;
    return [{ pointer, column: column.name, expected, received: shown(role) }];
  });
}

function checkDeclaration(spec: ScenarioSpec): void {
  const { interactions, target, columns } = spec;
  const rates = asksForRatings(spec);
  if (!target) throw problem('/targets', 'one target', 'several');
  if (target.kind !== 'list' && !rates) throw problem('/target/kind', 'list or numeric', target.kind);
  if (!interactions) throw problem('/interactions', 'the columns of user and item', null);
  if (rates && interactions.value === undefined) {
    throw problem('/interactions/value', 'the column of the ratings', 'nothing');
  }
  if (target.kind === 'numeric' && target.transform === 'log1p') {
    throw problem('/target/transform', 'none: ratings are learnt as they are', target.transform);
  }
  if (spec.intervals !== undefined) {
    throw problem('/intervals', `no such key for the task ${spec.task.name}`, spec.intervals);
  }
  checkRequestColumns(columns, rates ? 'rating' : 'ranking');
}

function problem(pointer: string, expected: string, received: string | null): InvalidSpecificationError {
  return new InvalidSpecificationError('A recommendation needs another declaration.', {
    details: [{ pointer, expected, received: shown(received) }],
  });
}
