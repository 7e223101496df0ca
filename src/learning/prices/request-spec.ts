import { InvalidSpecificationError, shown, type ErrorDetail } from '../../core/errors.js';
import { jsonPointer } from '../../core/text/json-pointer.js';
import type { ScenarioSpec } from '../../scenarios/schema/scenario.js';
import type { ColumnSpec } from '../../tables/columns/column-spec.js';
import type { PositionsColumnSpec } from '../../tables/columns/positions.column.js';

/** The columns of a table of prices. */
export interface PriceNames {
  prices: NonNullable<ScenarioSpec['prices']>;
  assets: readonly string[];
}

/** What a question about portfolios declares, found once. */
export interface RequestSpec extends PriceNames {
  positions: PositionsColumnSpec;
  /** The column of the last day that is known, as requests may give it. */
  asOf: string;
  /** What is answered is called so. */
  target: string;
}

function isPositions(column: ColumnSpec): column is PositionsColumnSpec {
  return column.kind === 'positions';
}

/** @throws InvalidSpecificationError naming the first place that does not fit. */
export function requestSpec({ prices, columns, target }: ScenarioSpec): RequestSpec {
  if (!prices) throw problem('/prices', 'the columns of the date and the market', null);
  const positions = columns.find(isPositions);
  if (!positions) throw problem('/columns', 'a column of the kind positions', 'none');
  const asOf = columns.find(({ kind }) => kind === 'date');
  if (!asOf) throw problem('/columns', 'a column of the kind date: up to which day prices are known', 'none');
  if (target?.kind !== 'numeric') throw problem('/target/kind', 'numeric', target?.kind ?? 'several targets');
  return { prices, positions, asOf: asOf.name, assets: positions.assets, target: target.name };
}

/** What of a specification does not fit a request about prices, whatever is asked about them. */
export function requestProblems(spec: ScenarioSpec): ErrorDetail[] {
  return [...columnProblems(spec), ...splitProblems(spec), ...unusedKeys(spec)];
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
