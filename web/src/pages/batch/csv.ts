/** Reading of tables that are shown or matched here; what is scored is read by the server alone. */

export interface Table {
  header: string[];
  rows: string[][];
  /** How many lines of the file each row takes. */
  lines: number[];
}

const delimiters = [',', ';', '\t', '|'];

/** The delimiter that the first record has most often outside of quotes, as the server finds it. */
export function delimiterOf(text: string): string {
  const [first] = text.split(/\r\n|\n|\r/, 1);
  const bare = first.replace(/"(?:[^"]|"")*"/g, '');
  const counts = delimiters.map((one) => bare.split(one).length);
  return delimiters[counts.indexOf(Math.max(...counts))];
}

/** The records of a text by RFC 4180, at most so many rows. */
export function readCsv(text: string, { delimiter = delimiterOf(text), most = Infinity } = {}): Table {
  const body = text.startsWith('\uFEFF') ? text.slice(1) : text;
  const records: string[][] = [];
  const lines: number[] = [];
  let at = 0;
  while (at < body.length && records.length <= most) {
    const record = readRecord(body, at, delimiter);
    at = record.end;
    const isBlank = record.cells.length === 1 && record.cells[0] === '';
    if (isBlank && records.length > 0) continue;
    records.push(record.cells);
    lines.push(record.lines);
  }
  const [header = [], ...rows] = records;
  return { header, rows, lines: lines.slice(1) };
}

/** One record from a place on; `end` is where the next begins. */
function readRecord(text: string, from: number, delimiter: string) {
  const cells: string[] = [];
  let at = from;
  let lines = 1;
  for (;;) {
    const cell = text[at] === '"' ? quotedCell(text, at) : bareCell(text, at, delimiter);
    cells.push(cell.value);
    lines += cell.value.split('\n').length - 1;
    at = cell.end;
    if (text[at] !== delimiter) break;
    at += 1;
  }
  if (text[at] === '\r') at += 1;
  if (text[at] === '\n') at += 1;
  return { cells, end: at, lines };
}

function bareCell(text: string, from: number, delimiter: string) {
  let end = from;
  while (end < text.length && text[end] !== delimiter && text[end] !== '\n' && text[end] !== '\r') end += 1;
  return { value: text.slice(from, end), end };
}

function quotedCell(text: string, from: number) {
  let end = from + 1;
  while (end < text.length && !(text[end] === '"' && text[end + 1] !== '"')) end += text[end] === '"' ? 2 : 1;
  return { value: text.slice(from + 1, end).replaceAll('""', '"'), end: end + 1 };
}

export function writeCsv(header: readonly string[], rows: readonly (readonly string[])[]): string {
  const cell = (value: string) => (/[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value);
  return [header, ...rows].map((row) => `${row.map(cell).join(',')}\n`).join('');
}
