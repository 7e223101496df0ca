import type { CellValue } from '../tables/columns/column-kind.js';
import type { ColumnSpec } from '../tables/columns/column-spec.js';

/** What a contribution is one to. */
export interface FigureName {
  /** `probability`, `log-odds`, or the unit of a number; absent: a number without one. */
  unit?: string;
  /** The class or event whose probability it is. */
  of?: string;
  /** Where there are several targets. */
  target?: string;
  /** What it is in words, where it is not simply the answer: `the forecast for 6h`. */
  quantity?: string;
}

const verbs = {
  raises: { probability: 'raises the probability of', odds: 'raises the log-odds of', number: 'raises' },
  lowers: { probability: 'lowers the probability of', odds: 'lowers the log-odds of', number: 'lowers' },
};

/** A longer text is told by its beginning. */
const longestValue = 60;

/** What a column of a row is, in words of the scenario. */
export function columnText(column: ColumnSpec, value: CellValue): string {
  return `${column.meaning.en}: ${valueText(column, value)}`;
}

/**
 * What a part of an answer adds, in words of the scenario. Its phrases in other languages: `phrases.ts`.
 * @param told what the part is.
 */
export function contributionText(told: string, contribution: number, figure: FigureName): string {
  const does = contribution < 0 ? verbs.lowers : verbs.raises;
  const size = Math.abs(contribution);
  const of = figure.of ?? figure.target ?? '';
  if (figure.unit === 'probability')
    return `${told} ${does.probability} ${of} by ${amount(100 * size)} points`;
  if (figure.unit === 'log-odds') return `${told} ${does.odds} ${of} by ${amount(size)}`;
  const unit = figure.unit === undefined ? '' : ` ${figure.unit}`;
  const what = figure.quantity ?? figure.target ?? 'the answer';
  return `${told} ${does.number} ${what} by ${amount(size)}${unit}`;
}

/** Two digits that count, without an exponent. */
export function amount(size: number): string {
  if (size >= 100) return String(Math.round(size));
  return String(Number(size.toPrecision(2)));
}

/** As people say it: the label of a category, a number with its unit. */
export function valueText(column: ColumnSpec, value: CellValue): string {
  if (value === null) return 'no value';
  if (column.kind === 'boolean') return value === 1 ? 'yes' : 'no';
  if ('categories' in column) {
    const known = column.categories?.find(({ code }) => code === value);
    if (known) return known.label.en;
  }
  const text = String(shownValue(column, value));
  const unit = 'unit' in column && column.unit ? ` ${column.unit}` : '';
  return `${text.length > longestValue ? `${text.slice(0, longestValue)}…` : text}${unit}`;
}

/** As an answer tells it: yes and no, a date as it is written. */
export function shownValue(column: ColumnSpec, value: CellValue): string | number | boolean | null {
  if (value === null) return null;
  if (column.kind === 'boolean') return value === 1;
  return column.kind === 'date' ? new Date(value).toISOString().replace('T00:00:00.000Z', '') : value;
}
