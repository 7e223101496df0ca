import { encodingHint } from './encoding.js';
import type { CsvTable } from './read-table.js';

/** What can be done about the records of a table that are not well formed; undefined where they have nothing in common. */
export function rejectsHint({
  rejects,
  records,
  delimiter,
}: Pick<CsvTable, 'rejects' | 'records' | 'delimiter'>): string | undefined {
  if (rejects.some(({ code }) => code === 'invalid-utf8')) return encodingHint;
  const isLonger = rejects.every(({ code, text }) => code === 'field-count' && text.endsWith(delimiter));
  if (rejects.length === 0 || records.length > 0 || !isLonger) return undefined;
  return 'Every row ends with a delimiter behind its last cell, which the header does not: take it off the rows.';
}
