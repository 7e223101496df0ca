import { InvalidSpecificationError, type ErrorDetail } from '../errors.js';
import { firstInvalidUtf8 } from './utf8.js';

const byteOrderMark = [0xef, 0xbb, 0xbf];

/** Byte order marks of encodings that are not read. */
const otherMarks: readonly { mark: readonly number[]; encoding: string }[] = [
  { mark: [0xff, 0xfe, 0x00, 0x00], encoding: 'UTF-32' },
  { mark: [0x00, 0x00, 0xfe, 0xff], encoding: 'UTF-32' },
  { mark: [0xff, 0xfe], encoding: 'UTF-16' },
  { mark: [0xfe, 0xff], encoding: 'UTF-16' },
];

/** What to do with a file that is not in UTF-8. */
export const saveAsUtf8 = 'Save the file as UTF-8; most editors ask for the encoding in "Save as".';

/**
 * Bytes as text in UTF-8, without its byte order mark. Nothing is replaced: other bytes are a problem, said with the line
 * and the byte (from 0) where they stand.
 */
export function decodeUtf8(
  bytes: Uint8Array,
): { text: string; problem?: undefined } | { problem: ErrorDetail } {
  const other = otherMarks.find(({ mark }) => beginsWith(bytes, mark));
  if (other)
    return { problem: { line: 1, expected: 'text in UTF-8', received: `text in ${other.encoding}` } };
  const wrong = firstInvalidUtf8(bytes);
  if (wrong < 0) {
    const start = beginsWith(bytes, byteOrderMark) ? byteOrderMark.length : 0;
    return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8', start) };
  }
  const line = 1 + bytes.subarray(0, wrong).reduce((count, byte) => count + (byte === 0x0a ? 1 : 0), 0);
  const found = bytes[wrong].toString(16).toUpperCase().padStart(2, '0');
  return { problem: { line, expected: 'text in UTF-8', received: `the byte 0x${found} at byte ${wrong}` } };
}

/**
 * The text of a specification.
 * @param place as messages name the file
 * @throws InvalidSpecificationError naming file and line for what is not UTF-8.
 */
export function specificationText(bytes: Uint8Array, place: string): string {
  const decoded = decodeUtf8(bytes);
  if (decoded.problem === undefined) return decoded.text;
  const { line, received } = decoded.problem;
  throw new InvalidSpecificationError(`${place}:${line} is not text in UTF-8: received ${received}.`, {
    details: [decoded.problem],
    hint: saveAsUtf8,
  });
}

function beginsWith(bytes: Uint8Array, mark: readonly number[]): boolean {
  return bytes.length >= mark.length && mark.every((byte, i) => bytes[i] === byte);
}
