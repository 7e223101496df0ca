import type { ReadFile, ReadHeader, ReadOutput, ReadRecord } from './csv-reader.js';

/** What Sextant said of a file. */
export interface Outcome {
  /** Why it was refused as a whole. */
  refusal?: { message: string; isForeseen: boolean };
  /** Of a file that was scored. */
  rows?: { input: number; scored: number; rejected: number };
  delimiter?: string;
}

/** What is known of a scenario beforehand. */
export interface KnownScenario {
  /** Names of the columns that it knows. */
  columns: readonly string[];
  /** Names of the columns that a file must have. */
  needed: readonly string[];
  /** Names of the columns that scoring adds, in order. */
  added: readonly string[];
  /** By `keyOf` a row whose answer is known: the cells that scoring adds. Empty where a row is read with those before it. */
  answers: ReadonlyMap<string, readonly string[]>;
}

/** A row by what it says, whatever the order of its columns. */
export function keyOf(names: readonly string[], cells: readonly string[]): string {
  const pairs = names.map((name, i) => `${JSON.stringify(name)}:${JSON.stringify(cells[i])}`);
  return pairs.sort().join();
}

/** What is wrong with what became of a file; empty when nothing is. */
export function judgeFile(outcome: Outcome, read: ReadFile, known: KnownScenario): string[] {
  if (outcome.refusal) return judgeRefusal(outcome.refusal, read, known);
  if (read.refusal !== undefined) return [`it was scored, but is no table: ${read.refusal}`];
  const { header, records = [], output, rejects } = read;
  if (!header) return ['it was scored, but has no header'];
  const wrong = [...judgeDelimiter(outcome, read, known), ...headerFaults(header, known)];
  const written = rowsOf(output, 'scored', wrong);
  const rejected = rejects ? rowsOf(rejects, 'rejected', wrong) : [['line']];
  wrong.push(...markFaults(read));
  if (wrong.length > 0) return wrong;
  return [
    ...judgeCounts(outcome, records, { scored: written.length - 1, rejected: rejected.length - 1 }),
    ...judgeRejects(rejected.slice(1), records),
    ...judgeScored(written, { header, records, rejected: rejected.slice(1) }, known),
  ].slice(0, 5);
}

function judgeRefusal(
  { message, isForeseen }: NonNullable<Outcome['refusal']>,
  read: ReadFile,
  known: KnownScenario,
): string[] {
  if (!isForeseen) return [`nobody foresaw: ${message}`];
  if (read.refusal !== undefined) return [];
  const isUsable = likeliest(read, known).some(([, header]) => headerFaults(header, known).length === 0);
  return isUsable ? [`it was refused, but has a good header: ${message}`] : [];
}

/** Why a header cannot be used. */
function headerFaults({ names, fault }: ReadHeader, { needed }: KnownScenario): string[] {
  const faults: string[] = [];
  if (fault) faults.push(`the header has a fault: ${fault}`);
  // Columns without a name behind the last that has one are passed through.
  const named = names.slice(0, names.findLastIndex((name) => name !== '') + 1);
  if (new Set(named).size < named.length) faults.push('the header has a name twice');
  if (named.includes('') || named.length === 0) faults.push('the header has an empty name');
  const missing = needed.filter((name) => !names.includes(name) && lone(name, names) === undefined);
  if (missing.length > 0) faults.push(`the header lacks ${missing.join(', ')}`);
  return faults;
}

/** A name that differs in case alone stands for one that is needed. */
function lone(needed: string, names: readonly string[]): string | undefined {
  const same = names.filter((name) => name.toLowerCase() === needed.toLowerCase());
  return same.length === 1 ? same[0] : undefined;
}

function judgeDelimiter({ delimiter = '' }: Outcome, read: ReadFile, known: KnownScenario): string[] {
  const isLikeliest = likeliest(read, known).some(([sign]) => sign === delimiter);
  return isLikeliest ? [] : [`it was read with the delimiter ${JSON.stringify(delimiter)}`];
}

/** The delimiters under which most of the columns are found, of these the ones with most cells; and the header under each. */
function likeliest({ headers = {} }: ReadFile, { columns }: KnownScenario): [string, ReadHeader][] {
  const read = Object.entries(headers).filter((entry): entry is [string, ReadHeader] => entry[1] !== null);
  const found = ({ names }: ReadHeader) => columns.filter((name) => names.includes(name)).length;
  const most = Math.max(...read.map(([, header]) => found(header)));
  const best = read.filter(([, header]) => found(header) === most);
  const longest = Math.max(...best.map(([, { names }]) => names.length));
  return best.filter(([, { names }]) => names.length === longest);
}

function rowsOf(output: ReadOutput | undefined, what: string, wrong: string[]): string[][] {
  if (output && output.fault === undefined) return output.rows;
  wrong.push(`the ${what} file cannot be read: ${output?.fault ?? 'not there'}`);
  return [];
}

/** What is written begins with a byte order mark where the file does, and there alone. */
function markFaults({ hasMark = false, output, rejects }: ReadFile): string[] {
  const written = [output, rejects].filter((one) => one?.fault === undefined && one !== undefined);
  if (written.every((one) => one.hasMark === hasMark)) return [];
  return [`a byte order mark was ${hasMark ? 'lost' : 'added'}`];
}

function judgeCounts(
  { rows }: Outcome,
  records: readonly ReadRecord[],
  written: { scored: number; rejected: number },
): string[] {
  const found = { input: records.length, ...written };
  const told = rows && { input: rows.input, scored: rows.scored, rejected: rows.rejected };
  const isWhole = found.input === found.scored + found.rejected;
  if (isWhole && JSON.stringify(found) === JSON.stringify(told)) return [];
  return [`rows: ${JSON.stringify(found)} are there, ${JSON.stringify(told)} were told`];
}

/** Every reject is a record of the file, named by its line, once, with its text; every faulty record is rejected. */
function judgeRejects(rejected: readonly string[][], records: readonly ReadRecord[]): string[] {
  const wrong: string[] = [];
  const byLine = new Map(records.map((record) => [record.line, record]));
  let last = 0;
  for (const [line, , reason, original] of rejected) {
    const record = byLine.get(Number(line));
    if (!record) wrong.push(`line ${line} was rejected, where no record begins`);
    else if (!isSafeFormOf(original, record.text))
      wrong.push(`line ${line} was rejected as ${inShort(original)}`);
    if (Number(line) <= last) wrong.push(`line ${line} was rejected behind line ${last}`);
    if (!reason) wrong.push(`line ${line} was rejected without a reason`);
    last = Number(line);
  }
  const lines = new Set(rejected.map(([line]) => Number(line)));
  const missed = records.filter(({ fault, line }) => fault !== null && !lines.has(line));
  return [
    ...wrong,
    ...missed.map(({ line, fault }) => `line ${line} was scored in spite of its fault: ${fault}`),
  ];
}

interface TableRead {
  header: ReadHeader;
  records: readonly ReadRecord[];
  rejected: readonly string[][];
}

/** The cells of each record that was not rejected come back in order; rows whose answer is known have it. */
function judgeScored(
  [head, ...rows]: string[][],
  table: TableRead,
  { added, answers }: KnownScenario,
): string[] {
  const { header, records } = table;
  const width = header.names.length;
  const results = added.map((name) => (header.names.includes(name) ? `sextant_${name}` : name));
  const wrong = sameCells(head, [...header.names, ...results])
    ? []
    : [`the header became ${inShort(head.join())}`];
  const lines = new Set(table.rejected.map(([line]) => Number(line)));
  for (const { line } of records.filter((record) => lines.has(record.line) && isKnown(record)))
    wrong.push(`line ${line} was rejected, although it is a good row`);
  const good = records.filter(({ line }) => !lines.has(line));
  for (const [i, { cells, line }] of good.entries()) {
    const row = rows[i] ?? [];
    if (row.length !== width + added.length || !sameCells(row.slice(0, width), cells))
      wrong.push(`line ${line} came back as ${inShort(row.join())}`);
    const answer = answers.get(keyOf(header.names, cells));
    if (answer && answer.join() !== row.slice(width).join())
      wrong.push(`line ${line} was answered ${row.slice(width).join()} instead of ${answer.join()}`);
  }
  return wrong;

  function isKnown({ cells, fault }: ReadRecord): boolean {
    return fault === null && answers.has(keyOf(header.names, cells));
  }
}

function sameCells(written: readonly string[], cells: readonly string[]): boolean {
  return written.length === cells.length && cells.every((cell, i) => isSafeFormOf(written[i], cell));
}

/** Everything comes back as it was, but a text that a spreadsheet would run with an apostrophe in front. */
function isSafeFormOf(written: string, cell: string): boolean {
  return written === (runsInSpreadsheet(cell) ? `'${cell}` : cell);
}

/**
 * As docs/csv-scoring.md has it: the first that is seen of a cell, behind blanks and control or zero-width characters, is = + - @, one of
 * their full-width forms, a tabulator or a line end. Numbers and a lone minus stay as they are.
 */
function runsInSpreadsheet(cell: string): boolean {
  const first = firstSeen(cell);
  if (first === undefined || !'=+-@＝＋－＠\t\r\n'.includes(first)) return false;
  const alone = cell.replace(/^[^\S\t\r\n]+|[^\S\t\r\n]+$/g, '');
  return alone !== '-' && !/^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$/.test(alone);
}

function firstSeen(cell: string): string | undefined {
  for (const sign of cell) {
    const isUnseen = /[\s\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/u.test(sign);
    if (!isUnseen || '\t\r\n'.includes(sign)) return sign;
  }
  return undefined;
}

function inShort(text: string): string {
  return JSON.stringify(text.length > 200 ? `${text.slice(0, 200)}…` : text);
}
