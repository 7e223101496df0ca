import { basename } from 'node:path';
import { InvalidInputError, NotFoundError, shown } from '../../core/errors.js';
import { readStoredFile } from '../../core/files/stored-file.js';
import { decodeUtf8 } from '../../core/text/utf8-text.js';

/**
 * Lines of a small text file whose format knows no quotes, without the last line end.
 * @throws InvalidInputError for bytes that are no text in the encoding; NotFoundError, DamagedFileError.
 */
export async function plainLines(path: string, encoding: 'utf-8' | 'latin1' = 'utf-8'): Promise<string[]> {
  const name = basename(path);
  const bytes = await readStoredFile(path, { what: name });
  if (!bytes) throw new NotFoundError(`There is no file ${name}.`);
  const lines = textOf(bytes, { name, encoding }).split(/\r?\n/);
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
}

function textOf(
  bytes: Uint8Array,
  { name, encoding }: { name: string; encoding: 'utf-8' | 'latin1' },
): string {
  if (encoding === 'latin1') return new TextDecoder(encoding).decode(bytes);
  const decoded = decodeUtf8(bytes);
  if (!decoded.problem) return decoded.text;
  throw new InvalidInputError(`${name} is not text in UTF-8.`, { details: [decoded.problem] });
}

/** @throws InvalidInputError naming the line when it does not hold at least so many fields. */
export function fieldsOf(
  line: string,
  delimiter: string,
  { least, path, number }: { least: number; path: string; number: number },
): string[] {
  const fields = line.split(delimiter);
  if (fields.length >= least) return fields;
  throw new InvalidInputError(`${basename(path)} does not have the declared form at line ${number}.`, {
    details: [{ line: number, expected: `at least ${least} fields`, received: shown(line) }],
  });
}

/** The cells of a line, apart by blanks or tabs, and the number of the line (from 1). */
export interface BlankSeparatedRecord {
  cells: string[];
  line: number;
}

/**
 * The lines of a file without a header whose cells are apart by blanks; empty lines are none.
 * @param width cells that every line must have.
 * @throws InvalidInputError naming the first line that has more or fewer; as `plainLines`.
 */
export async function blankSeparated(path: string, width: number): Promise<BlankSeparatedRecord[]> {
  const lines = await plainLines(path);
  return lines.flatMap((text, i) => {
    if (text.trim() === '') return [];
    const cells = text.trim().split(/\s+/);
    if (cells.length === width) return [{ cells, line: i + 1 }];
    throw new InvalidInputError(`${basename(path)} does not have the declared form.`, {
      details: [{ line: i + 1, expected: `${width} cells`, received: String(cells.length) }],
    });
  });
}
