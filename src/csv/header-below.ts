import { RecordScanner, type ScannedRecord } from './record-scanner.js';

/** So many records of a file are looked at for a header. */
const mostRecords = 20;

/** How a record is judged. */
export interface HeaderSearch {
  delimiters: readonly string[];
  comment?: string;
  firstLine: number;
  /** How many of the expected columns a record has under a delimiter. */
  countFound: (record: Uint8Array, delimiter: string) => number;
}

/**
 * The 1-based line of a record that looks more like the header than the first one does: below the title of a table, say. Undefined
 * where none of the first records does.
 * @param head the first bytes of the file
 * @param least so many of the expected columns it must have
 */
export function headerBelow(head: Uint8Array, search: HeaderSearch, least: number): number | undefined {
  const { comment, firstLine } = search;
  let best: { line: number; found: number } | undefined;
  for (const delimiter of search.delimiters) {
    const records: ScannedRecord[] = [];
    const layout = { delimiter, columnCount: 2, comment };
    const scanner = new RecordScanner(layout, { firstLine }, (record) => {
      if (record.kind === 'record' && records.length < mostRecords) records.push(record);
    });
    scanner.scan(head, true);
    for (const { start, end, line } of records) {
      const found = search.countFound(head.subarray(start, end), delimiter);
      if (found >= least && (!best || found > best.found)) best = { line, found };
    }
  }
  return best?.line;
}
