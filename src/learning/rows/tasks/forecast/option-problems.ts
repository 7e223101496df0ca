import { shown, type ErrorDetail } from '../../../../core/errors.js';
import type { ColumnSpec } from '../../../../tables/columns/column-spec.js';
import type { GivenOptions as Given } from './given-options.js';

/** What of the options does not fit together, nor the columns. @param target name of what is predicted. */
export function optionProblems(given: Given, columns: readonly ColumnSpec[], target: string): ErrorDetail[] {
  return [
    ...levelProblems(given),
    ...differenceProblems(given, columns, target),
    ...quantileProblems(given),
    ...importanceProblems(given, columns),
  ];
}

function levelProblems({ levels = [] }: Given): ErrorDetail[] {
  return levels.flatMap((level, i) =>
    i === 0 || level > levels[i - 1]
      ? []
      : [{ pointer: `/task/options/levels/${i}`, expected: 'ascending shares', received: String(level) }],
  );
}

/** From a value that is not there nothing is counted on. */
function differenceProblems(
  { differences }: Given,
  columns: readonly ColumnSpec[],
  target: string,
): ErrorDetail[] {
  const missing = columns.find(({ name }) => name === target)?.missing;
  if (!differences || missing === 'reject') return [];
  const expected = `missing: reject in the column ${target}, from whose last value differences are counted`;
  return [{ pointer: '/task/options/differences', expected, received: shown(missing) }];
}

function quantileProblems({ quantiles, ...given }: Given): ErrorDetail[] {
  if (!quantiles) return [];
  const rises = quantiles.every((level, i) => i === 0 || level > quantiles[i - 1]);
  const problems: ErrorDetail[] = [];
  if (!rises || !quantiles.includes(0.5) || quantiles[0] >= 0.5 || quantiles.at(-1) === 0.5) {
    const expected = 'ascending levels between 0 and 1, 0.5 among them and others on both sides of it';
    problems.push({ pointer: '/task/options/quantiles', expected, received: shown(quantiles) });
  }
  const beside = { loss: given.loss, levels: given.levels, differences: given.differences || undefined };
  for (const [name, value] of Object.entries(beside)) {
    if (value === undefined) continue;
    const expected = 'none beside quantiles, which have a loss, ends and a scale of their own';
    problems.push({ pointer: `/task/options/${name}`, expected, received: shown(value) });
  }
  return problems;
}

function importanceProblems({ importance }: Given, columns: readonly ColumnSpec[]): ErrorDetail[] {
  const isTold = columns.some(({ name, kind }) => name === importance?.of && kind === 'boolean');
  if (importance === undefined || isTold) return [];
  const expected = 'the name of a boolean column';
  return [{ pointer: '/task/options/importance/of', expected, received: shown(importance.of) }];
}
