import { textAt } from './cell-text.js';

/**
 * The signs by which a spreadsheet takes a text for a formula or a command (OWASP, "CSV Injection": = + - @ tabulator, CR, LF, and the
 * full-width = + - @ of East Asian input), as the inside of a class of characters.
 */
const signs = '=+\\-@\\t\\r\\n\\uff1d\\uff0b\\uff0d\\uff20';

/** What is not seen: spreadsheets drop blanks, NUL and the like before they look at a cell. */
const unseen = '\\p{White_Space}\\p{Cc}\\p{Cf}\\p{Default_Ignorable_Code_Point}';

/** How a cell begins that may run as a formula; the inside of a class of characters, for the flag `u`. */
export const formulaStarts = `${signs}${unseen}`;

const isSign = new RegExp(`[${signs}]`);
const firstSeen = new RegExp(`[\\t\\r\\n]|[^${unseen}]`, 'u');

/** -5, +3.2e4, or a lone "-", with blanks around it; one way to match each text, for cells may be long. */
const plainNumber = /^[^\S\t\r\n]*(?:-|[+-]?(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?)[^\S\t\r\n]*$/;

/**
 * Whether a spreadsheet would take the text for a formula: the first that is seen of it is = + - @, a tabulator, a line end or a
 * full-width = + - @, and it is neither a number (-5, +3.2e4) nor a lone "-".
 */
export function runsAsFormula(text: string): boolean {
  const first = firstSeen.exec(text)?.[0];
  return first !== undefined && isSign.test(first) && !plainNumber.test(text);
}

const [seen, notSeen, sign, beyondAscii] = [0, 1, 2, 3];

/** What a cell's byte says of its start, by `runsAsFormula`. Of the bytes beyond ASCII those that can begin a character of it. */
const kinds = new Uint8Array(256).fill(notSeen, 0, 0x21);
kinds[0x7f] = notSeen;
for (const one of '=+-@\t\r\n') kinds[one.charCodeAt(0)] = sign;
for (const lead of [0xc2, 0xcd, 0xd8, 0xdb, 0xdc, 0xe0, 0xe1, 0xe2, 0xe3, 0xef, 0xf0, 0xf3])
  kinds[lead] = beyondAscii;

/** Whether a cell that begins with this byte, or this UTF-16 code unit of ASCII, is to be looked at more closely. */
export function mayRunAsFormula(first: number): boolean {
  return kinds[first] !== seen;
}

/** `runsAsFormula` of the text from `start` to `end`, which is made a text only when its bytes leave it open. */
export function bytesRunAsFormula(bytes: Uint8Array, start: number, end: number): boolean {
  let at = start;
  while (at < end && kinds[bytes[at]] === notSeen) at++;
  return at < end && kinds[bytes[at]] !== seen && runsAsFormula(textAt(bytes, start, end));
}
