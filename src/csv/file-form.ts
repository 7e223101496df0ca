import { InvalidInputError } from '../core/errors.js';

const saveAsCsv = 'Save the table as "CSV UTF-8" and use that file.';

function utf16Hint(encoding: string): string {
  return `Name the encoding: --encoding ${encoding}, over REST the option encoding or charset= of the content type. ${saveAsCsv.replace('Save', 'Or save')}`;
}

/** First bytes of files that are no text in UTF-8. A longer one stands before a shorter one that it begins with. */
const otherForms: readonly { magic: readonly number[]; what: string; hint: string }[] = [
  { magic: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive or an Excel workbook (.xlsx)', hint: saveAsCsv },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook (.xls)', hint: saveAsCsv },
  { magic: [0xff, 0xfe, 0x00, 0x00], what: 'text in UTF-32', hint: saveAsCsv },
  { magic: [0x00, 0x00, 0xfe, 0xff], what: 'text in UTF-32', hint: saveAsCsv },
  { magic: [0xff, 0xfe], what: 'text in UTF-16', hint: utf16Hint('utf-16le') },
  { magic: [0xfe, 0xff], what: 'text in UTF-16', hint: utf16Hint('utf-16be') },
  {
    magic: [0x28, 0xb5, 0x2f, 0xfd],
    what: 'compressed with zstd',
    hint: 'Unpack it, or compress it with gzip.',
  },
  {
    magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a],
    what: 'compressed with xz',
    hint: 'Unpack it, or compress it with gzip.',
  },
  { magic: [0x1f, 0x8b], what: 'compressed twice with gzip', hint: 'Unpack it once.' },
];

/** As many first bytes as `checkForm` looks at. */
export const formBytes = 5;

const byteOrderMark = [0xef, 0xbb, 0xbf];

/**
 * Refuse what is plainly no CSV text in UTF-8.
 * @param head the first (decompressed) bytes
 * @returns the length of the UTF-8 byte order mark: 3 or 0.
 * @throws InvalidInputError saying what the file is and how to save it.
 */
export function checkForm(head: Uint8Array, name: string): number {
  const form = otherForms.find(({ magic }) => beginsWith(head, magic));
  if (form) {
    throw new InvalidInputError(`${name} is ${form.what}; expected CSV text in UTF-8.`, {
      hint: form.hint,
      withoutData: true,
    });
  }
  return beginsWith(head, byteOrderMark) ? byteOrderMark.length : 0;
}

/** Text in UTF-16 without a mark shows as NUL bytes between ASCII letters. */
export function checkNoNul(header: Uint8Array, name: string): void {
  if (!header.includes(0)) return;
  throw new InvalidInputError(
    `${name} has NUL bytes in its first line: it is text in UTF-16 or no text at all.`,
    { hint: utf16Hint('utf-16le'), withoutData: true },
  );
}

function beginsWith(bytes: Uint8Array, magic: readonly number[]): boolean {
  return bytes.length >= magic.length && magic.every((byte, i) => bytes[i] === byte);
}
