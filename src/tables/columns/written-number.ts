import { CellProblem, type Finding, type ReviewedCells } from './column-kind.js';

/** How the numbers of a column are written, as it is declared. */
export interface NumberForm {
  decimal?: '.' | ',' | undefined;
  thousands?: ',' | '.' | ' ' | "'" | undefined;
}

const groups: Readonly<Record<NonNullable<NumberForm['thousands']>, { separator: string; name: string }>> = {
  ',': { separator: ',', name: 'commas' },
  '.': { separator: '\\.', name: 'points' },
  ' ': { separator: '\\s', name: 'blanks' },
  "'": { separator: "['’]", name: 'apostrophes' },
};

/** Whether numbers are written as programs write them: then nothing needs to be turned. */
export function isPlain({ decimal = '.', thousands }: NumberForm): boolean {
  return decimal === '.' && thousands === undefined;
}

/** Whether a text of digits with at most one point is that number. */
export function readsPlainText({ decimal = '.', thousands }: NumberForm): boolean {
  return decimal === '.' && thousands !== '.';
}

/**
 * From a text in the declared form to the same number with a decimal point and no separators; undefined for a text of another form. Groups
 * are of three digits, between commas also of two (lakh and crore).
 */
export function plainText({ decimal = '.', thousands }: NumberForm): (text: string) => string | undefined {
  const point = decimal === ',' ? ',' : '\\.';
  const separator = thousands === undefined ? undefined : groups[thousands].separator;
  const middle = thousands === ',' ? `(?:${separator}\\d{2,3})*` : `(?:${separator}\\d{3})*`;
  const grouped = separator === undefined ? '' : `\\d{1,3}${middle}${separator}\\d{3}|`;
  const form = new RegExp(`^([+-]?)(${grouped}\\d*)(?:${point}(\\d*))?(e[+-]?\\d+)?$`, 'iu');
  return (text) => {
    const parts = form.exec(text);
    if (!parts) return undefined;
    const [, sign, whole, fraction = '', exponent = ''] = parts;
    const digits = whole.replaceAll(/\D/gu, '');
    return digits + fraction === '' ? undefined : `${sign}${digits || '0'}.${fraction || '0'}${exponent}`;
  };
}

/** What is expected of a number in the declared form. */
export function expectedForm({ decimal = '.', thousands }: NumberForm): string {
  const between =
    thousands === undefined ? 'no thousands separators' : `${groups[thousands].name} between thousands`;
  return `a number with a decimal ${decimal === ',' ? 'comma' : 'point'} and ${between}, such as 1${thousands ?? ''}234${decimal}5`;
}

const commaOrGroups = /^[+-]?(?:\d{1,3}(?:\.\d{3})+(?:,\d+)?|\d*,\d+)$/u;
const oneGroup = /^[+-]?[1-9]\d{0,2}\.\d{3}$/u;

/**
 * Numbers such as 1.234 that were read with a decimal point in a column where others cannot be read because they have a decimal comma or
 * points between thousands: there it may mean 1234.
 */
export function ambiguousNumbers({ values, inputAt }: ReviewedCells): Finding[] {
  const textAt = (row: number) => {
    const input = inputAt(row);
    return typeof input === 'string' ? input.trim() : '';
  };
  const isEuropean = values.some(
    (value, row) => value instanceof CellProblem && commaOrGroups.test(textAt(row)),
  );
  if (!isEuropean) return [];
  const rows = values.flatMap((value, row) =>
    typeof value === 'number' && oneGroup.test(textAt(row)) ? [row] : [],
  );
  return rows.length === 0 ? [] : [{ code: 'ambiguous-numbers', text: ambiguous, rows }];
}

const ambiguous = {
  en: 'a point before three digits is read as a decimal point, while other cells have a decimal comma or points between thousands and are left out; declare decimal and thousands.',
  zh: '三位数字前的点按小数点读取，而其他单元格使用小数逗号或千位点，因此未被使用；请声明 decimal 与 thousands。',
};
