import { parse } from 'csv-parse/sync';
import { carriageReturn, lineFeed } from './record-scanner.js';

/**
 * Records of CSV bytes as csv-parse reads them: arrays of texts, every line a record (also blank ones), no cast. A last record
 * whose quote never closes is left out.
 */
export function parseCells(bytes: Uint8Array, delimiter: string): string[][] {
  return parse(bytes, {
    delimiter,
    record_delimiter: lineEnds(bytes),
    relax_quotes: true,
    relax_column_count: true,
    // Under these two rules only an unclosed quote is an error still; `RecordScanner` reports it with its line.
    skip_records_with_error: true,
  });
}

/** Of the three line ends those that can occur: csv-parse compares every byte with each. */
function lineEnds(bytes: Uint8Array): string[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length);
  let at = buffer.indexOf(carriageReturn);
  if (at === -1) return ['\n'];
  while (at !== -1 && buffer[at + 1] === lineFeed) at = buffer.indexOf(carriageReturn, at + 1);
  return at === -1 ? ['\r\n', '\n'] : ['\r\n', '\n', '\r'];
}
