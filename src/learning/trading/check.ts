import { InvalidSpecificationError, shown, type ErrorDetail } from '../../core/errors.js';
import { batchDecisionProblems, decisionProblems } from '../../decisions/index.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { architectureProblems, detailsOf, targetNameProblems } from '../checks.js';
import { parseTaskOptions } from '../parse-fitted.js';
import { requestProblems, requestSpec, type RequestSpec } from '../prices/request-spec.js';
import { allocationOptions, type AllocationOptions } from './options.js';

/** What a specification says, found and checked once. */
export interface TradingSpec extends RequestSpec {
  options: AllocationOptions;
}

/** @throws InvalidSpecificationError naming the first place that does not fit. */
export function tradingSpec(spec: ScenarioSpec): TradingSpec {
  const request = requestSpec(spec);
  const options = parseTaskOptions(allocationOptions, spec.task);
  checkCap(options.cap, request.assets.length);
  return { ...request, options };
}

/** Assets that may be held up to their caps must be able to take the whole value. */
function checkCap(cap: number, assets: number): void {
  if (cap * assets >= 1) return;
  const expected = `a cap of at least 1 / ${assets}: below it ${assets} assets cannot take the whole value`;
  throw new InvalidSpecificationError('The positions cannot take the whole value.', {
    details: [{ pointer: '/task/options/cap', expected, received: shown(cap) }],
    hint: 'Raise task.options.cap, or declare more assets.',
  });
}

/** What of a specification does not fit a question about positions to take. */
export function checkTrading(spec: ScenarioSpec): ErrorDetail[] {
  return [
    ...targetNameProblems(spec),
    ...architectureProblems(spec, 'features'),
    ...detailsOf(() => tradingSpec(spec)),
    ...longOnlyProblems(spec),
    ...requestProblems(spec),
    ...decisionProblems(spec.decision, undefined),
    ...batchDecisionProblems(spec, 'portfolio-returns'),
  ];
}

/** The programme that allocates knows no position below 0. */
function longOnlyProblems({ columns }: ScenarioSpec): ErrorDetail[] {
  return columns.flatMap((column, i) => {
    if (column.kind !== 'positions' || column.longOnly) return [];
    const expected = 'true: nothing is sold that is not held';
    return [{ pointer: `/columns/${i}/longOnly`, column: column.name, expected, received: 'false' }];
  });
}
