/** With at most so many digits, the digits and the power of ten are exact, and so is their rounded quotient (Clinger, 1990). */
const exactDigits = 15;
const powersOfTen = Array.from({ length: exactDigits + 1 }, (_, power) => 10 ** power);

/**
 * The number of a text of digits with at most one sign and one decimal point, as nearly every number in a file is written;
 * NaN for any other text. Equal to `Number(text)` to the last bit, and twice as fast.
 */
export function plainNumber(text: string): number {
  const length = text.length;
  const first = text.charCodeAt(0);
  const start = first === 45 || first === 43 ? 1 : 0;
  let digits = 0;
  let value = 0;
  let point = -1;
  for (let i = start; i < length; i++) {
    const digit = text.charCodeAt(i) - 48;
    if (digit >= 0 && digit <= 9) {
      value = value * 10 + digit;
      digits++;
    } else if (digit === -2 && point < 0) point = i;
    else return NaN;
  }
  if (digits === 0 || digits > exactDigits) return NaN;
  if (point >= 0) value /= powersOfTen[length - 1 - point];
  return first === 45 ? -value : value;
}

const currencyOrPercent =
  /^(?:[€$£¥￥₹]|[A-Z]{3}(?=[\s\d.,+-]))\s*|\s*(?:[€$£¥￥₹元%‰]|(?<=[\s\d])[A-Z]{3})$/gu;
const spaceOrApostrophe = /^[+-]?\d{1,3}(?:['’_\s]\d{3})+(?:[.,]\d+)?$/u;
const commaGroups = /^[+-]?\d{1,3}(?:,\d{2,3})*,\d{3}(?:\.\d+)?$/u;
const pointGroups = /^[+-]?\d{1,3}(?:\.\d{3})+(?:,\d+)?$/u;
const decimalComma = /^[+-]?\d*,\d+$/u;

/** What was expected of a text that is no number, with the way to write the number that it seems to mean. */
export function expectedNumber(text: string): string {
  const bare = text.replace(currencyOrPercent, '').trim();
  const forms = plainForms(bare);
  if (forms.length > 0) {
    return `a number with a decimal point and no thousands separators: write ${forms.join(' or ')}`;
  }
  if (bare !== text && bare !== '' && Number.isFinite(Number(bare))) {
    return `a number without a currency or percent sign: write ${bare}`;
  }
  return 'a number';
}

/** The number that a text which is none seems to mean; undefined where it is not clear. */
export function likelyNumber(text: string): number | undefined {
  const forms = plainForms(text.replace(currencyOrPercent, '').trim());
  return forms.length === 1 ? Number(forms[0]) : undefined;
}

/** Readings of a number with separators, each as plain text; two where the text leaves it open, none where it is no such number. */
function plainForms(text: string): string[] {
  if (spaceOrApostrophe.test(text)) return [text.replace(/['’_\s]/gu, '').replace(',', '.')];
  const isDecimalComma = decimalComma.test(text);
  if (commaGroups.test(text)) {
    const grouped = text.replaceAll(',', '');
    const leadingZero = /^[+-]?0/u.test(text);
    if (!isDecimalComma) return [grouped];
    return leadingZero ? [text.replace(',', '.')] : [grouped, text.replace(',', '.')];
  }
  if (isDecimalComma) return [text.replace(/^([+-]?),/u, '$10,').replace(',', '.')];
  if (pointGroups.test(text)) return [text.replaceAll('.', '').replace(',', '.')];
  return [];
}
