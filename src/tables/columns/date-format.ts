import { z } from 'zod';
import { shownInstant } from './calendar.js';

/** The parts of a written date by their letters in a pattern (Unicode LDML): digits, and how many of them. */
const letters = {
  yyyy: { part: 'year', digits: String.raw`\d{4}`, example: '2024' },
  MM: { part: 'month', digits: String.raw`\d{2}`, example: '12' },
  M: { part: 'month', digits: String.raw`\d{1,2}`, example: '12' },
  dd: { part: 'day', digits: String.raw`\d{2}`, example: '31' },
  d: { part: 'day', digits: String.raw`\d{1,2}`, example: '31' },
  HH: { part: 'hour', digits: String.raw`\d{2}`, example: '18' },
  H: { part: 'hour', digits: String.raw`\d{1,2}`, example: '18' },
  mm: { part: 'minute', digits: String.raw`\d{2}`, example: '30' },
  ss: { part: 'second', digits: String.raw`\d{2}`, example: '05' },
} as const;

type Letters = keyof typeof letters;
type Part = (typeof letters)[Letters]['part'];

const token = /yyyy|MM?|dd?|HH?|mm|ss|[^A-Za-z]/gu;

/** How the dates of a column are written, such as `dd.MM.yyyy` or `M/d/yyyy HH:mm`: year, month and day, each once, and perhaps a time. */
export const dateFormat = z
  .string()
  .refine(
    isFormat,
    'a form such as dd.MM.yyyy or yyyy/MM/dd HH:mm, of yyyy, MM, dd, HH, mm, ss and signs between them',
  );

/** Reads dates that are written in one form. */
export interface DateFormat {
  /** What the text shows, as if its clock were that of UTC; `form` when it is written otherwise, `value` when there is no such day or time. */
  parse: (text: string) => number | 'form' | 'value';
  readonly example: string;
}

export function compileDateFormat(format: string): DateFormat {
  const tokens = format.match(token) ?? [];
  const parts = tokens.flatMap((one) => (isLetters(one) ? [letters[one].part] : []));
  const source = tokens.map((one) => (isLetters(one) ? `(${letters[one].digits})` : escaped(one))).join('');
  const pattern = new RegExp(`^${source}$`, 'u');
  return {
    parse(text) {
      const found = pattern.exec(text);
      if (!found) return 'form';
      const numbers: Partial<Record<Part, number>> = {};
      parts.forEach((part, i) => (numbers[part] = Number(found[i + 1])));
      const { year = 0, month = 0, day = 0, hour = 0, minute = 0, second = 0 } = numbers;
      return shownInstant([year, month, day], [hour, minute, second]) ?? 'value';
    },
    example: tokens.map((one) => (isLetters(one) ? letters[one].example : one)).join(''),
  };
}

function isFormat(format: string): boolean {
  const tokens = format.match(token) ?? [];
  if (tokens.join('') !== format) return false;
  const parts = tokens.flatMap((one): Part[] => (isLetters(one) ? [letters[one].part] : []));
  const once = new Set(parts).size === parts.length;
  const has = (...wanted: Part[]) => wanted.every((part) => parts.includes(part));
  const timeIsWhole = !has('minute') || has('hour');
  const secondsHaveMinutes = !has('second') || has('minute');
  return once && has('year', 'month', 'day') && timeIsWhole && secondsHaveMinutes && !isRunTogether(tokens);
}

/** Whether a part without a fixed number of digits touches another one: 1112024 could be two days. */
function isRunTogether(tokens: readonly string[]): boolean {
  return tokens.some((one, i) => {
    const next = tokens[i + 1];
    if (next === undefined || !isLetters(one) || !isLetters(next)) return false;
    return one.length === 1 || next.length === 1;
  });
}

function isLetters(text: string): text is Letters {
  return Object.hasOwn(letters, text);
}

function escaped(sign: string): string {
  return /[\^$\\.*+?()[\]{}|/]/u.test(sign) ? `\\${sign}` : sign;
}
