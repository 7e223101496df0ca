import { isUtf8 } from 'node:buffer';
import { InvalidInputError, shown } from '../../core/errors.js';
import { ByteReader } from '../byte-reader.js';
import { asUtf8 } from '../encoding.js';
import { defaultMaxRecordBytes } from '../read-limits.js';
import { cellOf, csvLine, refusedRow, type FormInput, type TableForm } from './table-form.js';

/**
 * JSON Lines: an object a line (jsonlines.org). The columns are the keys of the objects that stand in the first megabyte; a key that a
 * row lacks is a missing value.
 */
export const jsonLines: TableForm = {
  name: 'json-lines',
  headerLine: 0,
  begins: (head) => /^(?:\ufeff)?\s*(?:\{\s*["}]|\[\s*\{)/.test(Buffer.from(head).toString('utf8')),
  asCsv: csvOf,
};

const headerBytes = 1024 * 1024;
const lineFeed = 0x0a;
const mark = '\ufeff';

async function* csvOf({ reader, name, encoding }: FormInput): AsyncGenerator<string, void> {
  const text = await asUtf8(reader.rest(), encoding, name);
  const decoded = new ByteReader(text.chunks);
  const head = await decoded.peek(headerBytes);
  if (Buffer.from(head.subarray(0, 64)).toString('utf8').replace(mark, '').trimStart().startsWith('['))
    throw listOfObjects(name);
  const columns = columnsOf(head, decoded.isWhole, name);
  yield csvLine(columns);
  const known = new Set(columns);
  for await (const lines of wholeLines(decoded.rest(), name)) {
    yield lines.map((line) => recordOf(line, { columns, known })).join('');
  }
}

/** Every key of the objects at the beginning of a file, in their order. */
function columnsOf(head: Uint8Array, isWhole: boolean, name: string): string[] {
  const end = isWhole ? head.length : head.lastIndexOf(lineFeed) + 1;
  const keys = new Set<string>();
  for (const line of Buffer.from(head.subarray(0, end)).toString('utf8').split('\n'))
    for (const key of Object.keys(objectIn(line) ?? {})) keys.add(key);
  if (keys.size > 0) return [...keys];
  throw new InvalidInputError(
    `${name} begins as JSON Lines, but no line of its first megabyte is an object with a key.`,
    {
      hint: 'Each line is a JSON object: {"age": 30, "purpose": "car"}',
      withoutData: true,
    },
  );
}

function listOfObjects(name: string): InvalidInputError {
  return new InvalidInputError(`${name} is one JSON list; expected JSON Lines, an object a line.`, {
    hint: `Write it anew: jq -c '.[]' FILE`,
    withoutData: true,
  });
}

function objectIn(line: string): Record<string, unknown> | undefined {
  const text = line.replace(mark, '').trim();
  if (!text.startsWith('{')) return undefined;
  try {
    return JSON.parse(text) as Record<string, unknown>;
  } catch {
    return undefined;
  }
}

interface Columns {
  columns: readonly string[];
  known: ReadonlySet<string>;
}

/** A blank line stays one, so that lines are counted as they stand in the file. */
function recordOf(line: Uint8Array, { columns, known }: Columns): string {
  const text = Buffer.from(line.buffer, line.byteOffset, line.length).toString(
    isUtf8(line) ? 'utf8' : 'latin1',
  );
  if (text.replace(mark, '').trim() === '') return columns.length === 1 ? '' : '\n';
  const refused = (received: string) => refusedRow(columns.length, text.trimEnd(), received);
  if (!isUtf8(line)) return refused('other text than UTF-8');
  const object = objectIn(text);
  if (!object) return refused('no JSON object');
  const further = Object.keys(object).find((key) => !known.has(key));
  if (further !== undefined) return refused(`the further key ${shown(further)}`);
  // Where a key is not the object's own, what every object inherits is none of its values.
  const values = columns.map((column) => (Object.hasOwn(object, column) ? object[column] : null));
  const long = manyDigits.test(text) ? values.findIndex(isRounded) : -1;
  if (long >= 0) return refused(`a number of ${columns[long]} with more digits than are kept`);
  return csvLine(values.map(cellOf));
}

/** A whole number that is written out and may be longer than what is exact. */
const manyDigits = /(?<![.\d])\d{16,}(?![\d.eE])/;

/** Whether a value has a whole number beyond those that are exact: which digits the file had is not known any more. */
function isRounded(value: unknown): boolean {
  if (typeof value === 'number') return Number.isInteger(value) && !Number.isSafeInteger(value);
  return typeof value === 'object' && value !== null && Object.values(value).some(isRounded);
}

/** The lines of a text without their line feeds, as many at a time as are there. */
async function* wholeLines(
  chunks: AsyncGenerator<Uint8Array, void>,
  name: string,
): AsyncGenerator<Uint8Array[], void> {
  let held: Uint8Array[] = [];
  let heldBytes = 0;
  for await (const chunk of chunks) {
    const end = chunk.lastIndexOf(lineFeed);
    if (end === -1) {
      held.push(chunk);
      heldBytes += chunk.length;
      if (heldBytes > defaultMaxRecordBytes) throw tooLong(name);
      continue;
    }
    yield linesOf(Buffer.concat([...held, chunk.subarray(0, end)]));
    held = [chunk.subarray(end + 1)];
    heldBytes = held[0].length;
  }
  const rest = Buffer.concat(held);
  if (rest.length > 0) yield linesOf(rest);
}

function linesOf(text: Uint8Array): Uint8Array[] {
  const lines: Uint8Array[] = [];
  for (let start = 0; start <= text.length;) {
    const found = text.indexOf(lineFeed, start);
    const end = found === -1 ? text.length : found;
    lines.push(text.subarray(start, end));
    start = end + 1;
  }
  return lines;
}

function tooLong(name: string): InvalidInputError {
  return new InvalidInputError(`${name} has a line of more than ${defaultMaxRecordBytes} bytes.`, {
    hint: 'Each line is one JSON object.',
    withoutData: true,
  });
}
