import type { Answer, Profile } from '../../api/types';
import { categoriesOf, type Column } from './columns';
import type { Json, Row } from './request';

/** Rows to try, from what the profile says of the rows that were learnt from. */

type ColumnProfile = Profile['columns'][number];

/** The middle of each number and the commonest of each text; what the profile does not tell stays as it is. */
export function typicalRow(columns: readonly Column[], profile: Profile, row: Row): Row {
  const typical = columns.flatMap((column) => {
    const own = profileOf(profile, column);
    const value = own && column.name in row ? middleOf(column, own) : undefined;
    return value === undefined ? [] : [[column.name, value] as const];
  });
  return { ...row, ...Object.fromEntries(typical) };
}

function profileOf(profile: Profile, { name }: Column): ColumnProfile | undefined {
  return profile.columns.find((one) => one.name === name);
}

function middleOf(column: Column, own: ColumnProfile): Json | undefined {
  if (own.type === 'number')
    return column.kind === 'numeric' ? own.quantiles[Math.floor(own.quantiles.length / 2)] : undefined;
  if (own.type !== 'text') return undefined;
  const [first] = own.frequencies;
  return first === undefined ? undefined : asValue(column, first.value);
}

function asValue(column: Column, text: string): Json | undefined {
  if (column.kind === 'boolean') return text === 'true' ? true : text === 'false' ? false : undefined;
  const known = categoriesOf(column);
  if (known) return known.find(({ code, label }) => code === text || label.en === text)?.code;
  return column.kind === 'categorical' ? text : undefined;
}

/** Rows that differ from one in a single value: each other quantile of a number, each other category. At most 300. */
export function variationsOf(columns: readonly Column[], profile: Profile, row: Row): Row[] {
  const all = columns.flatMap((column) => {
    if (!(column.name in row)) return [];
    return valuesOf(column, profileOf(profile, column)).map((value) => ({ ...row, [column.name]: value }));
  });
  return [row, ...all].slice(0, 300);
}

function valuesOf(column: Column, own: ColumnProfile | undefined): Json[] {
  if (column.kind === 'boolean') return [true, false];
  if (column.kind === 'numeric' && own?.type === 'number') return own.quantiles;
  return categoriesOf(column)?.map(({ code }) => code) ?? [];
}

/** Which answer lies closest to a threshold of its decision; undefined where none has both. */
export function closestTo(answers: readonly Answer[]): number | undefined {
  const distances = answers.map(({ prediction: { probability }, decision }) => {
    const { thresholds, threshold } = decision ?? {};
    const at = thresholds ? [thresholds.lower, thresholds.upper] : threshold === undefined ? [] : [threshold];
    return probability === undefined
      ? Infinity
      : Math.min(...at.map((one) => Math.abs(one - probability)), Infinity);
  });
  const least = Math.min(...distances);
  return Number.isFinite(least) ? distances.indexOf(least) : undefined;
}

/** A row with a number that is allowed and far beyond all that were learnt from; undefined where no range leaves room. */
export function outsideRow(columns: readonly Column[], profile: Profile, row: Row): Row | undefined {
  for (const column of columns) {
    const own = profileOf(profile, column);
    if (column.kind !== 'numeric' || !column.range || own?.type !== 'number' || !(column.name in row))
      continue;
    const [, high] = column.range;
    const { maximum, minimum } = own;
    if (maximum === null || minimum === null || high - maximum < (maximum - minimum) * 0.3) continue;
    return { ...row, [column.name]: high };
  }
  return undefined;
}
