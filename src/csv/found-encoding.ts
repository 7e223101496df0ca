import { likelyEncoding } from './encoding.js';
import { checkForm } from './file-form.js';
import { formOf } from './forms/index.js';
import { openInput } from './input-bytes.js';
import { lineFeed } from './record-scanner.js';

const chunkBytes = 65_536;
/** The most that is looked at: a letter beyond ASCII comes sooner or later in a text that has any. */
const mostBytes = 8_388_608;

/**
 * What a file is probably written in, by its beginning; undefined for UTF-8, which it is expected to be.
 * @throws as `openInput`; InvalidInputError for what is plainly no CSV text.
 */
export async function foundEncoding(path: string): Promise<string | undefined> {
  const input = await openInput(path, { chunkBytes });
  const parts: Uint8Array[] = [];
  let length = 0;
  for await (const part of input.chunks) {
    parts.push(part);
    length += part.length;
    if (length >= mostBytes) break;
  }
  const bytes = Buffer.concat(parts);
  if (formOf(bytes)) return undefined;
  checkForm(bytes, input.name);
  // A letter of several bytes is not cut in two at the end of a line.
  const whole = length < mostBytes ? bytes : bytes.subarray(0, bytes.lastIndexOf(lineFeed) + 1);
  return whole.includes(0) ? undefined : likelyEncoding(whole);
}
