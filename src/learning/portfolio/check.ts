import { InvalidSpecificationError, shown, type ErrorDetail } from '../../core/errors.js';
import { jsonPointer } from '../../core/text/json-pointer.js';
import { batchDecisionProblems, decisionProblems } from '../../decisions/index.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import type { PositionsColumnSpec } from '../../tables/columns/positions.column.js';
import { architectureProblems, detailsOf, targetNameProblems } from '../checks.js';
import { parseTaskOptions } from '../parse-fitted.js';
import { riskOptions, type RiskOptions } from './options.js';

/** What a specification says, found and checked once. */
export interface PortfolioSpec {
  prices: NonNullable<ScenarioSpec['prices']>;
  positions: PositionsColumnSpec;
  /** The column of the last day that is known, as requests may give it. */
  asOf: string;
  assets: readonly string[];
  options: RiskOptions;
  /** What losses are called, and in what they are told. */
  target: string;
}

function isPositions(column: ColumnSpec): column is PositionsColumnSpec {
  return column.kind === 'positions';
}

/** @throws InvalidSpecificationError naming the first place that does not fit. */
export function portfolioSpec(spec: ScenarioSpec): PortfolioSpec {
  const { prices, columns, target } = spec;
  if (!prices) throw problem('/prices', 'the columns of the date and the market', null);
  const positions = columns.find(isPositions);
  if (!positions) throw problem('/columns', 'a column of the kind positions', 'none');
  const asOf = columns.find(({ kind }) => kind === 'date');
  if (!asOf) throw problem('/columns', 'a column of the kind date: up to which day prices are known', 'none');
  if (target?.kind !== 'numeric') throw problem('/target/kind', 'numeric', target?.kind ?? 'several targets');
  const options = parseTaskOptions(riskOptions, spec.task);
  return { prices, positions, asOf: asOf.name, assets: positions.assets, options, target: target.name };
}

/** What of a specification does not fit a question about portfolios. */
export function checkPortfolio(spec: ScenarioSpec): ErrorDetail[] {
  return [
    ...targetNameProblems(spec),
    ...architectureProblems(spec, 'features'),
    ...detailsOf(() => portfolioSpec(spec)),
    ...columnProblems(spec),
    ...splitProblems(spec),
    ...unusedKeys(spec),
    ...decisionProblems(spec.decision, undefined),
    ...batchDecisionProblems(spec, 'tail-risk'),
  ];
}

/** Columns are those of a request: the prices are told by `prices` and `assets`. */
function columnProblems({ columns, prices }: ScenarioSpec): ErrorDetail[] {
  const seen = new Set<ColumnSpec['kind']>();
  return columns.flatMap((column, i) => {
    const { name, kind } = column;
    const own = (kind === 'positions' || kind === 'date') && !seen.has(kind);
    seen.add(kind);
    if (!own && kind !== 'identifier') {
      const expected = 'one column of the kind positions, one of the kind date, and identifiers';
      return [{ pointer: `/columns/${i}`, column: name, expected, received: `${shown(name)} (${kind})` }];
    }
    if (kind !== 'positions') return [];
    if (column.missing !== 'reject') {
      const expected = 'reject: without positions there is nothing to answer';
      return [{ pointer: `/columns/${i}/missing`, column: name, expected, received: shown(column.missing) }];
    }
    return column.assets.flatMap((asset, at) =>
      asset === prices?.date || asset === prices?.market
        ? [
            {
              pointer: jsonPointer(['columns', i, 'assets', at]),
              column: name,
              expected: 'another column than the date and the market',
              received: shown(asset),
            },
          ]
        : [],
    );
  });
}

/** What comes later must not be learnt from. */
function splitProblems({ split, columns }: ScenarioSpec): ErrorDetail[] {
  const date = columns.find(({ kind }) => kind === 'date')?.name;
  const problems: ErrorDetail[] = [];
  if (split.method !== 'time')
    problems.push({ pointer: '/split/method', expected: 'time', received: shown(split.method) });
  else if (split.column !== date)
    problems.push({ pointer: '/split/column', expected: shown(date ?? null), received: shown(split.column ?? null) }); // prettier-ignore
  if (split.validation && 'folds' in split.validation)
    problems.push({ pointer: '/split/validation/folds', expected: 'a fraction', received: 'folds' });
  return problems;
}

const unused = ['interactions', 'intervals'] as const;

function unusedKeys(spec: ScenarioSpec): ErrorDetail[] {
  const given = unused.filter((key) => spec[key] !== undefined);
  if (spec.derived.length > 0) given.push('derived' as never);
  return given.map((key) => {
    return { pointer: `/${key}`, expected: `no such key for the task ${spec.task.name}`, received: 'one' };
  });
}

function problem(pointer: string, expected: string, received: string | null): InvalidSpecificationError {
  const details = [{ pointer, expected, received: shown(received) }];
  return new InvalidSpecificationError('A question about portfolios needs another declaration.', { details });
}
