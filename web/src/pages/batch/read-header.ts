import { delimiterOf, readCsv } from './csv';

const seenBytes = 256 * 1024;

/** How packed files, workbooks and Parquet begin. */
const otherForms = [[0x1f, 0x8b], [0x50, 0x4b, 0x03, 0x04], [...'PAR1'].map((sign) => sign.charCodeAt(0))];

/** The names in the first record of a file; undefined where that is no text, or JSON. Only its beginning is read. */
export async function readHeader(file: File): Promise<string[] | undefined> {
  const bytes = new Uint8Array(await file.slice(0, seenBytes).arrayBuffer());
  if (otherForms.some((form) => form.every((byte, i) => bytes[i] === byte))) return undefined;
  const text = new TextDecoder(encodingOf(bytes)).decode(bytes);
  if (/^\s*\{\s*"/.test(text)) return undefined;
  return readCsv(text, { delimiter: delimiterOf(text), most: 1 }).header.map((name) => name.trim());
}

/** By its byte order mark, else UTF-8 where it is that, else the usual one of Chinese tables. */
function encodingOf(bytes: Uint8Array): string {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le';
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return 'utf-16be';
  try {
    // A character that the cut halves is no sign of another encoding.
    new TextDecoder('utf-8', { fatal: true }).decode(bytes, { stream: true });
    return 'utf-8';
  } catch {
    return 'gb18030';
  }
}
