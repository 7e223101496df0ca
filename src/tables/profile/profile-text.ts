import type { ColumnProfile, Profile } from './profile-schema.js';

/** Heads of {@link profileLines}. */
export const profileHead = ['column', 'kind', 'missing', 'distinct', 'values'];

/** So many of the most frequent values stand in a line. */
const mostShown = 4;

/** A line of cells for each column, for people. */
export function profileLines({ columns }: Pick<Profile, 'columns'>): string[][] {
  return columns.map((column) => [
    column.name,
    column.kind,
    missingText(column),
    String(column.distinct),
    valuesText(column),
  ]);
}

function missingText({ count, missing }: ColumnProfile): string {
  return missing === 0 ? '0' : `${missing} (${((100 * missing) / (count + missing)).toFixed(1)} %)`;
}

function valuesText(column: ColumnProfile): string {
  if (column.type === 'counts') return 'counted only';
  if (column.type === 'text') return frequenciesText(column);
  const { minimum, mean, maximum, quantiles, kind } = column;
  if (minimum === null || maximum === null) return '';
  const shown = kind === 'date' ? dateText : numberText;
  const middle = [quantiles[2], quantiles[3], quantiles[4]].map(shown).join(' | ');
  const about = kind === 'date' || mean === null ? '' : `, mean ${shown(mean)}`;
  return `${shown(minimum)} to ${shown(maximum)}, quartiles ${middle}${about}`;
}

function frequenciesText({ frequencies, others, count }: Extract<ColumnProfile, { type: 'text' }>): string {
  const named = frequencies.slice(0, mostShown);
  const further = count - named.reduce((sum, one) => sum + one.count, 0);
  const values = frequencies.length - named.length + others.values;
  const rest = values === 0 ? [] : [`${values} more: ${further}`];
  return [...named.map((one) => `${one.value} ${one.count}`), ...rest].join(', ');
}

function numberText(value: number): string {
  return String(Number(value.toPrecision(5)));
}

function dateText(milliseconds: number): string {
  return new Date(milliseconds).toISOString().slice(0, 16).replace('T', ' ');
}
