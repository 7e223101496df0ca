/** What is expected of an identifier or a code in JSON, whose numbers hold no more digits. */
export const expectedAsText = `a text in quotes: JSON numbers beyond ${Number.MAX_SAFE_INTEGER} lose digits, so send it as text`;

/** Whether a number of JSON may have been read from other digits than it has: a whole number beyond 2^53. */
export function mayHaveLostDigits(value: unknown): value is number {
  return typeof value === 'number' && Number.isInteger(value) && !Number.isSafeInteger(value);
}
