import { UsageError } from '../core/errors.js';
import { readDecimal, readWholeNumber } from '../core/text/numbers.js';

/**
 * The value of an option that takes a whole number.
 * @throws UsageError
 */
export function wholeNumberOption(
  text: string,
  option: string,
  { least, most = Infinity }: { least: number; most?: number },
): number {
  const value = readWholeNumber(text);
  if (value !== undefined && value >= least && value <= most) return value;
  const range = most === Infinity ? `of ${least} or more` : `from ${least} to ${most}`;
  throw new UsageError(`The option ${option} takes a whole number.`, {
    details: [{ expected: `a whole number ${range}`, received: text }],
  });
}

/**
 * The value of an option that takes minutes.
 * @throws UsageError
 */
export function minutesOption(text: string, option: string): number {
  const value = readDecimal(text);
  if (value !== undefined && value > 0) return value;
  throw new UsageError(`The option ${option} takes minutes.`, {
    details: [{ expected: 'a number above 0', received: text }],
  });
}
