import { shown } from '../../../core/errors.js';
import { rankDifference, shareDifference } from '../../../evaluation/statistics/group-difference.js';
import type { ColumnSpec } from '../../../tables/columns/column-spec.js';
import { CellProblem, type CellValue } from '../../../tables/columns/column-kind.js';
import { likelyNumber } from '../../../tables/columns/number-text.js';
import type { TrainingNote } from '../../training-note.js';
import type { ReviewedColumn } from './reviewed-column.js';

/** A difference is told from so many standard errors on: of a thousand columns that do not differ chance makes one seem to. */
const fewestDeviations = 3.5;

/** How much oftener than not a row left out lies on the one side of a kept row. */
const smallestRankSize = 0.25;

/** How much larger the share of a category is among the rows left out. */
const smallestShareSize = 0.25;

/** Columns depend on each other, so what differs in one mostly differs in more: beside the target these are told. */
const mostColumns = 3;

interface Difference {
  strength: number;
  note: TrainingNote;
}

/**
 * Where the rows left out of a training are not like those that are learnt from: they lie at one end of a column's values, or in one of its
 * categories. Targets come first, then the columns that differ most.
 * @param isLearnt whether a row of the file is learnt from.
 */
export function leftOutDifferences(
  columns: readonly ReviewedColumn[],
  isLearnt: (row: number) => boolean,
  targets: readonly string[],
): TrainingNote[] {
  return columns
    .flatMap((reviewed) => differenceOf(reviewed, isLearnt) ?? [])
    .sort(
      (a, b) =>
        Number(targets.includes(b.note.column ?? '')) - Number(targets.includes(a.note.column ?? '')) ||
        b.strength - a.strength,
    )
    .slice(0, mostColumns)
    .map(({ note }) => note);
}

function differenceOf(
  { column, cells }: ReviewedColumn,
  isLearnt: (row: number) => boolean,
): Difference | undefined {
  if (column.kind === 'identifier' || column.kind === 'list') return undefined;
  const kept: (string | number)[] = [];
  const leftOut: (string | number)[] = [];
  cells.values.forEach((value, row) => {
    const meant = meantValue(value, cells.inputAt(row), column);
    if (meant !== null) (isLearnt(row) ? kept : leftOut).push(meant);
  });
  if (leftOut.length === 0 || kept.length === 0) return undefined;
  const ofNumbers = column.kind === 'numeric' || column.kind === 'date';
  return ofNumbers
    ? endDifference(column, leftOut as number[], kept as number[])
    : categoryDifference(column, leftOut, kept);
}

/** What a cell holds, also where it is not written as it must be. */
function meantValue(value: CellValue | CellProblem, input: unknown, column: ColumnSpec): CellValue {
  if (!(value instanceof CellProblem)) return value;
  return column.kind === 'numeric' && typeof input === 'string' ? (likelyNumber(input) ?? null) : null;
}

function endDifference(column: ColumnSpec, leftOut: number[], kept: number[]): Difference | undefined {
  const { size, deviations } = rankDifference(leftOut, kept);
  const strength = Math.abs(size - 0.5);
  if (strength < smallestRankSize || !(Math.abs(deviations) >= fewestDeviations)) return undefined;
  const high = size > 0.5;
  const share = percent(high ? size : 1 - size);
  const name = shown(column.name);
  const [end, compared] = high ? ['upper', 'higher'] : ['lower', 'lower'];
  return {
    strength: strength * 2,
    note: {
      code: 'left-out-differ',
      column: column.name,
      text: {
        en: `The rows left out lie at the ${end} end of ${name}: of a row left out and one that is learnt from, the one left out has the ${compared} value in ${share} of all pairs.`,
        zh: `未使用的行集中在 ${name} 的${high ? '高' : '低'}端：与用于训练的行两两相比，${share} 的情况下未使用的行取值更${high ? '高' : '低'}。`,
      },
      count: leftOut.length,
    },
  };
}

function categoryDifference(
  column: ColumnSpec,
  leftOut: readonly (string | number)[],
  kept: readonly (string | number)[],
): Difference | undefined {
  const keptOf = countsOf(kept);
  const found = [...countsOf(leftOut)].map(([value, count]) => {
    const others = { with: keptOf.get(value) ?? 0, all: kept.length };
    return { value, others, ...shareDifference({ with: count, all: leftOut.length }, others), count };
  });
  const [largest] = found
    .filter(({ size, deviations }) => size >= smallestShareSize && deviations >= fewestDeviations)
    .sort((a, b) => b.size - a.size);
  return largest && { strength: largest.size, note: categoryNote(column, largest, leftOut.length) };
}

function categoryNote(
  column: ColumnSpec,
  { value, count, others }: { value: string | number; count: number; others: { with: number; all: number } },
  all: number,
): TrainingNote {
  const shares = [percent(count / all), percent(others.with / others.all)];
  const [name, category] = [shown(column.name), categoryText(value, column)];
  return {
    code: 'left-out-differ',
    column: column.name,
    text: {
      en: `Most of one kind were left out: ${shares[0]} of the rows left out have ${category} in ${name}, of those that are learnt from ${shares[1]}.`,
      zh: `未使用的行偏向同一类：其中 ${shares[0]} 在 ${name} 中为 ${category}，而用于训练的行中为 ${shares[1]}。`,
    },
    count,
  };
}

/** A category that is not declared is a text of the data, which a note does not quote. */
function categoryText(value: string | number, column: ColumnSpec): string {
  if (column.kind === 'boolean') return value === 1 ? 'true' : 'false';
  const declared = 'categories' in column && column.categories?.some(({ code }) => code === value);
  return declared ? shown(value) : 'one category';
}

function countsOf(values: readonly (string | number)[]): Map<string | number, number> {
  const counts = new Map<string | number, number>();
  for (const value of values) counts.set(value, (counts.get(value) ?? 0) + 1);
  return counts;
}

function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}
