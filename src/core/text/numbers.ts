import { z } from 'zod';

/* Numbers that come as text, of the environment, a query, a form or the command line: one plain way to write each, and nothing else. */

const wholeForm = /^(?:0|[1-9]\d*)$/;
const decimalForm = /^(?:0|[1-9]\d*)(?:\.\d+)?$/;

/**
 * The whole number that a text writes in decimal digits; undefined for every other text. Nothing is trimmed, and there is no sign, no
 * exponent, no other base, and no leading zero, which some programs take for octal. What a double cannot hold exactly is none, too.
 */
export function readWholeNumber(text: string): number | undefined {
  const value = wholeForm.test(text) ? Number(text) : NaN;
  return Number.isSafeInteger(value) ? value : undefined;
}

/** As `readWholeNumber`, with digits behind a decimal point where there are any: `0.5`. */
export function readDecimal(text: string): number | undefined {
  const value = decimalForm.test(text) ? Number(text) : NaN;
  return Number.isFinite(value) ? value : undefined;
}

/** `least` and `most` are allowed themselves. */
export interface WholeRange {
  least?: number;
  most?: number;
}

/** A whole number, as JSON's number or as its text. */
export function wholeNumber({ least = 0, most = Infinity }: WholeRange = {}): z.ZodType<number> {
  const expected =
    most === Infinity ? `a whole number from ${least}` : `a whole number from ${least} to ${most}`;
  return strictNumber(
    readWholeNumber,
    (value) => Number.isSafeInteger(value) && value >= least && value <= most,
    expected,
  );
}

/** As for whole numbers; `above` itself is not allowed. */
export interface DecimalRange {
  above?: number;
  least?: number;
  most?: number;
  /** What is counted, such as `seconds`. */
  unit?: string;
}

/** A finite number above 0, or as the range says (`least` in place of `above`, so that `least: 0` takes 0), as JSON's number or as its text. */
export function decimal({ above = 0, least, most = Infinity, unit }: DecimalRange = {}): z.ZodType<number> {
  const lower = least === undefined ? `more than ${above}` : `at least ${least}`;
  const upper = most === Infinity ? '' : ` and at most ${most}`;
  const isHigh = (value: number) => (least === undefined ? value > above : value >= least);
  return strictNumber(
    readDecimal,
    (value) => Number.isFinite(value) && isHigh(value) && value <= most,
    `${unit ?? 'a number'}, ${lower}${upper}`,
  );
}

/** Coercion would take an empty text, null, a list and `true` for numbers, and read other bases and exponents. */
function strictNumber(
  read: (text: string) => number | undefined,
  accepts: (value: number) => boolean,
  expected: string,
): z.ZodType<number> {
  return z.unknown().transform((given, context) => {
    const value = typeof given === 'string' ? read(given) : given;
    if (typeof value === 'number' && accepts(value)) return value;
    context.addIssue({ code: 'custom', message: expected });
    return z.NEVER;
  });
}
