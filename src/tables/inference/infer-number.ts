import { placeholderNumbers } from '../columns/placeholder-numbers.js';
import { plainText, type NumberForm } from '../columns/written-number.js';
import { missingRemark, type ColumnTexts, type InferredColumn } from './inferred-column.js';

/** How numbers are written, the likeliest first. */
const forms: readonly NumberForm[] = [
  {},
  { thousands: ',' },
  { decimal: ',' },
  { decimal: ',', thousands: '.' },
  { thousands: ' ' },
  { decimal: ',', thousands: ' ' },
  { thousands: "'" },
];

/** Texts that other tools write where there is no value, beside those that mean it everywhere. */
const tokensOfTools = [
  '\\N',
  'None',
  'none',
  'nil',
  'NULL',
  '#N/A',
  'n.a.',
  'k.A.',
  '.',
  '无',
  '未知',
  'missing',
  'unknown',
];

/** Few different whole numbers may be codes. */
const mostCodes = 12;
const fewestRowsForCodes = 60;

/** A column whose texts are numbers of one form, apart from texts that mean no value. */
export function inferNumber({ name, values, missing }: ColumnTexts): InferredColumn | undefined {
  const tokens = tokensOfTools.filter((token) => values.includes(token));
  const written = values.filter((text) => !tokens.includes(text));
  const fitting = forms.flatMap((form) => {
    const turn = plainText(form);
    const numbers = written.map((text) => Number(turn(text) ?? 'x'));
    return written.length > 0 && numbers.every(Number.isFinite) ? [{ form, numbers }] : [];
  });
  const [first, second] = fitting;
  if (first === undefined) return undefined;
  const { form, numbers } = first;
  const withoutValue = missing + values.length - written.length;
  const keys = {
    ...(numbers.every(Number.isInteger) && { integer: true }),
    ...form,
    ...(tokens.length > 0 && { missing_tokens: tokens }),
    ...(withoutValue > 0 && { missing: 'median' }),
  };
  const remarks = [
    ...(second && differ(numbers, second.numbers) ? [twoForms(written, second.form)] : []),
    ...placeholderRemarks(numbers),
    ...codeRemarks(numbers),
    ...rowNameRemarks(numbers),
    ...(withoutValue > 0 ? [missingRemark(withoutValue)] : []),
  ];
  return { name, kind: 'numeric', keys, seen: extentOf(numbers), remarks };
}

function differ(one: readonly number[], other: readonly number[]): boolean {
  return one.some((number, i) => number !== other[i]);
}

function twoForms(written: readonly string[], { decimal, thousands }: NumberForm): string {
  const example = written.find((text) => /[.,' ]/u.test(text)) ?? written[0];
  const other = [decimal && `decimal: "${decimal}"`, thousands && `thousands: "${thousands}"`].filter(
    Boolean,
  );
  return `${example} could be written with ${other.join(' and ')} as well: which is it?`;
}

/** A number far from the others that systems write where there is no value. */
function placeholderRemarks(numbers: readonly number[]): string[] {
  return placeholderNumbers(numbers).map(
    ({ number, rows }) =>
      `${number} in ${rows.length} rows: if it means no value, write missing_tokens: ["${number}"]`,
  );
}

function extentOf(numbers: readonly number[]): [number, number] {
  return numbers.reduce<[number, number]>(
    ([low, high], one) => [Math.min(low, one), Math.max(high, one)],
    [Infinity, -Infinity],
  );
}

function codeRemarks(numbers: readonly number[]): string[] {
  const different = new Set(numbers).size;
  const codes =
    numbers.length >= fewestRowsForCodes && different <= mostCodes && numbers.every(Number.isInteger);
  return codes ? [`only ${different} different numbers: if they are codes, the kind is categorical`] : [];
}

function rowNameRemarks(numbers: readonly number[]): string[] {
  const all =
    numbers.length >= 20 && numbers.every(Number.isInteger) && new Set(numbers).size === numbers.length;
  return all ? ['another whole number in every row: if it names the row, the kind is identifier'] : [];
}
