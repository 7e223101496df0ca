import { isUtf8 } from 'node:buffer';
import { InvalidInputError, shown, type ErrorDetail } from '../../core/errors.js';
import { parseCells } from './cells.js';
import { checkNoNul } from './file-form.js';
import { delimiterCandidates } from './layout.js';
import { RecordScanner, type ScannedRecord } from './record-scanner.js';

export interface HeaderRequest {
  name: string;
  delimiter?: string;
  comment?: string;
  /** Names that are looked for, for each column one name or the names by which it may go. */
  expectedColumns?: readonly (string | readonly string[])[];
  /** Names of the columns of a file without a header line. */
  header?: readonly string[];
  firstLine: number;
}

export interface HeaderFound {
  header: string[];
  delimiter: string;
  /** Bytes before the first record below the header. */
  length: number;
  /** 1-based line of that first record. */
  nextLine: number;
}

interface Candidate {
  delimiter: string;
  record: ScannedRecord;
  next: { start: number; line: number };
  cells: string[];
  found: number;
}

/**
 * The header record at the start of a file: its names and, unless given, the delimiter under which most of the expected
 * columns are found, else the one that occurs most often outside quotes.
 *
 * @param head the first bytes; `isWhole` says that the file has no more
 * @returns undefined when the header does not end within `head`
 * @throws InvalidInputError for an empty file, a header that is no UTF-8 or badly quoted, empty or repeated names
 */
export function findHeader(
  head: Uint8Array,
  isWhole: boolean,
  request: HeaderRequest,
): HeaderFound | undefined {
  const delimiters = request.delimiter === undefined ? delimiterCandidates : [request.delimiter];
  const candidates = delimiters
    .map((delimiter) => readCandidate(head, isWhole, delimiter, request))
    .filter((candidate) => candidate !== undefined);
  if (candidates.length === 0) {
    if (isWhole) throw emptyFile(head, request);
    return undefined;
  }
  const best = candidates.reduce((a, b) => (isBetter(b, a) ? b : a));
  if (request.header) {
    const { start, line } = best.record;
    return { header: [...request.header], delimiter: best.delimiter, length: start, nextLine: line };
  }
  checkRecord(head.subarray(best.record.start, best.record.end), best.record, request.name);
  const header = best.cells.map((cell) => cell.trim());
  checkNames(header, best.record.line, request.name);
  return { header, delimiter: best.delimiter, length: best.next.start, nextLine: best.next.line };
}

function readCandidate(
  head: Uint8Array,
  isWhole: boolean,
  delimiter: string,
  request: HeaderRequest,
): Candidate | undefined {
  let record: ScannedRecord | undefined;
  let next: Candidate['next'] | undefined;
  // Two columns stand for "several": blank lines above the header are no header, however many columns it has.
  const layout = { delimiter, columnCount: 2, comment: request.comment };
  const scanner = new RecordScanner(layout, request, (scanned) => {
    if (record) next ??= { start: scanned.start, line: scanned.line };
    else if (scanned.kind === 'record') record = scanned;
  });
  scanner.scan(head, isWhole);
  if (!record) return undefined;
  next ??= { start: scanner.recordStart, line: scanner.recordLine };
  const cells = parseCells(head.subarray(record.start, record.end), delimiter)[0] ?? [];
  return { delimiter, record, next, cells, found: countFound(cells, request) };
}

function countFound(cells: string[], request: HeaderRequest): number {
  if (request.header) return cells.length === request.header.length ? 1 : 0;
  const names = new Set(cells.map((cell) => cell.trim()));
  const expected = request.expectedColumns ?? [];
  return expected.filter((column) => [column].flat().some((name) => names.has(name))).length;
}

function isBetter(a: Candidate, b: Candidate): boolean {
  return a.found === b.found ? a.cells.length > b.cells.length : a.found > b.found;
}

function emptyFile(head: Uint8Array, request: HeaderRequest): InvalidInputError {
  const expected = request.header ? 'at least one record' : `a header line${columnsInWords(request)}`;
  const received = head.length === 0 ? 'an empty file' : 'only blank lines';
  return new InvalidInputError(`${request.name}: expected ${expected}, received ${received}.`, {
    details: [{ line: request.firstLine, expected, received }],
  });
}

function columnsInWords({ expectedColumns = [] }: HeaderRequest): string {
  if (expectedColumns.length === 0) return '';
  const most = 8;
  const names = expectedColumns.slice(0, most).map((column) => [column].flat()[0]);
  const more = expectedColumns.length - names.length;
  return ` with the columns ${names.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

function checkRecord(bytes: Uint8Array, { line, fault }: ScannedRecord, name: string): void {
  checkNoNul(bytes, name);
  const wrong = (expected: string, received: string, hint?: string): InvalidInputError =>
    new InvalidInputError(
      `${name}, line ${line}: the header cannot be read: expected ${expected}, received ${received}.`,
      {
        details: [{ line, expected, received }],
        hint,
      },
    );
  if (!isUtf8(bytes)) {
    throw wrong('UTF-8', 'bytes that are no UTF-8', 'Save the table as "CSV UTF-8" and use that file.');
  }
  if (fault?.code === 'unclosed-quote') {
    throw wrong('a closing quote', `the end of the file; the quote opens at line ${fault.line}`);
  }
  if (fault) throw wrong('a delimiter or the line end behind a closing quote', 'further text');
}

function checkNames(header: string[], line: number, name: string): void {
  const places = new Map<string, number>();
  const details: ErrorDetail[] = [];
  header.forEach((column, i) => {
    const first = places.get(column);
    if (column === '') {
      details.push({ line, expected: `a name for column ${i + 1}`, received: 'an empty name' });
    } else if (first !== undefined) {
      const received = `${shown(column)} again at column ${i + 1}, first at column ${first}`;
      details.push({ line, column, expected: 'each name once', received });
    } else {
      places.set(column, i + 1);
    }
  });
  if (details.length === 0) return;
  const what = details
    .map(({ expected, received }) => `expected ${expected}, received ${received}`)
    .join('; ');
  throw new InvalidInputError(`${name}, line ${line}: the header cannot be used: ${what}.`, {
    details,
    hint:
      header[0] === ''
        ? 'pandas writes its index as a column without a name: save with index=False.'
        : undefined,
  });
}
