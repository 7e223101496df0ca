import type { Random } from '../../../src/core/random.js';
import { happens, pick, spliced } from './draw.js';
import { mangledHeader } from './header-mangling.js';
import { packed } from './gzip-forms.js';

export interface MangledTable {
  bytes: Buffer;
  /** What was done to it, in words. */
  changes: string[];
}

type Mangling = readonly [name: string, mangle: (bytes: Buffer, random: Random) => Buffer];

/** Bytes that are no UTF-8: never valid, overlong, half a surrogate pair, cut off, above the last code point. */
const noUtf8 = [[0xff], [0xc0, 0x80], [0xed, 0xa0, 0x80], [0xe2, 0x82], [0xf4, 0x90, 0x80, 0x80], [0x80]];
const separators = ['\u2028', '\u2029', '\u0085', '\v', '\f', '\u00a0', '\ufeff', '\x1c', '\x1e', '\u200b'];
const formulas = [
  '=1+1',
  '+1',
  '-x',
  '@a',
  '＝1',
  '\t=1',
  ' =1',
  '-',
  '-5',
  '+3.2e4',
  '=',
  "'=1",
  '－1',
  '\0=1',
  '"=1\n"',
];
const values = [
  '',
  'NA',
  '?',
  'abc',
  '"1,5"',
  '1e999',
  'NaN',
  '0x1F',
  '-0',
  '١',
  ' 5 ',
  '5\u00a0',
  '2024-02-30',
  'é',
];
const blanks = ['', ' ', '\t', '\v', '\f', ' \t ', ',,,', '""', '" "', '\u00a0', '#', '# remark'];

const manglings: readonly Mangling[] = [
  ['a quote put in', (bytes, random) => inserted(bytes, Buffer.from('"'), random)],
  ['two quotes put in', (bytes, random) => inserted(bytes, Buffer.from('""'), random)],
  [
    'quotes taken out',
    (bytes, random) => (happens(50, random) ? replaced(bytes, '"', '') : replaced(bytes, '""', '"')),
  ],
  ['cells in quotes', (bytes, random) => mapCells(bytes, random, 30, (cell) => `"${cell}"`)],
  [
    'a cell over lines',
    (bytes, random) =>
      changedCell(bytes, random, (cell) => `"${cell}${pick(['\n', '\r\n', '\r', '\n\n'], random)}${cell}"`),
  ],
  ['CRLF', (bytes) => replaced(bytes, '\n', '\r\n')],
  ['lone CR', (bytes) => replaced(bytes, '\n', '\r')],
  ['mixed line ends', (bytes, random) => mixedLineEnds(bytes, random)],
  ['CR put in', (bytes, random) => inserted(bytes, Buffer.from('\r'), random)],
  ['a byte order mark', (bytes) => Buffer.concat([Buffer.from('\ufeff'), bytes])],
  ['NUL put in', (bytes, random) => inserted(bytes, Buffer.alloc(1), random)],
  ['no UTF-8', (bytes, random) => inserted(bytes, Buffer.from(pick(noUtf8, random)), random)],
  [
    'a separator of Unicode',
    (bytes, random) => inserted(bytes, Buffer.from(pick(separators, random)), random),
  ],
  [
    'a long cell',
    (bytes, random) => changedCell(bytes, random, (cell) => cell + 'x'.repeat(1 + random.integer(200_000))),
  ],
  [
    'a long line',
    (bytes, random) => changedLine(bytes, random, (line) => line + ','.repeat(1 + random.integer(50_000))),
  ],
  ['lines of nothing', (bytes, random) => insertedLines(bytes, random, () => pick(blanks, random))],
  ['a cell less', (bytes, random) => changedLine(bytes, random, (line) => line.replace(/,[^,]*$/, ''))],
  ['a cell more', (bytes, random) => changedLine(bytes, random, (line) => `${line},${pick(values, random)}`)],
  ['another delimiter', (bytes, random) => replaced(bytes, ',', pick([';', '\t', '|', ':', ' '], random))],
  [
    'another delimiter in a line',
    (bytes, random) => changedLine(bytes, random, (line) => line.replaceAll(',', ';')),
  ],
  ['spaces behind', (bytes, random) => mapCells(bytes, random, 30, (cell) => `${cell} `)],
  ['spaces before', (bytes, random) => mapCells(bytes, random, 30, (cell) => ` ${cell}`)],
  ['formulas', (bytes, random) => mapCells(bytes, random, 5, () => pick(formulas, random))],
  [
    'formulas as remarks',
    (bytes, random) =>
      mapLines(bytes, (line) => line.replace(/,[^,"]*$/, () => `,${pick(formulas, random)}`)),
  ],
  ['wrong values', (bytes, random) => mapCells(bytes, random, 5, () => pick(values, random))],
  ['other bytes', (bytes, random) => otherBytes(bytes, random)],
  ['the end cut off', (bytes, random) => bytes.subarray(0, random.integer(bytes.length))],
  ['no last line end', (bytes) => bytes.subarray(0, bytes.length - 1)],
  ['lines in another order', (bytes, random) => shuffled(bytes, random)],
  ['lines twice', (bytes, random) => changedLine(bytes, random, (line) => `${line}\n${line}`)],
  ['the header alone', (bytes) => bytes.subarray(0, bytes.indexOf('\n') + 1)],
  ['nothing', (_bytes, random) => Buffer.from(pick(['', '\n', ' ', '\ufeff', '\0', '"'], random))],
  ['another header', (bytes, random) => mangledHeader(bytes, random)],
  ['another header', (bytes, random) => mangledHeader(bytes, random)],
  ['UTF-16', (bytes, random) => utf16(bytes, random)],
];

/** Those after which hardly a row is left are drawn less often. */
const destructive = new Set(['nothing', 'UTF-16', 'the header alone', 'lone CR']);

/** A table with up to four things done to its bytes, and packed in some cases. @param bytes with `,` and LF */
export function mangledTable(bytes: Buffer, random: Random): MangledTable {
  const changes: string[] = [];
  let changed = bytes;
  for (let count = 1 + random.integer(4); count > 0; count--) {
    const [name, mangle] = pick(manglings, random);
    if (changed.length === 0 || (destructive.has(name) && happens(70, random))) continue;
    changed = mangle(changed, random);
    changes.push(name);
  }
  if (happens(80, random)) return { bytes: changed, changes };
  const { form, bytes: whole } = packed(changed, random);
  return { bytes: whole, changes: [...changes, form] };
}

/** Mostly below the header. */
function somewhere(bytes: Buffer, random: Random): number {
  const header = happens(10, random) ? 0 : bytes.indexOf('\n') + 1;
  return header + random.integer(bytes.length - header + 1);
}

function inserted(bytes: Buffer, piece: Buffer, random: Random): Buffer {
  const at = somewhere(bytes, random);
  return Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(at)]);
}

/** Every byte is a character, so that bytes which are no UTF-8 stay what they are. */
function replaced(bytes: Buffer, what: string, by: string): Buffer {
  return Buffer.from(bytes.toString('latin1').replaceAll(what, by), 'latin1');
}

/** Lines below the header, changed. */
function mapLines(bytes: Buffer, change: (line: string) => string): Buffer {
  const [header, ...lines] = bytes.toString('latin1').split('\n');
  return Buffer.from(
    [header, ...lines.map((line) => (line === '' ? line : utf8In(change(line))))].join('\n'),
    'latin1',
  );
}

/** What is above U+00FF, as the bytes of its UTF-8. */
function utf8In(text: string): string {
  return text.replace(/[^\0-\xff]/g, (sign) => Buffer.from(sign).toString('latin1'));
}

function changedLine(bytes: Buffer, random: Random, change: (line: string) => string): Buffer {
  const lines = bytes.toString('latin1').split('\n');
  const at = random.integer(lines.length);
  return Buffer.from(spliced(lines, at, 1, utf8In(change(lines[at]))).join('\n'), 'latin1');
}

/** So many of a hundred cells, changed; commas in quotes count as the others. */
function mapCells(bytes: Buffer, random: Random, percent: number, change: (cell: string) => string): Buffer {
  return mapLines(bytes, (line) =>
    line
      .split(',')
      .map((cell) => (happens(percent, random) ? change(cell) : cell))
      .join(),
  );
}

function changedCell(bytes: Buffer, random: Random, change: (cell: string) => string): Buffer {
  return changedLine(bytes, random, (line) => {
    const cells = line.split(',');
    const at = random.integer(cells.length);
    return spliced(cells, at, 1, change(cells[at])).join();
  });
}

function insertedLines(bytes: Buffer, random: Random, line: () => string): Buffer {
  let lines = bytes.toString('latin1').split('\n');
  for (let count = 1 + random.integer(5); count > 0; count--)
    lines = spliced(lines, random.integer(lines.length + 1), 0, utf8In(line()));
  return Buffer.from(lines.join('\n'), 'latin1');
}

function mixedLineEnds(bytes: Buffer, random: Random): Buffer {
  const text = bytes.toString('latin1').replaceAll('\n', () => pick(['\n', '\r\n', '\r', '\n\r'], random));
  return Buffer.from(text, 'latin1');
}

function otherBytes(bytes: Buffer, random: Random): Buffer {
  const changed = Buffer.from(bytes);
  for (let count = 1 + random.integer(10); count > 0; count--)
    changed[Math.min(somewhere(bytes, random), bytes.length - 1)] = random.integer(256);
  return changed;
}

function shuffled(bytes: Buffer, random: Random): Buffer {
  const [header, ...lines] = bytes.toString('latin1').trimEnd().split('\n');
  const order = [...random.permutation(lines.length)];
  return Buffer.from(`${[header, ...order.map((at) => lines[at])].join('\n')}\n`, 'latin1');
}

function utf16(bytes: Buffer, random: Random): Buffer {
  const text = Buffer.from(bytes.toString('latin1'), 'utf16le');
  return happens(50, random) ? Buffer.concat([Buffer.from([0xff, 0xfe]), text]) : text;
}
