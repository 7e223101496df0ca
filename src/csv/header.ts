import { isUtf8 } from 'node:buffer';
import { InvalidInputError, shown, type ErrorDetail } from '../core/errors.js';
import { listed, mostDetails, shortName } from '../core/text/lists.js';
import type { ByteReader } from './byte-reader.js';
import { parseCells } from './cells.js';
import { encodingHint, likelyEncoding } from './encoding.js';
import { checkNoNul } from './file-form.js';
import { mostBytesAboveHeader, mostColumns, mostHeaderBytes } from './header-limits.js';
import { headerBelow } from './header-below.js';
import { HeaderScan } from './header-scan.js';
import { delimiterCandidates } from './layout.js';
import { quote, type ScannedRecord } from './record-scanner.js';

export interface HeaderRequest {
  name: string;
  delimiter?: string;
  comment?: string;
  /** Names that are looked for, for each column one name or the names by which it may go. */
  expectedColumns?: readonly (string | readonly string[])[];
  /** Names of the columns of a file without a header line. */
  header?: readonly string[];
  firstLine: number;
  /** The longest record. */
  maxRecordBytes: number;
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

/** Bytes by which a file is read on until its header is found. */
const step = 64 * 1024;

/**
 * The header record at the start of a file: its names and, unless given, the delimiter under which most of the expected
 * columns are found, else the one that occurs most often outside quotes. What is taken from the reader ends before the record
 * below the header. At most about 2 MiB are read (see header-limits.ts).
 *
 * @throws InvalidInputError for an empty file, a header that is no UTF-8 or badly quoted, too long or of too many columns, empty or
 *   repeated names
 */
export async function readHeader(reader: ByteReader, request: HeaderRequest): Promise<HeaderFound> {
  const delimiters = request.delimiter === undefined ? delimiterCandidates : [request.delimiter];
  const scans = delimiters.map((delimiter) => new HeaderScan(delimiter, request));
  for (let wanted = step; ; wanted += step) {
    const head = await reader.peek(wanted);
    for (const scan of scans) scan.read(head, reader.isWhole);
    if (!scans.every(({ isDone }) => isDone)) continue;
    const found = chooseHeader(head, scans, request);
    reader.skip(found.length);
    return found;
  }
}

function chooseHeader(head: Uint8Array, scans: readonly HeaderScan[], request: HeaderRequest): HeaderFound {
  const candidates = scans.flatMap((scan) => candidateOf(head, scan, request));
  if (candidates.length === 0) throw noHeader(head, scans, request);
  const best = candidates.reduce((a, b) => (isBetter(b, a) ? b : a));
  const tooLong = scans.find(({ isTooLong }) => isTooLong);
  // Under another delimiter a quote opens that is never closed, and under this one nothing is as expected.
  if (tooLong && best.found === 0 && expectsNames(request)) throw longHeader(tooLong, request);
  if (request.header) {
    const { start, line } = best.record;
    return { header: [...request.header], delimiter: best.delimiter, length: start, nextLine: line };
  }
  checkRecord(head.subarray(best.record.start, best.record.end), best.record, request.name);
  checkCount(best.cells.length, best.record.line, request.name);
  checkPlace(head, best, request);
  const header = best.cells.map((cell) => cell.trim());
  checkNames(header, best.record.line, request.name);
  return { header, delimiter: best.delimiter, length: best.next.start, nextLine: best.next.line };
}

function candidateOf(head: Uint8Array, scan: HeaderScan, request: HeaderRequest): Candidate[] {
  const { delimiter, record, next } = scan;
  if (!record || !next || scan.isTooLong || scan.isTooFar) return [];
  const cells = cellsOf(head.subarray(record.start, record.end), delimiter);
  return [{ delimiter, record, next, cells, found: countFound(cells, request) }];
}

/** Without quotes every delimiter ends a cell; csv-parse takes a second for a long header. */
function cellsOf(record: Uint8Array, delimiter: string): string[] {
  if (record.includes(quote)) return parseCells(record, delimiter)[0] ?? [];
  return Buffer.from(record.buffer, record.byteOffset, record.length).toString('utf8').split(delimiter);
}

function countFound(cells: string[], request: HeaderRequest): number {
  if (request.header) return cells.length === request.header.length ? 1 : 0;
  const names = new Set(cells.map((cell) => cell.trim()));
  const expected = request.expectedColumns ?? [];
  return expected.filter((column) => [column].flat().some((name) => names.has(name))).length;
}

function expectsNames({ header, expectedColumns = [] }: HeaderRequest): boolean {
  return header === undefined && expectedColumns.length > 0;
}

function isBetter(a: Candidate, b: Candidate): boolean {
  return a.found === b.found ? a.cells.length > b.cells.length : a.found > b.found;
}

function noHeader(head: Uint8Array, scans: readonly HeaderScan[], request: HeaderRequest): InvalidInputError {
  const tooLong = scans.find(({ isTooLong }) => isTooLong);
  if (tooLong) {
    checkNoNul(head.subarray(tooLong.start), request.name);
    return longHeader(tooLong, request);
  }
  const expected = request.header ? 'at least one record' : `a header line${columnsInWords(request)}`;
  const isFar = scans.some(({ isTooFar }) => isTooFar);
  const where = isFar ? ` that begins within ${mostBytesAboveHeader} bytes` : '';
  const received = head.length === 0 ? 'an empty file' : 'only blank lines';
  return new InvalidInputError(`${request.name}: expected ${expected}${where}, received ${received}.`, {
    details: [{ line: request.firstLine, expected: `${expected}${where}`, received }],
  });
}

function longHeader({ line }: HeaderScan, request: HeaderRequest): InvalidInputError {
  const most = Math.min(mostHeaderBytes, request.maxRecordBytes);
  const what = request.header ? 'first record' : 'header';
  const message = `${request.name}, line ${line}: the ${what} does not end within ${most} bytes.`;
  return new InvalidInputError(message, {
    details: [{ line, expected: `a ${what} of at most ${most} bytes`, received: 'a longer one' }],
    hint: `A quote in the ${what} may never be closed, or the file is no CSV file.`,
    withoutData: true,
  });
}

function columnsInWords({ expectedColumns = [] }: HeaderRequest): string {
  if (expectedColumns.length === 0) return '';
  return ` with the columns ${listed(expectedColumns.map((column) => [column].flat()[0]))}`;
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
    throw wrong('UTF-8', `bytes that are no UTF-8, probably ${likelyEncoding(bytes)}`, encodingHint);
  }
  if (fault?.code === 'unclosed-quote') {
    throw wrong('a closing quote', `the end of the file; the quote opens at line ${fault.line}`);
  }
  if (fault) throw wrong('a delimiter or the line end behind a closing quote', 'further text');
}

/** So many of the expected columns tell a header from a title that happens to be called like a column. */
const tellingColumns = 2;

/** @throws InvalidInputError where another line looks like the header, and this one does not. */
function checkPlace(head: Uint8Array, { record, found }: Candidate, request: HeaderRequest): void {
  const { name, expectedColumns = [], delimiter } = request;
  const least = Math.min(tellingColumns, expectedColumns.length);
  if (least === 0 || found >= least) return;
  const search = {
    ...request,
    delimiters: delimiter === undefined ? delimiterCandidates : [delimiter],
    countFound: (bytes: Uint8Array, sign: string) => countFound(cellsOf(bytes, sign), request),
  };
  const line = headerBelow(head, search, Math.max(least, found + 1));
  if (line === undefined || line === record.line) return;
  const expected = `the header at line ${record.line}`;
  throw new InvalidInputError(`${name}: line ${record.line} is no header, but line ${line} looks like it.`, {
    details: [{ line: record.line, expected, received: `another line; line ${line} has the columns` }],
    hint: `Remove what stands above line ${line}, such as the title of the table.`,
    withoutData: true,
  });
}

function checkCount(count: number, line: number, name: string): void {
  if (count <= mostColumns) return;
  const expected = `at most ${mostColumns} columns`;
  throw new InvalidInputError(
    `${name}, line ${line}: the header cannot be used: expected ${expected}, received ${count}.`,
    { details: [{ line, expected, received: `${count} columns` }], withoutData: true },
  );
}

/** Columns without a name at the end of a header are left as they are: delimiters at the ends of lines, or empty columns of a sheet. */
function checkNames(header: string[], line: number, name: string): void {
  const places = new Map<string, number>();
  const wrong: ErrorDetail[] = [];
  const named = header.findLastIndex((column) => column !== '') + 1;
  header.forEach((column, i) => {
    const first = places.get(column);
    if (column === '') {
      if (i >= named && named > 0) return;
      wrong.push({ line, expected: `a name for column ${i + 1}`, received: 'an empty name' });
    } else if (first !== undefined) {
      const received = `${shown(column)} again at column ${i + 1}, first at column ${first}`;
      wrong.push({ line, column: shortName(column), expected: 'each name once', received });
    } else {
      places.set(column, i + 1);
    }
  });
  if (wrong.length === 0) return;
  const texts = wrong.map(({ expected, received }) => `expected ${expected}, received ${received}`);
  const what = listed(texts, '; ');
  throw new InvalidInputError(`${name}, line ${line}: the header cannot be used: ${what}.`, {
    details: wrong.slice(0, mostDetails),
    hint:
      header[0] === ''
        ? 'pandas writes its index as a column without a name: save with index=False.'
        : undefined,
  });
}
