import { TooLargeError } from '../../core/errors.js';
import type { FormInput } from './table-form.js';

/** A file of a form whose parts are told of at its end is held in memory, up to so many bytes. */
export const mostFileBytes = 512 * 1024 * 1024;

/** @throws TooLargeError for a file beyond the limit */
export async function wholeFile({ reader, name }: FormInput): Promise<Buffer> {
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of reader.rest()) {
    parts.push(part);
    length += part.length;
    if (length > mostFileBytes) throw tooLarge(name, `at most ${mostFileBytes} bytes`);
  }
  return Buffer.concat(parts, length);
}

/** Of a file that would need more memory than it is given. */
export function tooLarge(name: string, expected: string): TooLargeError {
  return new TooLargeError(`${name} is too large to be read as a whole.`, {
    details: [{ expected, received: 'more' }],
    hint: 'Save the table as CSV or JSON Lines, which are read piece by piece.',
    withoutData: true,
  });
}
