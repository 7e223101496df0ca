import { ByteReader } from '../byte-reader.js';
import { asUtf8 } from '../encoding.js';
import { jsonLines } from './json-lines.form.js';
import { parquet } from './parquet.form.js';
import type { FormName } from './names.js';
import { headBytes, type TableForm } from './table-form.js';
import { workbook } from './workbook.form.js';

export type { FormName } from './names.js';
export { csvLine, headBytes } from './table-form.js';

const tableForms: readonly TableForm[] = [parquet, workbook, jsonLines];

/** A table as CSV text. */
export interface CsvText {
  /** What it was written in. */
  encoding: string;
  /** In UTF-8. */
  chunks: AsyncGenerator<Uint8Array, void>;
  /** What it was before; absent: CSV. Its text has commas, and its refused rows are told as `refusedRow` says. */
  form?: FormName;
  /** Line that the text's first one counts as. */
  firstLine: number;
}

/**
 * The bytes of a table, whatever its form, as CSV text in UTF-8. The form is seen from the first bytes, not from a name.
 * @throws InvalidInputError, TooLargeError now or while reading, for what cannot be read
 */
export async function asCsvText(
  chunks: AsyncGenerator<Uint8Array, void>,
  { encoding, name }: { encoding?: string; name: string },
): Promise<CsvText> {
  const reader = new ByteReader(chunks);
  const form = formOf(await reader.peek(headBytes));
  if (!form) return { ...(await asUtf8(reader.rest(), encoding, name)), firstLine: 1 };
  const text = form.asCsv({ reader, name, encoding });
  return { encoding: 'utf-8', chunks: inUtf8(text), form: form.name, firstLine: form.headerLine };
}

/** The form of a file with these first bytes (at least `headBytes` of them, or all); undefined for text that is CSV, or is to be refused as such. */
export function formOf(head: Uint8Array): TableForm | undefined {
  return tableForms.find((form) => form.begins(head.subarray(0, headBytes)));
}

async function* inUtf8(text: AsyncGenerator<string, void>): AsyncGenerator<Uint8Array, void> {
  for await (const piece of text) if (piece !== '') yield Buffer.from(piece, 'utf8');
}
