import { shown, type ErrorDetail } from '../../core/errors.js';
import { batchDecisionProblems, decisionProblems } from '../../decisions/index.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import { architectureProblems, detailsOf, targetNameProblems } from '../checks.js';
import { parseTaskOptions } from '../parse-fitted.js';
import { requestProblems, requestSpec, type RequestSpec } from '../prices/request-spec.js';
import { riskOptions, type RiskOptions } from './options.js';

/** What a specification says, found and checked once. */
export interface PortfolioSpec extends RequestSpec {
  options: RiskOptions;
}

/** @throws InvalidSpecificationError naming the first place that does not fit. */
export function portfolioSpec(spec: ScenarioSpec): PortfolioSpec {
  return { ...requestSpec(spec), options: parseTaskOptions(riskOptions, spec.task) };
}

/** What of a specification does not fit a question about portfolios. */
export function checkPortfolio(spec: ScenarioSpec): ErrorDetail[] {
  return [
    ...targetNameProblems(spec),
    ...architectureProblems(spec, 'features'),
    ...detailsOf(() => portfolioSpec(spec)),
    ...missingProblems(spec),
    ...sizeProblems(spec),
    ...requestProblems(spec),
    ...decisionProblems(spec.decision, undefined),
    ...batchDecisionProblems(spec, 'tail-risk'),
  ];
}

/** So many returns of futures are held for a day that is asked about: 64 MiB. */
const mostReturns = 2 ** 23;

/** Futures grow with paths, assets and days ahead, each of which may be large by itself. */
function sizeProblems(spec: ScenarioSpec): ErrorDetail[] {
  if (detailsOf(() => portfolioSpec(spec)).length > 0) return [];
  const { options, assets } = portfolioSpec(spec);
  const ahead = options.days.length - 1;
  const most = Math.floor(mostReturns / Math.max(1, ahead * assets.length));
  if (options.paths <= most) return [];
  const expected = `at most ${most} paths of ${assets.length} assets over ${ahead} stretches of days`;
  return [{ pointer: '/task/options/paths', expected, received: String(options.paths) }];
}

function missingProblems({ columns }: ScenarioSpec): ErrorDetail[] {
  return columns.flatMap((column, i) => {
    if (column.kind !== 'positions' || column.missing === 'reject') return [];
    const expected = 'reject: without positions there is nothing to answer';
    const received = shown(column.missing);
    return [{ pointer: `/columns/${i}/missing`, column: column.name, expected, received }];
  });
}
